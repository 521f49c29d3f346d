// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin;

import dev.graft.archive.FileTree;
import dev.graft.plugin.LoadedPlugin.State;
import dev.graft.server.ServerStarted;
import dev.graft.server.StartOrder;
import dev.graft.spi.ActionProvider;
import dev.graft.spi.DatasetPlugin;
import dev.graft.spi.NetworkPlugin;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.storage.DataFolder;
import dev.graft.storage.GraftHome;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pf4j.PluginDescriptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the plugins of the distribution and those that the administrator has added: when the server starts, and when one is installed or
 * removed. Of two plugins with the same id or the same network, the administrator's counts. Thread safe.
 */
@ApplicationScoped
public class PluginHost implements NetworkRegistry {

    private static final Logger LOG = LoggerFactory.getLogger(PluginHost.class);

    private final GraftHome home;
    private final DataFolder data;
    private final Iterable<PluginDependant> dependants;

    /** Held while it is decided whether a change of the plugins stands; much shorter than the change itself takes. */
    private final Object deciding = new Object();

    private final AtomicLong edition = new AtomicLong();

    private volatile PluginSet loaded = PluginSet.NOTHING;

    /** For the container's proxy. */
    protected PluginHost() {
        this(null, null, (Iterable<PluginDependant>) null);
    }

    @Inject
    public PluginHost(GraftHome home, DataFolder data, @Any Instance<PluginDependant> dependants) {
        this(home, data, (Iterable<PluginDependant>) dependants);
    }

    PluginHost(GraftHome home, DataFolder data, Iterable<PluginDependant> dependants) {
        this.home = home;
        this.data = data;
        this.dependants = dependants;
    }

    void start(@Observes @Priority(StartOrder.PLUGINS) ServerStarted started) {
        load();
    }

    /** Loads every plugin zip; broken ones are recorded and logged. */
    public synchronized void load() {
        PluginSet next = arrange(zips(), Map.of());
        try {
            unpacked().keepOnly(next.folders());
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("folders of former plugins could not be removed: {}", e.toString());
        }
        use(next);
        log(next);
    }

    /**
     * Takes a plugin in beside the others, in place of another version of it.
     *
     * @param staged its zip, which moves into the data folder
     * @throws GraftException INVALID_ARCHIVE if it cannot be loaded, CONFLICT if a running job uses what it would replace or another
     *     plugin brings its network; then nothing has changed
     */
    synchronized LoadedPlugin install(Path staged) throws IOException {
        Path content = unpacked().aside(staged);
        try {
            PluginDescriptor descriptor = loading().describe(content);
            String name = descriptor.getPluginId() + "-" + descriptor.getVersion() + ".zip";
            Path folder = unpacked().settle(content, unpacked().folder(staged, name));
            PluginUnit unit = loading().load(data.plugins().resolve(name), false, () -> folder);
            boolean done = false;
            try {
                LoadedPlugin plugin = install(unit, staged);
                done = true;
                return plugin;
            } finally {
                if (!done) {
                    discard(unit);
                }
            }
        } finally {
            FileTree.delete(content.getParent());
        }
    }

    private LoadedPlugin install(PluginUnit unit, Path staged) {
        LoadedPlugin plugin = unit.plugin();
        if (!unit.usable()) {
            throw new GraftException(StandardError.INVALID_ARCHIVE, plugin.cause().orElse(""));
        }
        Set<Path> replaced = added(other -> other.id().equals(plugin.id()));
        List<Path> zips = new ArrayList<>(zips());
        zips.removeAll(replaced);
        zips.remove(plugin.file());
        List<Path> builtIn = zips.stream().filter(this::isBuiltIn).toList();
        zips.removeAll(builtIn);
        zips.add(plugin.file());
        zips.addAll(builtIn);
        Map<Path, PluginUnit> known = known();
        known.put(plugin.file(), unit);
        PluginSet next = arrange(zips, known);
        LoadedPlugin outcome = next.of(plugin.file()).plugin();
        if (outcome.state() == State.FAILED) {
            next.releaseAllBut(loaded);
            throw new GraftException(StandardError.CONFLICT, "It cannot be used: " + outcome.cause().orElse("")
                    + ". Remove that one first.");
        }
        exchange(next, () -> {
            Files.createDirectories(data.plugins());
            Files.move(staged, plugin.file(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            replaced.remove(plugin.file());
            for (Path former : replaced) {
                Files.deleteIfExists(former);
            }
        });
        return outcome;
    }

    /**
     * Takes away a plugin that the administrator has added, loaded or not; one of the distribution that it stood in for comes back.
     *
     * @throws GraftException NOT_FOUND if there is none of that id, CONFLICT if a running job uses it or it comes with the distribution
     */
    synchronized LoadedPlugin remove(String id) {
        LoadedPlugin plugin = plugins().stream()
                .filter(found -> found.id().equals(id) && !found.builtIn())
                .min(Comparator.comparing(LoadedPlugin::state))
                .orElseThrow(() -> absent(id));
        Set<Path> files = added(found -> found.id().equals(id));
        PluginSet next = arrange(zips().stream().filter(zip -> !files.contains(zip)).toList(), known());
        exchange(next, () -> {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        });
        return plugin;
    }

    private GraftException absent(String id) {
        return plugins().stream().anyMatch(found -> found.id().equals(id))
                ? new GraftException(
                        StandardError.CONFLICT,
                        "Plugin " + id + " comes with the distribution and cannot be removed; install another version of it to use that.")
                : new GraftException(StandardError.NOT_FOUND, "There is no plugin " + id + "; the list of plugins has those that there are.");
    }

    private interface FileChange {
        void run() throws IOException;
    }

    /** Puts another set in the place of the present one, unless something stands against it. */
    private void exchange(PluginSet next, FileChange files) {
        PluginSet before = loaded;
        boolean done = false;
        try {
            decide(before, next, files);
            done = true;
        } finally {
            if (!done) {
                next.releaseAllBut(before);
            }
        }
        before.releaseAllBut(next).stream().filter(folder -> !next.folders().contains(folder)).forEach(PluginHost::delete);
        log(next);
    }

    /** From the first line on no job starts with what goes; whoever asks for it hears the decision. */
    private void decide(PluginSet before, PluginSet next, FileChange files) {
        synchronized (deciding) {
            use(next);
            boolean done = false;
            try {
                refuseIfInUse(before.lostIn(next));
                files.run();
                done = true;
            } catch (IOException e) {
                throw new GraftException(
                        StandardError.DISK_FULL, "The server could not change its plugin folder (" + e + "). Look at its data folder.", e);
            } finally {
                if (!done) {
                    use(before);
                }
            }
        }
    }

    private void refuseIfInUse(Set<String> names) {
        if (!names.isEmpty()) {
            dependants.forEach(dependant -> dependant.objection(names).ifPresent(reason -> {
                throw new GraftException(StandardError.CONFLICT, reason);
            }));
        }
    }

    private PluginSet arrange(List<Path> zips, Map<Path, PluginUnit> known) {
        PluginSet.Builder set = new PluginSet.Builder();
        for (Path zip : zips) {
            set.add(Optional.ofNullable(known.get(zip))
                    .orElseGet(() -> loading().load(zip, isBuiltIn(zip), () -> unpacked().unpack(zip))), known.containsKey(zip));
        }
        return set.build();
    }

    /** The units whose classes are loaded. */
    private Map<Path, PluginUnit> known() {
        return loaded.units().stream()
                .filter(PluginUnit::usable)
                .collect(Collectors.toMap(unit -> unit.plugin().file(), unit -> unit, (one, other) -> one, HashMap::new));
    }

    private Set<Path> added(Predicate<LoadedPlugin> wanted) {
        return plugins().stream()
                .filter(plugin -> !plugin.builtIn())
                .filter(wanted)
                .map(LoadedPlugin::file)
                .collect(Collectors.toSet());
    }

    private static void discard(PluginUnit unit) {
        unit.release();
        unit.folder().ifPresent(PluginHost::delete);
    }

    private static void delete(Path folder) {
        try {
            FileTree.delete(folder);
        } catch (UncheckedIOException e) {
            LOG.warn("the folder of a former plugin could not be removed; the next start tries again: {}", e.toString());
        }
    }

    /** In this order: who has read the new number cannot find the former plugins. */
    private void use(PluginSet next) {
        loaded = next;
        edition.incrementAndGet();
    }

    /** Whether loading is over. */
    public boolean complete() {
        return loaded.complete();
    }

    /** Every plugin that was found, also the broken ones. */
    public List<LoadedPlugin> plugins() {
        return loaded.units().stream().map(PluginUnit::plugin).toList();
    }

    /** The plugins that cannot be used. */
    public List<LoadedPlugin> failed() {
        return plugins().stream().filter(plugin -> plugin.state() == State.FAILED).toList();
    }

    @Override
    public Optional<NetworkPlugin> find(String architecture) {
        return find(PluginSet::networks, architecture).map(PluginSet.Provided::provider);
    }

    @Override
    public Collection<NetworkPlugin> all() {
        return loaded.networks().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(network -> network.getValue().provider())
                .toList();
    }

    @Override
    public List<Path> classPath(String architecture) {
        return find(PluginSet::networks, architecture).map(PluginSet.Provided::classPath).orElse(List.of());
    }

    @Override
    public Optional<DatasetPlugin> findDatasetType(String type) {
        return find(PluginSet::datasetTypes, type).map(PluginSet.Provided::provider);
    }

    @Override
    public List<Path> classPathOfDatasetType(String type) {
        return find(PluginSet::datasetTypes, type).map(PluginSet.Provided::classPath).orElse(List.of());
    }

    @Override
    public long edition() {
        return edition.get();
    }

    /** What is not there may be there again in a moment: a job may turn out to stand against its removal. */
    private <P extends ActionProvider> Optional<PluginSet.Provided<P>> find(
            Function<PluginSet, Map<String, PluginSet.Provided<P>>> kind, String name) {
        return Optional.ofNullable(kind.apply(loaded).get(name)).or(() -> Optional.ofNullable(kind.apply(decided()).get(name)));
    }

    private PluginSet decided() {
        synchronized (deciding) {
            return loaded;
        }
    }

    @PreDestroy
    synchronized void unload() {
        PluginSet before = loaded;
        use(PluginSet.NOTHING);
        before.releaseAllBut(PluginSet.NOTHING);
    }

    private static void log(PluginSet set) {
        set.units().stream().map(PluginUnit::plugin).filter(plugin -> plugin.state() == State.FAILED).forEach(plugin -> LOG.error(
                "plugin {} {} ({}) is not used: {}", plugin.id(), plugin.version(), plugin.file(), plugin.cause().orElse("")));
        LOG.info("{} networks of {} plugins: {}", set.networks().size(), set.units().size(),
                set.networks().keySet().stream().sorted().collect(Collectors.joining(", ")));
    }

    private UnpackedPlugins unpacked() {
        return new UnpackedPlugins(data.root().resolve("cache").resolve("plugins"));
    }

    private PluginLoading loading() {
        return new PluginLoading(getClass().getClassLoader());
    }

    private boolean isBuiltIn(Path zip) {
        return zip.startsWith(home.plugins());
    }

    /** The administrator's first: a second plugin of the same id or network is the one that is refused. */
    private List<Path> zips() {
        List<Path> zips = new ArrayList<>();
        for (Path folder : List.of(data.plugins(), home.plugins())) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    files.filter(file -> file.getFileName().toString().endsWith(".zip")).sorted().forEach(zips::add);
                } catch (IOException e) {
                    throw new UncheckedIOException("the plugin folder " + folder + " cannot be listed", e);
                }
            }
        }
        return zips;
    }
}
