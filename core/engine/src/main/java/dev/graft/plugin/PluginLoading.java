// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin;

import dev.graft.plugin.LoadedPlugin.State;
import dev.graft.spi.NetworkPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.pf4j.CompoundPluginDescriptorFinder;
import org.pf4j.DefaultPluginLoader;
import org.pf4j.DefaultPluginManager;
import org.pf4j.ManifestPluginDescriptorFinder;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginLoader;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PropertiesPluginDescriptorFinder;

/** Loads plugin zips one by one. Whatever a plugin does wrong stays its own fault. */
final class PluginLoading {

    private final UnpackedPlugins unpacked;
    private final ClassLoader host;
    private final Manager manager;

    /** @param host class loader of the server, which knows the SPI */
    PluginLoading(UnpackedPlugins unpacked, ClassLoader host) {
        this.unpacked = unpacked;
        this.host = host;
        this.manager = new Manager(host);
    }

    /**
     * What became of a zip.
     *
     * @param plugin what was found
     * @param networks its networks; none if it failed
     * @param folder where it was unpacked; empty if it could not be
     */
    record Outcome(LoadedPlugin plugin, List<NetworkPlugin> networks, Optional<Path> folder) {}

    /**
     * Loads a zip.
     *
     * @param taken architectures that plugins before it have brought
     */
    Outcome load(Path zip, Set<String> taken) {
        Optional<Path> folder = Optional.empty();
        Optional<PluginDescriptor> descriptor = Optional.empty();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            thread.setContextClassLoader(host);
            folder = Optional.of(unpacked.unpack(zip));
            descriptor = Optional.of(manager.describe(folder.get()));
            List<NetworkPlugin> networks = start(manager.loadPlugin(folder.get()), taken);
            return new Outcome(loaded(zip, descriptor.get(), networks, folder.get()), networks, folder);
        } catch (IOException | RuntimeException | LinkageError e) {
            return new Outcome(failed(zip, descriptor, e), List.of(), folder);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private List<NetworkPlugin> start(String id, Set<String> taken) {
        try {
            manager.startPlugin(id);
            List<NetworkPlugin> networks = manager.getExtensions(NetworkPlugin.class, id);
            if (networks.isEmpty()) {
                throw new PluginRuntimeException("it brings no extension of NetworkPlugin; is its class marked @Extension,"
                        + " and does the zip leave the SPI out?");
            }
            for (NetworkPlugin network : networks) {
                String architecture = network.network().architecture();
                if (taken.contains(architecture)) {
                    throw new PluginRuntimeException("another plugin brings network " + architecture + " already");
                }
            }
            return List.copyOf(networks);
        } catch (RuntimeException | LinkageError e) {
            manager.unloadPlugin(id);
            throw e;
        }
    }

    private static LoadedPlugin loaded(Path zip, PluginDescriptor descriptor, List<NetworkPlugin> networks, Path folder)
            throws IOException {
        return new LoadedPlugin(
                descriptor.getPluginId(),
                descriptor.getVersion(),
                zip,
                State.LOADED,
                Optional.empty(),
                networks.stream().map(network -> network.network().architecture()).sorted().toList(),
                classPath(folder));
    }

    private static LoadedPlugin failed(Path zip, Optional<PluginDescriptor> descriptor, Throwable cause) {
        String id = descriptor.map(PluginDescriptor::getPluginId).orElse(zip.getFileName().toString());
        String version = descriptor.map(PluginDescriptor::getVersion).orElse("");
        return new LoadedPlugin(id, version, zip, State.FAILED, Optional.of(describe(cause)), List.of(), List.of());
    }

    private static String describe(Throwable cause) {
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

    /** pf4j's manager over unpacked folders, with our class loader. */
    private static final class Manager extends DefaultPluginManager {

        private final ClassLoader host;

        Manager(ClassLoader host) {
            super(List.of());
            this.host = host;
        }

        PluginDescriptor describe(Path folder) {
            return getPluginDescriptorFinder().find(folder);
        }

        @Override
        protected PluginDescriptorFinder createPluginDescriptorFinder() {
            return new CompoundPluginDescriptorFinder()
                    .add(new PropertiesPluginDescriptorFinder())
                    .add(new ManifestPluginDescriptorFinder());
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
