// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.cloud.CloudDetails;
import dev.graft.cloud.CloudFileType;
import dev.graft.cloud.CloudSources;
import dev.graft.cloud.CloudType;
import dev.graft.cloud.PullCount;
import dev.graft.cloud.PullLimits;
import dev.graft.cloud.S3Store;
import dev.graft.dataset.layout.LayoutCatalog;
import dev.graft.fault.InvalidRequest;
import dev.graft.job.DatasetsInMemory;
import dev.graft.job.EventBus;
import dev.graft.job.ScriptedNetwork;
import dev.graft.org.Caller;
import dev.graft.org.Role;
import dev.graft.quota.Quotas;
import dev.graft.secret.AesVault;
import dev.graft.secret.MasterKey;
import dev.graft.secret.Vault;
import dev.graft.storage.DataFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Datasets from a real S3 server, as far as the database: that is in memory. */
class CloudPullerTest {

    private static final Caller MEMBER = new Caller(UUID.randomUUID(), "alpha", Role.MEMBER);

    private final DatasetsInMemory datasets = new DatasetsInMemory();
    private final List<PullCount> counts = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    Path folder;

    private S3Store store;
    private Server server;

    @BeforeEach
    void start() {
        store = new S3Store(folder.resolve("s3"));
        server = new Server();
    }

    @AfterEach
    void stop() {
        server.kill();
        store.close();
    }

    /** The dataset half of a server; several may follow each other on the same folder and database. */
    private final class Server {
        final ExecutorService threads = Executors.newCachedThreadPool();
        final DataFolder data = new DataFolder(folder.resolve("graft"));
        final EventBus events = new EventBus();
        final DatasetService service;
        final CloudPuller puller;
        volatile CountDownLatch gate = new CountDownLatch(0);

        Server() {
            Vault vault = new AesVault(new MasterKey(Optional.empty(), data));
            PullProgress progress = new PullProgress(datasets, events, Clock.systemUTC());
            UploadInbox inbox = new UploadInbox(data, 1 << 20);
            DatasetFiles files = new DatasetFiles(data);
            LayoutCatalog layouts = new LayoutCatalog();
            CloudSources sources = S3Store.sources();
            DatasetPuller uploads = new DatasetPuller(progress, inbox, files, layouts, data, threads);
            puller = new CloudPuller(
                    datasets,
                    progress,
                    this::record,
                    inbox,
                    files,
                    layouts,
                    sources,
                    new PullLimits(10_000, 1 << 30, 4),
                    Quotas.none(),
                    vault,
                    threads);
            DatasetCleaning cleaning = new DatasetCleaning(progress, datasets, inbox, files, uploads, data, threads);
            DatasetGuard guard = new DatasetGuard(datasets, new ArrayList<>());
            service = new DatasetService(
                    datasets,
                    new DatasetCheck(layouts, new ScriptedNetwork(), sources),
                    guard,
                    new DatasetUpload(guard, progress, inbox, files, Quotas.none()),
                    vault,
                    Clock.systemUTC(),
                    events);
            events.observe(UploadStored.class, uploads::onUpload);
            events.observe(CloudPullWanted.class, puller::onWanted);
            events.observe(DatasetDeleted.class, puller::onDeletion);
            events.observe(DatasetDeleted.class, cleaning::onDeletion);
        }

        private boolean record(String org, UUID id, PullCount count) {
            counts.add(count);
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return datasets.find(org, id).isPresent();
        }

        void kill() {
            threads.shutdownNow();
        }
    }

    private Dataset create(CloudDetails details) {
        return server.service.create(
                MEMBER, DatasetDraft.builder().type("object_detection").format("kitti").cloudDetails(details).build());
    }

    private Path files(Dataset dataset) {
        return server.data.dataset("alpha", dataset.id());
    }

    private static void await(Dataset dataset, PullStatus status) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        CountDownLatch never = new CountDownLatch(1);
        while (dataset.status() != status && System.nanoTime() < end) {
            assertThat(never.await(10, TimeUnit.MILLISECONDS)).isFalse();
        }
        assertThat(dataset.status()).as("%s", dataset.statusReason()).isEqualTo(status);
    }

    private void putKitti(int images) {
        for (int i = 0; i < images; i++) {
            store.put("set/images/" + i + ".jpg", "image " + i).put("set/labels/" + i + ".txt", "car 0 0 0 1 1 2 2 0 0 0 0 0 0 0\n");
        }
    }

    @Test
    void aFolderIsPulledAndChecked() throws InterruptedException {
        putKitti(20);
        Dataset dataset = create(store.details(CloudFileType.FOLDER, "set"));
        await(dataset, PullStatus.PULL_COMPLETE);

        assertThat(files(dataset).resolve("images/7.jpg")).hasContent("image 7");
        assertThat(dataset.content().files()).isEqualTo(40);
        assertThat(dataset.content().classes()).containsExactly("car");
        assertThat(counts.get(counts.size() - 1)).satisfies(last -> {
            assertThat(last.files()).isEqualTo(40);
            assertThat(last.totalFiles()).isEqualTo(40);
            assertThat(last.bytes()).isEqualTo(last.totalBytes());
        });
    }

    @Test
    void anArchiveGoesTheWayOfAnUpload() throws Exception {
        putKitti(1);
        zip(store.file("set.zip"), "images/a.jpg", "labels/a.txt");
        Dataset dataset = create(store.details(CloudFileType.FILE, "set.zip"));
        await(dataset, PullStatus.PULL_COMPLETE);
        assertThat(files(dataset).resolve("images/a.jpg")).exists();
    }

    @Test
    void foldersThatLieThereAsArchivesAreUnpacked() throws Exception {
        store.put("packed/readme", "x");
        zip(store.file("packed/images.zip"), "images/a.jpg");
        zip(store.file("packed/labels.zip"), "a.txt");
        Dataset dataset = create(store.details(CloudFileType.FOLDER, "packed"));
        await(dataset, PullStatus.PULL_COMPLETE);
        assertThat(files(dataset).resolve("images/a.jpg")).exists();
        assertThat(files(dataset).resolve("labels/a.txt")).exists();
        assertThat(files(dataset).resolve("images.zip")).doesNotExist();
    }

    @Test
    void filesThatDoNotFitAreToldAndMendedByAnotherPull() throws InterruptedException {
        store.put("set/images/0.jpg", "image");
        Dataset dataset = create(store.details(CloudFileType.FOLDER, "set"));
        await(dataset, PullStatus.INVALID_PULL);
        assertThat(dataset.statusReason()).get().asString().contains("labels");
        assertThat(files(dataset)).doesNotExist();

        putKitti(2);
        DatasetDraft again =
                DatasetDraft.builder().cloudDetails(store.details(CloudFileType.FOLDER, "set")).build();
        server.service.change(MEMBER, dataset.id(), again, OptionalLong.empty());
        await(dataset, PullStatus.PULL_COMPLETE);
    }

    @Test
    void wrongDetailsAreRefusedWithTheirPlace() {
        CloudDetails incomplete = new CloudDetails(
                Optional.of(CloudType.SELF_HOSTED),
                Optional.of(CloudFileType.FOLDER),
                Optional.of(store.specifics("set").without(List.of("cloud_bucket_name"))));
        assertThatThrownBy(() -> create(incomplete))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("/cloud_details/cloud_specific_details/cloud_bucket_name");
    }

    @Test
    void aMissingFolderIsAnInvalidPull() throws InterruptedException {
        Dataset dataset = create(store.details(CloudFileType.FOLDER, "nothing/here"));
        await(dataset, PullStatus.INVALID_PULL);
    }

    @Test
    void aDeletedDatasetStopsItsPullAndLeavesNothing() throws Exception {
        putKitti(200);
        server.gate = new CountDownLatch(1);
        Dataset dataset = create(store.details(CloudFileType.FOLDER, "set"));
        awaitCount();
        server.service.delete(MEMBER, dataset.id(), OptionalLong.empty());
        server.gate.countDown();
        server.threads.shutdown();
        assertThat(server.threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        try (var left = Files.list(server.data.datasets("alpha"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aServerThatIsKilledGoesOnWhenItStartsAgain() throws Exception {
        putKitti(300);
        server.gate = new CountDownLatch(1);
        Dataset dataset = create(store.details(CloudFileType.FOLDER, "set"));
        awaitCount();
        server.kill();
        assertThat(server.threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(dataset.status()).isEqualTo(PullStatus.IN_PROGRESS);

        server = new Server();
        server.puller.recover();
        await(dataset, PullStatus.PULL_COMPLETE);
        assertThat(dataset.content().files()).isEqualTo(600);
    }

    private void awaitCount() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (counts.isEmpty() && System.nanoTime() < end) {
            assertThat(never.await(5, TimeUnit.MILLISECONDS)).isFalse();
        }
        assertThat(counts).isNotEmpty();
    }

    private static void zip(Path file, String... names) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write("car 0 0 0 1 1 2 2 0 0 0 0 0 0 0\n".getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
