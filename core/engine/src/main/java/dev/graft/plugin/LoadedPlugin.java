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
 * @param builtIn whether it comes with the distribution, so that nobody can remove it
 * @param state whether it can be used
 * @param cause why not, for an administrator
 * @param architectures the networks it brings
 * @param datasetTypes the dataset types that it brings actions for
 * @param classPath its jars and class folders, absolute
 */
public record LoadedPlugin(
        String id,
        String version,
        Path file,
        boolean builtIn,
        State state,
        Optional<String> cause,
        List<String> architectures,
        List<String> datasetTypes,
        List<Path> classPath) {

    /** Whether a plugin can be used. */
    public enum State {
        /** Loaded; what it brings can be used. */
        LOADED,
        /** Broken; the cause says why. */
        FAILED
    }

    /** The same plugin, which is not used for some reason. */
    LoadedPlugin failed(String reason) {
        return new LoadedPlugin(id, version, file, builtIn, State.FAILED, Optional.of(reason), List.of(), List.of(), List.of());
    }

    public LoadedPlugin {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(cause, "cause");
        architectures = List.copyOf(architectures);
        datasetTypes = List.copyOf(datasetTypes);
        classPath = List.copyOf(classPath);
    }
}
