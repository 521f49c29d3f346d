// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.plugin;

import dev.graft.cli.ExitCode;
import dev.graft.cli.command.CommandFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The zip of a plugin: a file as it is, or a folder packed for the time being. Of a folder, {@code plugin.properties} has to be there;
 * hidden files and {@code target/} stay out.
 */
public final class PluginFile implements AutoCloseable {

    private static final String PROPERTIES = "plugin.properties";

    private final Path zip;
    private final boolean temporary;

    private PluginFile(Path zip, boolean temporary) {
        this.zip = zip;
        this.temporary = temporary;
    }

    /**
     * The plugin of that path.
     *
     * @throws CommandFailure if it is neither a zip nor the folder of a plugin
     */
    public static PluginFile of(Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            return new PluginFile(path, false);
        }
        if (!Files.isDirectory(path)) {
            throw new CommandFailure(ExitCode.FAILED, "There is no file or folder " + path + ".");
        }
        if (Files.isRegularFile(path.resolve("pom.xml"))) {
            throw new CommandFailure(ExitCode.FAILED, path + " is a Maven project. Build it (mvn -f " + path.resolve("pom.xml")
                    + " package) and name the zip in its target folder" + built(path) + ".");
        }
        if (!Files.isRegularFile(path.resolve(PROPERTIES))) {
            throw new CommandFailure(ExitCode.FAILED, path + " is no plugin: it has no " + PROPERTIES + ".");
        }
        Path zip = Files.createTempFile("graft-plugin-", ".zip");
        pack(path, zip);
        return new PluginFile(zip, true);
    }

    private static String built(Path project) throws IOException {
        Path target = project.resolve("target");
        if (!Files.isDirectory(target)) {
            return "";
        }
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".zip")).findFirst().map(file -> ": " + file).orElse("");
        }
    }

    /** Where the zip lies. */
    public Path zip() {
        return zip;
    }

    private static void pack(Path folder, Path zip) throws IOException {
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (Path path : files(folder)) {
                out.putNextEntry(new ZipEntry(folder.relativize(path).toString().replace('\\', '/')));
                Files.copy(path, out);
                out.closeEntry();
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                boolean out = !path.equals(folder) && isHidden(path) || path.equals(folder.resolve("target"));
                return out ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && !isHidden(path)) {
                    files.add(path);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(null);
        return files;
    }

    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    @Override
    public void close() throws IOException {
        if (temporary) {
            Files.delete(zip);
        }
    }
}
