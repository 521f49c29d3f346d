// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * {@code app/graft.war} as the folder {@code app/graft}, which Payara deploys where it lies. The file it would copy and unpack at every
 * start.
 *
 * @param home the distribution
 */
record OpenedWar(Path home) {

    /** Unpacks it anew, in place of an older one. */
    void unpack() {
        Path folder = home.resolve("app").resolve("graft");
        try (ZipFile war = new ZipFile(home.resolve("app").resolve("graft.war").toFile())) {
            if (Files.exists(folder)) {
                new TemporaryFolder(folder).close();
            }
            Enumeration<? extends ZipEntry> entries = war.entries();
            while (entries.hasMoreElements()) {
                unpack(war, entries.nextElement(), folder);
            }
            for (Path library : foreignLibraries(folder)) {
                Files.createDirectories(folder.resolve(markOf(folder.relativize(library))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The application cannot be unpacked to " + folder, e);
        }
    }

    private static void unpack(ZipFile war, ZipEntry entry, Path folder) throws IOException {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new ServerFailure("The entry " + entry.getName() + " of graft.war leads out of it. Build the distribution again: mvn package.");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        try (InputStream content = war.getInputStream(entry)) {
            Files.copy(content, target);
        }
    }

    private static List<Path> foreignLibraries(Path folder) throws IOException {
        try (Stream<Path> libraries = Files.list(folder.resolve("WEB-INF").resolve("lib"))) {
            return libraries.filter(library -> !library.getFileName().toString().startsWith("graft-")).toList();
        }
    }

    /**
     * The folder that tells Payara that a jar was read already. Without, it reads every class of every jar in search of annotations, whatever
     * {@code scanning-exclude} says (that rules only what is made of the result), and only Graft's own jars have any: a fifth of the start.
     */
    private static String markOf(Path library) {
        return library.toString().replaceAll("[/ ]", "__").replace(".jar", "_jar");
    }
}
