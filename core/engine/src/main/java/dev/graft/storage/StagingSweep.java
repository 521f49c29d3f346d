// SPDX-License-Identifier: Apache-2.0
package dev.graft.storage;

import dev.graft.archive.FileTree;
import dev.graft.server.ServerStarted;
import dev.graft.server.StartOrder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Empties the staging folder at every start: what lies there is unfinished work of a server that is gone. */
@ApplicationScoped
public class StagingSweep {

    private final DataFolder data;

    /** For the container's proxy. */
    protected StagingSweep() {
        this(null);
    }

    @Inject
    public StagingSweep(DataFolder data) {
        this.data = data;
    }

    void atStart(@Observes @Priority(StartOrder.SCHEMA) ServerStarted started) {
        sweep();
    }

    /** Removes everything in the staging folder. */
    void sweep() {
        if (!Files.isDirectory(data.staging())) {
            return;
        }
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(data.staging())) {
            unfinished.forEach(FileTree::delete);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot empty " + data.staging(), e);
        }
    }
}
