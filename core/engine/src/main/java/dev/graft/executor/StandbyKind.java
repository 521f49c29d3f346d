// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import dev.graft.spi.launch.EmbeddedForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a process has to be started with to become the worker of some work later. Works of the same kind can take each other's processes.
 *
 * @param mainClass the worker's main class
 * @param classPath what it is loaded from, without the executor's own libraries
 * @param versions when each entry of the class path was changed last
 * @param environment its environment but for the temporary folder
 */
record StandbyKind(String mainClass, List<Path> classPath, List<FileTime> versions, Map<String, String> environment) {

    /**
     * The kind of some work; empty if nothing can stand by for it: variables of its own have to be there when a process starts, and belong to one
     * job alone.
     *
     * @param environment the environment of its worker but for the temporary folder
     */
    static Optional<StandbyKind> of(Work work, EmbeddedForm form, Map<String, String> environment) {
        return work.environment().isEmpty()
                ? Optional.of(new StandbyKind(
                        form.mainClass(),
                        work.classPath(),
                        work.classPath().stream().map(StandbyKind::changed).toList(),
                        Map.copyOf(environment)))
                : Optional.empty();
    }

    private static FileTime changed(Path entry) {
        try {
            return Files.exists(entry) ? Files.getLastModifiedTime(entry) : FileTime.fromMillis(0);
        } catch (IOException e) {
            throw new UncheckedIOException(entry + " cannot be looked at", e);
        }
    }
}
