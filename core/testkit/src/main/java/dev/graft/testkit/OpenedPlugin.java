// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit;

import dev.graft.spi.DatasetPlugin;
import dev.graft.spi.NetworkPlugin;
import dev.graft.spi.SpiVersion;
import dev.graft.spi.described.DescribedNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.pf4j.DefaultPluginManager;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginState;

/** A plugin zip, unpacked to a temporary folder and loaded as a server loads it, until it is closed. */
public final class OpenedPlugin implements AutoCloseable {

    private static final String NETWORK_FILE = "network.yaml";

    private final Path folder;
    private final DefaultPluginManager host;
    private final String id;
    private final List<NetworkPlugin> networks;
    private final List<DatasetPlugin> datasetTypes;

    private OpenedPlugin(Path folder, DefaultPluginManager host, String id) {
        this.folder = folder;
        this.host = host;
        this.id = id;
        this.networks = new ArrayList<>(host.getExtensions(NetworkPlugin.class, id));
        if (Files.isRegularFile(folder.resolve(NETWORK_FILE))) {
            networks.add(DescribedNetwork.in(folder));
        }
        this.datasetTypes = List.copyOf(host.getExtensions(DatasetPlugin.class, id));
    }

    /**
     * Opens a plugin.
     *
     * @throws IOException if it is no zip, or an entry reaches outside of it
     * @throws RuntimeException what pf4j or the plugin itself says if it cannot be loaded
     */
    public static OpenedPlugin open(Path zip) throws IOException {
        Path folder = Files.createTempDirectory("graft-plugin-");
        boolean done = false;
        try {
            unpack(zip, folder);
            OpenedPlugin plugin = load(folder);
            done = true;
            return plugin;
        } finally {
            if (!done) {
                delete(folder);
            }
        }
    }

    private static OpenedPlugin load(Path folder) {
        if (!Files.isRegularFile(folder.resolve("plugin.properties"))) {
            throw new PluginRuntimeException("it has no plugin.properties, which says who a plugin is");
        }
        DefaultPluginManager host = new DefaultPluginManager(List.of());
        host.setSystemVersion(SpiVersion.CURRENT);
        String id = host.loadPlugin(folder);
        boolean done = false;
        try {
            PluginState state = host.startPlugin(id);
            if (state != PluginState.STARTED) {
                throw new PluginRuntimeException("it is made for version " + host.getPlugin(id).getDescriptor().getRequires()
                        + " of the plugin interface, and this is " + SpiVersion.CURRENT);
            }
            OpenedPlugin plugin = new OpenedPlugin(folder, host, id);
            if (plugin.networks.isEmpty() && plugin.datasetTypes.isEmpty()) {
                throw new PluginRuntimeException("it brings no extension of NetworkPlugin or DatasetPlugin and no " + NETWORK_FILE
                        + "; is its class marked @Extension, and does the zip leave the SPI out?");
            }
            done = true;
            return plugin;
        } finally {
            if (!done) {
                host.unloadPlugin(id);
            }
        }
    }

    /** Who it says it is. */
    public PluginDescriptor descriptor() {
        return host.getPlugin(id).getDescriptor();
    }

    /** The networks that it brings. */
    public List<NetworkPlugin> networks() {
        return List.copyOf(networks);
    }

    /** The dataset types that it brings actions for. */
    public List<DatasetPlugin> datasetTypes() {
        return datasetTypes;
    }

    /** Its jars and its files, as names in the zip; of the jars and of {@code classes/} also what is in them. */
    List<String> classFiles() throws IOException {
        List<String> names = new ArrayList<>();
        Path classes = folder.resolve("classes");
        for (Path file : files(classes)) {
            names.add(classes.relativize(file).toString().replace('\\', '/'));
        }
        for (Path file : files(folder.resolve("lib"))) {
            if (file.getFileName().toString().endsWith(".jar")) {
                try (ZipFile jar = new ZipFile(file.toFile())) {
                    jar.stream().map(ZipEntry::getName).forEach(names::add);
                }
            }
        }
        return names;
    }

    ClassLoader classLoader() {
        return host.getPluginClassLoader(id);
    }

    @Override
    public void close() {
        networks.clear();
        host.unloadPlugin(id);
        delete(folder);
    }

    private static void unpack(Path zip, Path folder) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            Enumeration<? extends ZipEntry> entries = file.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("its entry '" + entry.getName() + "' reaches outside the plugin's folder");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    try (InputStream in = file.getInputStream(entry)) {
                        Files.copy(in, target);
                    }
                }
            }
        }
    }

    private static List<Path> files(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the temporary folder " + folder + " cannot be removed", e);
        }
    }
}
