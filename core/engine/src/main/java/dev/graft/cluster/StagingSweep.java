// SPDX-License-Identifier: Apache-2.0
package dev.graft.cluster;

import dev.graft.archive.FileTree;
import dev.graft.server.ServerStarted;
import dev.graft.server.StartOrder;
import dev.graft.storage.DataFolder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;

/** Removes unfinished work of servers that are gone from the staging folder at every start. */
@ApplicationScoped
public class StagingSweep {

    private final DataFolder data;
    private final Heartbeat heartbeat;

    /** For the container's proxy. */
    protected StagingSweep() {
        this(null, null);
    }

    @Inject
    public StagingSweep(DataFolder data, Heartbeat heartbeat) {
        this.data = data;
        this.heartbeat = heartbeat;
    }

    void atStart(@Observes @Priority(StartOrder.STAGING) ServerStarted started) {
        sweep(heartbeat.aliveIds());
    }

    /** Removes everything in the staging folder but what servers that live have there. */
    void sweep(Set<UUID> alive) {
        if (!Files.isDirectory(data.staging())) {
            return;
        }
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(data.staging())) {
            for (Path entry : unfinished) {
                String name = entry.getFileName().toString();
                if (alive.stream().map(UUID::toString).noneMatch(name::startsWith)) {
                    FileTree.delete(entry);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot empty " + data.staging(), e);
        }
    }
}
