// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A plugin that was found.
 *
 * @param id its id; the file's name when it could not be read
 * @param version its version; empty text when it could not be read
 * @param file the zip
 * @param state whether its networks can be used
 * @param cause why not, for an administrator
 * @param architectures the networks it brings
 * @param classPath its jars and class folders, absolute
 */
public record LoadedPlugin(
        String id,
        String version,
        Path file,
        State state,
        Optional<String> cause,
        List<String> architectures,
        List<Path> classPath) {

    /** Whether a plugin can be used. */
    public enum State {
        /** Loaded; its networks can be used. */
        LOADED,
        /** Broken; the cause says why. */
        FAILED
    }

    public LoadedPlugin {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(cause, "cause");
        architectures = List.copyOf(architectures);
        classPath = List.copyOf(classPath);
    }
}
