// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin;

import dev.graft.plugin.LoadedPlugin.State;
import dev.graft.spi.DatasetPlugin;
import dev.graft.spi.NetworkPlugin;
import dev.graft.spi.SpiVersion;
import dev.graft.spi.described.DescribedNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.pf4j.DefaultPluginLoader;
import org.pf4j.DefaultPluginManager;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginLoader;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginState;
import org.pf4j.PropertiesPluginDescriptorFinder;

/** Loads unpacked plugins one by one, each on its own. Whatever a plugin does wrong stays its own fault. */
final class PluginLoading {

    /** A plugin of files alone has this file at its root. */
    private static final String NETWORK_FILE = "network.yaml";

    private static final Pattern ID = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,99}");
    private static final Pattern VERSION = Pattern.compile("[0-9][A-Za-z0-9_.+-]{0,99}");

    private final ClassLoader host;

    /** @param host class loader of the server, which knows the SPI */
    PluginLoading(ClassLoader host) {
        this.host = host;
    }

    /**
     * Reads who a plugin is.
     *
     * @throws PluginRuntimeException if it does not say so, or in a way that cannot be a file's name
     */
    PluginDescriptor describe(Path folder) {
        PluginDescriptor descriptor = new Manager(host).describe(folder);
        if (!ID.matcher(String.valueOf(descriptor.getPluginId())).matches()) {
            throw new PluginRuntimeException("plugin.id is '" + descriptor.getPluginId()
                    + "'; a letter first, then letters, digits, '_', '.' and '-', at most 100, are expected");
        }
        if (!VERSION.matcher(String.valueOf(descriptor.getVersion())).matches()) {
            throw new PluginRuntimeException(
                    "plugin.version is '" + descriptor.getVersion() + "'; a version such as 1.0.0 is expected");
        }
        return descriptor;
    }

    /** Where the folder of a plugin comes from. */
    interface Unpacking {
        Path folder() throws IOException;
    }

    /**
     * Loads a plugin.
     *
     * @param zip where its zip lies, or will lie
     * @param unpacking yields its folder
     */
    PluginUnit load(Path zip, boolean builtIn, Unpacking unpacking) {
        Optional<Path> folder = Optional.empty();
        Optional<PluginDescriptor> descriptor = Optional.empty();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            thread.setContextClassLoader(host);
            folder = Optional.of(unpacking.folder());
            descriptor = Optional.of(describe(folder.get()));
            return load(zip, builtIn, folder.get(), descriptor.get());
        } catch (IOException | RuntimeException | LinkageError e) {
            String id = descriptor.map(PluginDescriptor::getPluginId).orElse(zip.getFileName().toString());
            String version = descriptor.map(PluginDescriptor::getVersion).orElse("");
            LoadedPlugin failed = new LoadedPlugin(
                    id, version, zip, builtIn, State.FAILED, Optional.of(words(e)), List.of(), List.of(), List.of());
            return PluginUnit.failed(failed, folder);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private PluginUnit load(Path zip, boolean builtIn, Path folder, PluginDescriptor descriptor) throws IOException {
        Manager manager = new Manager(host);
        String id = manager.loadPlugin(folder);
        boolean done = false;
        try {
            Brought brought = start(manager, id, descriptor, folder);
            LoadedPlugin plugin = new LoadedPlugin(
                    id,
                    descriptor.getVersion(),
                    zip,
                    builtIn,
                    State.LOADED,
                    Optional.empty(),
                    brought.networks().stream().map(network -> network.network().architecture()).sorted().toList(),
                    brought.datasetTypes().stream().map(type -> type.dataset().type()).sorted().toList(),
                    classPath(folder));
            done = true;
            return new PluginUnit(plugin, brought, Optional.of(folder), manager::release);
        } finally {
            if (!done) {
                manager.release();
            }
        }
    }

    private static Brought start(Manager manager, String id, PluginDescriptor descriptor, Path folder) {
        if (manager.getPlugin(id).getPluginState() == PluginState.DISABLED) {
            throw new PluginRuntimeException("it is made for version " + descriptor.getRequires()
                    + " of the plugin interface (plugin.requires), and this server has " + SpiVersion.CURRENT);
        }
        manager.startPlugin(id);
        List<NetworkPlugin> networks = new ArrayList<>(manager.getExtensions(NetworkPlugin.class, id));
        if (Files.isRegularFile(folder.resolve(NETWORK_FILE))) {
            networks.add(DescribedNetwork.in(folder));
        }
        Brought brought = new Brought(networks, manager.getExtensions(DatasetPlugin.class, id));
        if (brought.isEmpty()) {
            throw new PluginRuntimeException("it brings no extension of NetworkPlugin or DatasetPlugin and no " + NETWORK_FILE
                    + "; is its class marked @Extension, and does the zip leave the SPI out?");
        }
        return brought;
    }

    private static String words(Throwable cause) {
        List<String> chain = new ArrayList<>();
        for (Throwable next = cause; next != null && chain.size() < 5; next = next.getCause()) {
            String text = next.getMessage() == null ? next.getClass().getName() : next.getMessage();
            if (next instanceof LinkageError) {
                text = next.getClass().getSimpleName() + ": " + text;
            }
            if (!chain.contains(text)) {
                chain.add(text);
            }
        }
        return String.join(": ", chain);
    }

    private static List<Path> classPath(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        if (Files.isDirectory(folder.resolve("classes"))) {
            entries.add(folder.resolve("classes"));
        }
        if (Files.isDirectory(folder.resolve("lib"))) {
            try (Stream<Path> jars = Files.list(folder.resolve("lib"))) {
                jars.filter(jar -> jar.getFileName().toString().endsWith(".jar")).sorted().forEach(entries::add);
            }
        }
        return entries;
    }

    /** pf4j's manager of one unpacked plugin, with our class loader. */
    private static final class Manager extends DefaultPluginManager {

        private final ClassLoader host;

        Manager(ClassLoader host) {
            super(List.of());
            this.host = host;
            setSystemVersion(SpiVersion.CURRENT);
        }

        PluginDescriptor describe(Path folder) {
            if (!Files.isRegularFile(folder.resolve(PropertiesPluginDescriptorFinder.DEFAULT_PROPERTIES_FILE_NAME))) {
                throw new PluginRuntimeException("it has no plugin.properties, which says who a plugin is");
            }
            return getPluginDescriptorFinder().find(folder);
        }

        /** Lets go of the plugin, if it was not yet. */
        void release() {
            List.copyOf(getPlugins()).forEach(plugin -> unloadPlugin(plugin.getPluginId()));
        }

        @Override
        protected PluginDescriptorFinder createPluginDescriptorFinder() {
            return new PropertiesPluginDescriptorFinder();
        }

        @Override
        protected PluginLoader createPluginLoader() {
            return new DefaultPluginLoader(this) {
                @Override
                protected HostFirstClassLoader createPluginClassLoader(Path folder, PluginDescriptor descriptor) {
                    return new HostFirstClassLoader(pluginManager, descriptor, host);
                }
            };
        }
    }
}
