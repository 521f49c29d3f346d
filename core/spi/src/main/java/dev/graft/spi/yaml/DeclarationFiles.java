// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The declarative files that lie beside a plugin's class or in a folder, and the shared ones that the SPI brings along.
 *
 * <p>A name such as {@code specs.yaml} is looked for in the package of the anchor class, or in the folder; {@code graft:tensorrt} is the
 * shared file {@code tensorrt.yaml} of the SPI.
 */
public final class DeclarationFiles {

    private static final String SHARED = "graft:";
    private static final String SHARED_FOLDER = "/dev/graft/spi/spec/shared/";

    private final Class<?> anchor;
    private final Optional<Path> folder;

    /** Files beside a class. */
    public DeclarationFiles(Class<?> anchor) {
        this.anchor = Objects.requireNonNull(anchor, "anchor");
        this.folder = Optional.empty();
    }

    /** Files in a folder. */
    public DeclarationFiles(Path folder) {
        this.anchor = DeclarationFiles.class;
        this.folder = Optional.of(folder.toAbsolutePath().normalize());
    }

    /** The folder, absolute; empty for files beside a class. */
    public Optional<Path> folder() {
        return folder;
    }

    /**
     * Reads a file.
     *
     * @throws DeclarationException if it is not there, cannot be read, or is no YAML
     */
    public YamlNode read(String name) {
        boolean shared = name.startsWith(SHARED);
        if (!shared && folder.isPresent()) {
            return read(folder.get(), name);
        }
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

    private static YamlNode read(Path folder, String name) {
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder)) {
            throw new DeclarationException(List.of(name + ": lies outside the plugin's folder"));
        }
        try (InputStream stream = Files.newInputStream(file)) {
            return YamlNode.read(name, stream);
        } catch (NoSuchFileException e) {
            throw new DeclarationException(List.of(name + ": there is no such file in the plugin's folder"));
        } catch (IOException e) {
            throw new DeclarationException(List.of(name + ": cannot be read: " + e.getMessage()));
        }
    }
}
