// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs the classes that a plugin's class came from as the zip that a server loads. */
final class PluginZip {

    private PluginZip() {}

    /** Writes a zip with that id into a folder. */
    static Path pack(Class<?> plugin, String id, Path folder) throws IOException {
        Path zip = folder.resolve(id + ".zip");
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file)) {
            put(out, "plugin.properties", ("plugin.id=" + id + "\nplugin.version=1.0.0\n").getBytes(StandardCharsets.ISO_8859_1));
            for (Map.Entry<String, byte[]> entry : contents(plugin).entrySet()) {
                put(out, "classes/" + entry.getKey(), entry.getValue());
            }
        }
        return zip;
    }

    /** The files that came with the plugin's class, by their names with slashes. */
    static Map<String, byte[]> contents(Class<?> plugin) throws IOException {
        Path origin = origin(plugin);
        if (Files.isDirectory(origin)) {
            return read(origin);
        }
        try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + origin.toUri()), Map.of())) {
            return read(jar.getPath("/"));
        }
    }

    private static Path origin(Class<?> plugin) {
        try {
            return Path.of(plugin.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the classes of " + plugin.getName() + " are not on disk", e);
        }
    }

    private static Map<String, byte[]> read(Path root) throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(root)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            contents.put(root.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
        }
        return contents;
    }

    private static void put(ZipOutputStream out, String name, byte[] bytes) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(bytes);
        out.closeEntry();
    }
}
