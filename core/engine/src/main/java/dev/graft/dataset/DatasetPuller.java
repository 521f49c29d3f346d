// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import dev.graft.archive.FileTree;
import dev.graft.archive.UnpackLimits;
import dev.graft.archive.Unpacker;
import dev.graft.dataset.layout.Layout;
import dev.graft.dataset.layout.LayoutCatalog;
import dev.graft.dataset.layout.LayoutReport;
import dev.graft.server.Background;
import dev.graft.spi.error.GraftException;
import dev.graft.storage.DataFolder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Unpacks and checks what lies in the inboxes, in the background: one dataset's archives one after the other, at most two datasets at a
 * time so that requests keep the disk and the processors.
 */
@ApplicationScoped
public class DatasetPuller {

    private static final Logger LOG = LoggerFactory.getLogger(DatasetPuller.class);
    private static final int AT_ONCE = 2;

    private final PullProgress progress;
    private final UploadInbox inbox;
    private final DatasetFiles files;
    private final LayoutCatalog layouts;
    private final DataFolder data;
    private final Unpacker unpacker;
    private final ExecutorService threads;
    private final Set<UUID> active = ConcurrentHashMap.newKeySet();
    private final Semaphore slots = new Semaphore(AT_ONCE);

    /** For the container's proxy. */
    protected DatasetPuller() {
        this(null, null, null, null, null, null, UnpackLimits.standard());
    }

    @Inject
    public DatasetPuller(
            PullProgress progress,
            UploadInbox inbox,
            DatasetFiles files,
            LayoutCatalog layouts,
            DataFolder data,
            @Background ExecutorService threads) {
        this(progress, inbox, files, layouts, data, threads, UnpackLimits.standard());
    }

    DatasetPuller(
            PullProgress progress,
            UploadInbox inbox,
            DatasetFiles files,
            LayoutCatalog layouts,
            DataFolder data,
            ExecutorService threads,
            UnpackLimits limits) {
        this.progress = progress;
        this.inbox = inbox;
        this.files = files;
        this.layouts = layouts;
        this.data = data;
        this.threads = threads;
        this.unpacker = new Unpacker(limits);
    }

    void onUpload(@Observes(during = TransactionPhase.AFTER_SUCCESS) UploadStored upload) {
        start(upload.org(), upload.id());
    }

    /** Takes the dataset's inbox up, unless that is being done. */
    void start(String org, UUID id) {
        threads.execute(() -> pullInTurn(org, id));
    }

    private void pullInTurn(String org, UUID id) {
        try {
            slots.acquire();
            try {
                pull(org, id);
            } finally {
                slots.release();
            }
        } catch (InterruptedException e) {
            // The server stops; the inbox is taken up again when it starts.
            Thread.currentThread().interrupt();
        }
    }

    /** Empties the inbox. Returns at once if another thread is at it, which then sees what is new. */
    void pull(String org, UUID id) {
        while (hasWork(org, id) && active.add(id)) {
            try {
                drain(org, id);
            } catch (IOException | RuntimeException e) {
                LOG.error("Dataset {}: the pull failed for a reason of the server", id, e);
                giveUp(org, id, e);
            } finally {
                active.remove(id);
            }
        }
    }

    /** If the database cannot be reached either, the inbox stays and is taken up when the server starts again. */
    private void giveUp(String org, UUID id, Exception cause) {
        progress.failed(org, id, "The server could not unpack the upload (" + cause.getClass().getSimpleName()
                + "). Upload it again, and tell the administrator if that happens twice.");
        inbox.discard(org, id);
    }

    private boolean hasWork(String org, UUID id) {
        try {
            return !inbox.waiting(org, id).isEmpty();
        } catch (IOException e) {
            LOG.error("Dataset {}: the inbox cannot be read", id, e);
            return false;
        }
    }

    private void drain(String org, UUID id) throws IOException {
        Optional<Dataset> dataset = progress.started(org, id);
        if (dataset.isEmpty()) {
            inbox.discard(org, id);
            return;
        }
        Layout layout = layouts.of(dataset.get().type(), dataset.get().format());
        Optional<LayoutReport> report = Optional.empty();
        List<String> refusals = new ArrayList<>();
        for (List<Path> waiting = inbox.waiting(org, id); !waiting.isEmpty(); waiting = inbox.waiting(org, id)) {
            try {
                report = Optional.of(take(org, id, layout, waiting.get(0)));
            } catch (GraftException e) {
                refusals.add(e.getMessage());
            }
            inbox.done(waiting.get(0));
        }
        inbox.discard(org, id);
        settle(org, id, layout, report, refusals);
    }

    private LayoutReport take(String org, UUID id, Layout layout, Path archive) throws IOException {
        Path staging = data.newStagingFolder();
        try {
            ArchiveMerge.Merged merged = new ArchiveMerge(unpacker, layout, staging).merge(archive, files.folder(org, id));
            files.exclusively(id, () -> {
                if (progress.exists(org, id)) {
                    files.replace(org, id, merged.content());
                }
                return null;
            });
            return merged.report();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("replacing files throws nothing else", e);
        } finally {
            FileTree.delete(staging);
        }
    }

    private void settle(String org, UUID id, Layout layout, Optional<LayoutReport> report, List<String> refusals)
            throws IOException {
        if (!refusals.isEmpty()) {
            progress.failed(org, id, String.join(" ", refusals));
        } else if (report.isPresent() && report.get().fits()) {
            progress.completed(org, id, content(report.get(), files.folder(org, id)));
        } else {
            progress.failed(org, id, "The files do not fit type " + layout.type() + " and format " + layout.format() + ": "
                    + report.map(LayoutReport::describe).orElse("there are none")
                    + ". Upload what is missing as another archive, or the whole dataset again.");
        }
    }

    /** What is known of files that fit. */
    static DatasetContent content(LayoutReport report, Path folder) throws IOException {
        ContentManifest manifest = ContentManifest.of(folder);
        return new DatasetContent(
                report.classes(), report.samples(), manifest.files(), manifest.bytes(), Optional.of(manifest.sha256()));
    }
}
