// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.org.Caller;
import dev.graft.org.Role;
import dev.graft.specs.SpecService;
import dev.graft.spi.Action;
import dev.graft.spi.NetworkPlugin;
import dev.graft.spi.spec.DatasetFacts;
import dev.graft.storage.DataFolder;
import dev.graft.storage.GraftHome;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin that is removed leaves nothing behind in memory, however often that happens. */
class PluginReleaseTest {

    private static final Caller ADMIN = new Caller(new UUID(0, 1), "acme", Role.ADMIN);
    private static final int ROUNDS = 1000;
    private static final int WARM_UP = 100;
    private static final int MOST_COLLECTIONS = 20;
    private static final long FLAT_BYTES = 2 << 20;

    @TempDir
    private Path folder;

    private final SpecService specs = new SpecService();
    private PluginHost host;
    private PluginService service;
    private Path zip;

    @BeforeEach
    void makeService() throws IOException {
        DataFolder data = new DataFolder(folder.resolve("data"));
        host = new PluginHost(new GraftHome(folder.resolve("home")), data, List.of());
        host.load();
        service = new PluginService(host, data, 1 << 20);
        zip = new PluginZips(Files.createDirectories(folder.resolve("work"))).zip(folder.resolve("outside"), "alpha", "net_a", "");
    }

    @Test
    void aThousandInstallationsAndRemovalsLeaveNoClassLoaderAndAFlatMetaspace() throws IOException {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        long metaspace = 0;
        for (int round = 0; round < ROUNDS; round++) {
            if (round == WARM_UP) {
                collect(loaders);
                metaspace = metaspace();
            }
            loaders.add(useOnce());
        }

        collect(loaders);

        assertThat(loaders).filteredOn(loader -> loader.get() != null).as("class loaders of removed plugins").isEmpty();
        assertThat(metaspace() - metaspace).as("growth of the metaspace in bytes").isLessThan(FLAT_BYTES);
    }

    /** Installs the plugin, has the server do with it what it keeps results of, and removes it. */
    private WeakReference<ClassLoader> useOnce() throws IOException {
        try (InputStream in = Files.newInputStream(zip)) {
            service.install(ADMIN, in);
        }
        NetworkPlugin network = host.find("net_a").orElseThrow();
        ObjectNode defaults = specs.defaults(network, Action.TRAIN, DatasetFacts.none());
        assertThat(specs.validate(network, Action.TRAIN, defaults, DatasetFacts.none())).isEmpty();
        service.remove(ADMIN, "alpha");
        return new WeakReference<>(network.getClass().getClassLoader());
    }

    private static void collect(List<WeakReference<ClassLoader>> loaders) {
        for (int attempt = 0; attempt < MOST_COLLECTIONS && loaders.stream().anyMatch(loader -> loader.get() != null); attempt++) {
            System.gc();
        }
    }

    private static long metaspace() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .map(MemoryPoolMXBean::getUsage)
                .findFirst()
                .orElseThrow()
                .getUsed();
    }
}
