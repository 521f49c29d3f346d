// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin;

import dev.graft.plugin.LoadedPlugin.State;
import dev.graft.server.ServerStarted;
import dev.graft.server.StartOrder;
import dev.graft.spi.NetworkPlugin;
import dev.graft.storage.DataFolder;
import dev.graft.storage.GraftHome;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the plugins of the distribution and those that the administrator has added, once, when the server starts. Of two plugins that bring
 * the same network, the administrator's counts.
 */
@ApplicationScoped
public class PluginHost implements NetworkRegistry {

    private static final Logger LOG = LoggerFactory.getLogger(PluginHost.class);

    private final GraftHome home;
    private final DataFolder data;

    private volatile Loaded loaded = Loaded.NOTHING;

    /** What was loaded; replaced as a whole. */
    private record Loaded(
            boolean complete, List<LoadedPlugin> plugins, Map<String, NetworkPlugin> networks, Map<String, List<Path>> classPaths) {
        static final Loaded NOTHING = new Loaded(false, List.of(), Map.of(), Map.of());
    }

    /** For the container's proxy. */
    protected PluginHost() {
        this(null, null);
    }

    @Inject
    public PluginHost(GraftHome home, DataFolder data) {
        this.home = home;
        this.data = data;
    }

    void start(@Observes @Priority(StartOrder.PLUGINS) ServerStarted started) {
        load();
    }

    /** Loads every plugin zip; broken ones are recorded and logged. */
    public synchronized void load() {
        UnpackedPlugins unpacked = new UnpackedPlugins(data.root().resolve("cache").resolve("plugins"));
        PluginLoading loading = new PluginLoading(unpacked, getClass().getClassLoader());
        List<LoadedPlugin> plugins = new ArrayList<>();
        Map<String, NetworkPlugin> networks = new TreeMap<>();
        Map<String, List<Path>> classPaths = new TreeMap<>();
        Set<Path> folders = new HashSet<>();
        // The administrator's first: a second plugin of the same id or network is the one that is refused.
        for (Path zip : zips(data.plugins(), home.plugins())) {
            PluginLoading.Outcome outcome = loading.load(zip, networks.keySet());
            plugins.add(outcome.plugin());
            outcome.folder().ifPresent(folders::add);
            outcome.networks().forEach(network -> {
                networks.put(network.network().architecture(), network);
                classPaths.put(network.network().architecture(), outcome.plugin().classPath());
            });
            log(outcome.plugin());
        }
        try {
            unpacked.keepOnly(folders);
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("folders of former plugins could not be removed: {}", e.toString());
        }
        loaded = new Loaded(true, List.copyOf(plugins), Map.copyOf(networks), Map.copyOf(classPaths));
        LOG.info("{} networks of {} plugins: {}", networks.size(), plugins.size(), String.join(", ", networks.keySet()));
    }

    /** Whether loading is over. */
    public boolean complete() {
        return loaded.complete();
    }

    /** Every plugin that was found, also the broken ones. */
    public List<LoadedPlugin> plugins() {
        return loaded.plugins();
    }

    /** The plugins that cannot be used. */
    public List<LoadedPlugin> failed() {
        return plugins().stream().filter(plugin -> plugin.state() == State.FAILED).toList();
    }

    @Override
    public Optional<NetworkPlugin> find(String architecture) {
        return Optional.ofNullable(loaded.networks().get(architecture));
    }

    @Override
    public Collection<NetworkPlugin> all() {
        return loaded.networks().entrySet().stream().sorted(Map.Entry.comparingByKey()).map(Map.Entry::getValue).toList();
    }

    @Override
    public List<Path> classPath(String architecture) {
        return loaded.classPaths().getOrDefault(architecture, List.of());
    }

    @PreDestroy
    void unload() {
        loaded = Loaded.NOTHING;
    }

    private static void log(LoadedPlugin plugin) {
        if (plugin.state() == State.FAILED) {
            LOG.error(
                    "plugin {} {} ({}) is not used: {}", plugin.id(), plugin.version(), plugin.file(), plugin.cause().orElse(""));
        }
    }

    private static List<Path> zips(Path... folders) {
        List<Path> zips = new ArrayList<>();
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    files.filter(file -> file.getFileName().toString().endsWith(".zip"))
                            .sorted(Comparator.comparing(Path::getFileName))
                            .forEach(zips::add);
                } catch (IOException e) {
                    throw new UncheckedIOException("the plugin folder " + folder + " cannot be listed", e);
                }
            }
        }
        return zips;
    }
}
