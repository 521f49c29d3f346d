// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/**
 * The declarative files that lie beside a plugin's class, and the shared ones that the SPI brings along.
 *
 * <p>A name such as {@code specs.yaml} is looked for in the package of the anchor class; {@code graft:tensorrt} is the shared file
 * {@code tensorrt.yaml} of the SPI.
 */
public final class DeclarationFiles {

    private static final String SHARED = "graft:";
    private static final String SHARED_FOLDER = "/dev/graft/spi/spec/shared/";

    private final Class<?> anchor;

    /** Files beside a class. */
    public DeclarationFiles(Class<?> anchor) {
        this.anchor = Objects.requireNonNull(anchor, "anchor");
    }

    /**
     * Reads a file.
     *
     * @throws DeclarationException if it is not there, cannot be read, or is no YAML
     */
    public YamlNode read(String name) {
        boolean shared = name.startsWith(SHARED);
        Class<?> origin = shared ? DeclarationFiles.class : anchor;
        String resource = shared ? SHARED_FOLDER + name.substring(SHARED.length()) + ".yaml" : name;
        try (InputStream stream = origin.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new DeclarationException(List.of(name + ": there is no such file beside " + origin.getName()));
            }
            return YamlNode.read(name, stream);
        } catch (IOException e) {
            throw new DeclarationException(List.of(name + ": cannot be read: " + e.getMessage()));
        }
    }
}
