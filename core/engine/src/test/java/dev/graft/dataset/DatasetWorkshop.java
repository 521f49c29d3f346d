// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import dev.graft.archive.UnpackLimits;
import dev.graft.cloud.CloudSources;
import dev.graft.cloud.ImportRules;
import dev.graft.dataset.layout.LayoutCatalog;
import dev.graft.job.DatasetsInMemory;
import dev.graft.job.EventBus;
import dev.graft.org.Caller;
import dev.graft.org.Role;
import dev.graft.plugin.NetworkRegistry;
import dev.graft.quota.Quotas;
import dev.graft.quota.StorageQuota;
import dev.graft.secret.AesVault;
import dev.graft.secret.MasterKey;
import dev.graft.secret.Vault;
import dev.graft.spi.NetworkPlugin;
import dev.graft.storage.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The dataset services put together on a folder, without a container; background work waits until it is run. */
final class DatasetWorkshop {

    final Caller member = new Caller(UUID.randomUUID(), "alpha", Role.MEMBER);
    final Caller viewer = new Caller(UUID.randomUUID(), "alpha", Role.VIEWER);
    final Caller stranger = new Caller(UUID.randomUUID(), "beta", Role.ADMIN);

    final DataFolder data;
    final DatasetsInMemory datasets = new DatasetsInMemory();
    final List<DatasetDependant> dependants = new ArrayList<>();
    final List<DatasetSettled> settled = new ArrayList<>();
    final List<Runnable> background = new ArrayList<>();
    final Vault vault;
    final DatasetService service;
    final DatasetCleaning cleaning;
    final PartialUploads partial;

    DatasetWorkshop(Path folder) {
        this(folder, 1 << 20);
    }

    DatasetWorkshop(Path folder, long maxUpload) {
        this(folder, maxUpload, Quotas.none());
    }

    DatasetWorkshop(Path folder, long maxUpload, StorageQuota quota) {
        this.data = new DataFolder(folder);
        this.vault = new AesVault(new MasterKey(Optional.empty(), data));
        EventBus events = new EventBus();
        PullProgress progress = new PullProgress(datasets, events, Clock.systemUTC());
        UploadInbox inbox = new UploadInbox(data, maxUpload);
        DatasetFiles files = new DatasetFiles(data);
        LayoutCatalog layouts = new LayoutCatalog();
        ExecutorService threads = new Later();
        DatasetPuller puller =
                new DatasetPuller(progress, inbox, files, layouts, data, threads, UnpackLimits.standard().withMaxEntries(1000));
        this.cleaning = new DatasetCleaning(progress, datasets, inbox, files, puller, data, threads);
        DatasetGuard guard = new DatasetGuard(datasets, dependants);
        DatasetUpload uploads = new DatasetUpload(guard, progress, inbox, files, quota);
        this.service = new DatasetService(
                datasets,
                new DatasetCheck(layouts, new NoNetworks(), new CloudSources(new ImportRules(List.of(), Set.of()))),
                guard,
                uploads,
                vault,
                Clock.systemUTC(),
                events);
        this.partial = new PartialUploads(service, guard, uploads, inbox, files, data, quota);
        events.observe(UploadStored.class, puller::onUpload);
        events.observe(DatasetDeleted.class, cleaning::onDeletion);
        events.observe(DatasetSettled.class, settled::add);
    }

    Dataset create(String type, String format) {
        return service.create(member, DatasetDraft.builder().type(type).format(format).build());
    }

    void upload(Dataset dataset, Path archive) throws IOException {
        try (var in = Files.newInputStream(archive)) {
            service.upload(member, dataset.id(), in);
        }
    }

    /** Runs what waits in the background, and what that starts. */
    void runBackground() {
        while (!background.isEmpty()) {
            background.remove(0).run();
        }
    }

    Path folder(Dataset dataset) {
        return data.dataset(dataset.org(), dataset.id());
    }

    /** Every file of the server but its keys, relative to its folder. */
    List<String> filesOnDisk() throws IOException {
        try (Stream<Path> all = Files.walk(data.root())) {
            return all.filter(Files::isRegularFile)
                    .map(file -> data.root().relativize(file).toString())
                    .filter(name -> !name.startsWith("keys"))
                    .sorted()
                    .toList();
        }
    }

    private static final class NoNetworks implements NetworkRegistry {
        @Override
        public Optional<NetworkPlugin> find(String architecture) {
            return Optional.empty();
        }

        @Override
        public Collection<NetworkPlugin> all() {
            return List.of();
        }

        @Override
        public List<Path> classPath(String architecture) {
            return List.of();
        }
    }

    private final class Later extends AbstractExecutorService {
        @Override
        public void execute(Runnable work) {
            background.add(work);
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
