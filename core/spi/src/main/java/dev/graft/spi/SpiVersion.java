// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi;

/**
 * The version of this interface, in Semantic Versioning. A plugin says in its {@code plugin.properties} which versions it works with,
 * for example {@code plugin.requires=>=0.1.0 & <0.2.0}; a server of another version refuses it with those words.
 */
public final class SpiVersion {

    /** The version of the SPI that is on the class path at run time. */
    public static final String CURRENT = version();

    private SpiVersion() {}

    /** Not a constant expression: a plugin must see the server's version and not that of its own build. */
    private static String version() {
        return "0.1.0";
    }
}
