// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import dev.graft.archive.ArchiveKind;
import dev.graft.archive.FileTree;
import dev.graft.archive.UnpackLimits;
import dev.graft.archive.Unpacker;
import dev.graft.cloud.CloudDetails;
import dev.graft.cloud.CloudFault;
import dev.graft.cloud.CloudFileType;
import dev.graft.cloud.CloudSource;
import dev.graft.cloud.CloudSources;
import dev.graft.cloud.FolderPull;
import dev.graft.cloud.PullLimits;
import dev.graft.cloud.PullStopped;
import dev.graft.cloud.RetryPolicy;
import dev.graft.cluster.Heartbeat;
import dev.graft.dataset.layout.Layout;
import dev.graft.dataset.layout.LayoutCatalog;
import dev.graft.dataset.layout.LayoutReport;
import dev.graft.quota.StorageQuota;
import dev.graft.secret.Vault;
import dev.graft.server.Background;
import dev.graft.server.ServerStarted;
import dev.graft.server.StartOrder;
import dev.graft.spi.error.GraftException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches datasets from where their {@code cloud_details} say, in the background, at most two at once. What has come lies beside the
 * dataset until all is there and fits, so that a restarted server goes on with it. A single archive goes the way of an upload.
 */
@ApplicationScoped
public class CloudPuller {

    private static final Logger LOG = LoggerFactory.getLogger(CloudPuller.class);
    private static final int AT_ONCE = 2;

    private final DatasetRepository datasets;
    private final PullProgress progress;
    private final PullLedger ledger;
    private final UploadInbox inbox;
    private final DatasetFiles files;
    private final LayoutCatalog layouts;
    private final CloudSources sources;
    private final PullLimits limits;
    private final StorageQuota quota;
    private final Vault vault;
    private final ExecutorService threads;
    private final Unpacker unpacker = new Unpacker(UnpackLimits.standard());
    private final Map<UUID, Turn> active = new ConcurrentHashMap<>();
    private final Semaphore slots = new Semaphore(AT_ONCE);

    /** For the container's proxy. */
    protected CloudPuller() {
        this(null, null, null, null, null, null, null, null, null, null, null);
    }

    @Inject
    public CloudPuller(
            DatasetRepository datasets,
            PullProgress progress,
            PullLedger ledger,
            UploadInbox inbox,
            DatasetFiles files,
            LayoutCatalog layouts,
            CloudSources sources,
            PullLimits limits,
            StorageQuota quota,
            Vault vault,
            @Background ExecutorService threads) {
        this.datasets = datasets;
        this.progress = progress;
        this.ledger = ledger;
        this.inbox = inbox;
        this.files = files;
        this.layouts = layouts;
        this.sources = sources;
        this.limits = limits;
        this.quota = quota;
        this.vault = vault;
        this.threads = threads;
    }

    void onWanted(@Observes(during = TransactionPhase.AFTER_SUCCESS) CloudPullWanted wanted) {
        start(wanted.org(), wanted.id());
    }

    void onDeletion(@Observes(during = TransactionPhase.AFTER_SUCCESS) DatasetDeleted deleted) {
        Optional.ofNullable(active.get(deleted.id())).ifPresent(turn -> turn.wanted.set(false));
    }

    /** Where another server lives, what is unfinished may be its own. */
    void atStart(@Observes @Priority(StartOrder.RECOVERY) ServerStarted started, Heartbeat heartbeat) {
        if (heartbeat.alone()) {
            recover();
        }
    }

    /** Goes on with every pull that a former run of the server left. */
    void recover() {
        Stream.of(PullStatus.STARTING, PullStatus.IN_PROGRESS)
                .flatMap(status -> datasets.inStatus(status).stream())
                .filter(Dataset::pullsFromCloud)
                .filter(dataset -> nothingUploaded(dataset.org(), dataset.id()))
                .forEach(dataset -> start(dataset.org(), dataset.id()));
    }

    private boolean nothingUploaded(String org, UUID id) {
        try {
            return inbox.waiting(org, id).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException("the inbox of dataset " + id + " cannot be read", e);
        }
    }

    /** Starts a pull; one that is wanted while another of the same dataset still ends comes after it. */
    void start(String org, UUID id) {
        active.compute(id, (same, turn) -> {
            if (turn != null) {
                turn.again = true;
                return turn;
            }
            return begin(org, id);
        });
    }

    private Turn begin(String org, UUID id) {
        Turn turn = new Turn();
        threads.execute(() -> pullInTurn(org, id, turn));
        return turn;
    }

    private void pullInTurn(String org, UUID id, Turn turn) {
        try {
            slots.acquire();
            try {
                pull(org, id, turn.wanted);
            } finally {
                slots.release();
            }
        } catch (InterruptedException e) {
            // The server stops; the pull is taken up again when it starts.
            Thread.currentThread().interrupt();
        } finally {
            active.compute(id, (same, ended) -> turn.again && turn.wanted.get() ? begin(org, id) : null);
        }
    }

    /** A pull of one dataset. */
    private static final class Turn {
        private final AtomicBoolean wanted = new AtomicBoolean(true);
        /** Guarded by the map's entry. */
        private boolean again;
    }

    private void pull(String org, UUID id, AtomicBoolean wanted) {
        Path work = files.pullFolder(org, id);
        try {
            Optional<Dataset> dataset = progress.started(org, id);
            if (dataset.isPresent()) {
                quota.requireRoom(org);
                pull(dataset.get(), work, wanted);
            }
        } catch (PullStopped e) {
            LOG.info("Dataset {}: the pull was stopped", id);
        } catch (CloudFault e) {
            LOG.info("Dataset {}: the pull failed: {}", id, e.getMessage(), e.getCause());
            progress.failed(org, id, e.getMessage() + " Mend that and send cloud_details again; files that have come are kept.");
        } catch (GraftException e) {
            progress.failed(org, id, e.getMessage());
            FileTree.delete(work);
        } catch (IOException | RuntimeException e) {
            LOG.error("Dataset {}: the pull failed for a reason of the server", id, e);
            progress.failed(org, id, "The server could not store the files (" + e.getClass().getSimpleName()
                    + "). Send cloud_details again, and tell the administrator if that happens twice.");
        } finally {
            if (!wanted.get() || !progress.exists(org, id)) {
                FileTree.delete(work);
            }
        }
    }

    private void pull(Dataset dataset, Path work, AtomicBoolean wanted) throws IOException {
        String org = dataset.org();
        UUID id = dataset.id();
        CloudDetails details = dataset.cloudLocation().orElseThrow().open(id, vault);
        Path pulled;
        try (CloudSource source = sources.open(details, "dataset")) {
            pulled = new FolderPull(
                            work,
                            source,
                            limits,
                            RetryPolicy.standard(),
                            threads,
                            count -> wanted.get() && ledger.record(org, id, count))
                    .run();
        }
        Optional<Path> archive = details.fileType().equals(Optional.of(CloudFileType.FOLDER)) ? Optional.empty() : onlyArchive(pulled);
        if (archive.isPresent()) {
            hand(org, id, archive.get());
        } else {
            settle(dataset, pulled);
        }
        FileTree.delete(work);
    }

    private static Optional<Path> onlyArchive(Path pulled) throws IOException {
        try (Stream<Path> entries = Files.list(pulled)) {
            List<Path> first = entries.limit(2).toList();
            return first.size() == 1 && Files.isRegularFile(first.get(0)) && ArchiveKind.of(first.get(0)).isPresent()
                    ? Optional.of(first.get(0))
                    : Optional.empty();
        }
    }

    /** The archive is unpacked and checked as if it had been uploaded. */
    private void hand(String org, UUID id, Path archive) throws IOException {
        exclusively(id, () -> {
            if (progress.exists(org, id)) {
                inbox.put(org, id, archive);
                progress.arrived(org, id);
            }
        });
    }

    private void settle(Dataset dataset, Path pulled) throws IOException {
        String org = dataset.org();
        UUID id = dataset.id();
        Layout layout = layouts.of(dataset.type(), dataset.format());
        new MemberArchives(unpacker, pulled).unpack();
        Path root = layout.rootWithin(pulled);
        LayoutReport report = layout.inspect(root);
        if (!report.fits()) {
            progress.failed(org, id, "The files do not fit type " + layout.type() + " and format " + layout.format() + ": "
                    + report.describe() + ". Mend them in the storage and send cloud_details again.");
            return;
        }
        DatasetContent content = DatasetPuller.content(report, root);
        exclusively(id, () -> {
            if (progress.exists(org, id)) {
                files.replace(org, id, root);
                progress.completed(org, id, content);
            }
        });
    }

    /** A step that writes to the disk. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private void exclusively(UUID id, Step step) throws IOException {
        try {
            files.exclusively(id, () -> {
                step.run();
                return null;
            });
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the step throws nothing else", e);
        }
    }
}
