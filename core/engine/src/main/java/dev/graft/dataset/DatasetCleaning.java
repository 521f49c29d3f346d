// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import dev.graft.archive.FileTree;
import dev.graft.cluster.Heartbeat;
import dev.graft.server.Background;
import dev.graft.server.ServerStarted;
import dev.graft.server.StartOrder;
import dev.graft.storage.DataFolder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps disk and database in step: removes the files of deleted datasets, and after a restart takes up what was left unfinished. */
@ApplicationScoped
public class DatasetCleaning {

    private static final Logger LOG = LoggerFactory.getLogger(DatasetCleaning.class);
    private static final int ID_LENGTH = 36;

    private final PullProgress progress;
    private final DatasetRepository datasets;
    private final UploadInbox inbox;
    private final DatasetFiles files;
    private final DatasetPuller puller;
    private final DataFolder data;
    private final ExecutorService threads;

    /** For the container's proxy. */
    protected DatasetCleaning() {
        this(null, null, null, null, null, null, null);
    }

    @Inject
    public DatasetCleaning(
            PullProgress progress,
            DatasetRepository datasets,
            UploadInbox inbox,
            DatasetFiles files,
            DatasetPuller puller,
            DataFolder data,
            @Background ExecutorService threads) {
        this.progress = progress;
        this.datasets = datasets;
        this.inbox = inbox;
        this.files = files;
        this.puller = puller;
        this.data = data;
        this.threads = threads;
    }

    void onDeletion(@Observes(during = TransactionPhase.AFTER_SUCCESS) DatasetDeleted deleted) {
        removeFiles(deleted.org(), deleted.id());
    }

    /** Takes a dataset's files away; large folders are removed in the background. */
    void removeFiles(String org, UUID id) {
        try {
            Path rubbish = files.exclusively(id, () -> {
                inbox.discard(org, id);
                return files.discard(org, id);
            });
            threads.execute(() -> FileTree.delete(rubbish));
        } catch (Exception e) {
            LOG.error("Dataset {} was deleted, but its files were not; they go when the server starts again", id, e);
        }
    }

    /** Where another server lives, what is unfinished may be its own. */
    void atStart(@Observes @Priority(StartOrder.RECOVERY) ServerStarted started, Heartbeat heartbeat) {
        if (heartbeat.alone()) {
            recover();
        }
    }

    /** After a restart: mends interrupted exchanges, removes files without a dataset, and goes on with every pull. */
    void recover() {
        try {
            for (String org : names(data.organisations())) {
                recover(org);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the datasets on disk cannot be read", e);
        }
        failInterrupted();
    }

    private void recover(String org) throws IOException {
        for (UUID id : idsOnDisk(org)) {
            if (progress.exists(org, id)) {
                files.repair(org, id);
            } else {
                LOG.info("Removing files of dataset {}, which was deleted", id);
                removeFiles(org, id);
            }
        }
        for (UUID id : inbox.datasetsWaiting(org)) {
            puller.start(org, id);
        }
    }

    /**
     * A pull without an archive left: the server ended between removing the archive and writing down the result. {@link CloudPuller}
     * fetches again what lies in a cloud.
     */
    private void failInterrupted() {
        for (Dataset dataset : datasets.inStatus(PullStatus.IN_PROGRESS)) {
            if (dataset.pullsFromCloud()) {
                continue;
            }
            try {
                if (inbox.waiting(dataset.org(), dataset.id()).isEmpty()) {
                    progress.failed(
                            dataset.org(),
                            dataset.id(),
                            "The server was stopped while it checked the upload. Upload the archive again.");
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the inbox of dataset " + dataset.id() + " cannot be read", e);
            }
        }
    }

    private Set<UUID> idsOnDisk(String org) throws IOException {
        Set<UUID> ids = new HashSet<>();
        for (String name : names(data.datasets(org))) {
            try {
                ids.add(UUID.fromString(name.substring(0, Math.min(ID_LENGTH, name.length()))));
            } catch (IllegalArgumentException e) {
                LOG.warn("{} in {} is no dataset of this server and is left alone", name, data.datasets(org));
            }
        }
        return ids;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
