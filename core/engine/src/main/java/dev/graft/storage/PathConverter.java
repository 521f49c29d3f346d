// SPDX-License-Identifier: Apache-2.0
package dev.graft.storage;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.eclipse.microprofile.config.spi.Converter;

/** Reads paths from the configuration. The specification's implicit converters do not cover {@link Path}. */
public final class PathConverter implements Converter<Path> {

    private static final long serialVersionUID = 1L;

    @Override
    public Path convert(String value) {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + value + "' is no path: " + e.getReason(), e);
        }
    }
}
