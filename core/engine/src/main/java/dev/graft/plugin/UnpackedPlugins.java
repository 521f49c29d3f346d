// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin;

import dev.graft.archive.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Plugin zips, unpacked, because workers need jars on disk. A folder bears the zip's name, size and date, so that a changed zip gets another
 * one while workers that still run keep the old.
 */
final class UnpackedPlugins {

    private final Path root;

    /** @param root folder of the unpacked plugins */
    UnpackedPlugins(Path root) {
        this.root = root;
    }

    /** The folder of an unpacked zip; unpacked now if it was not yet. */
    Path unpack(Path zip) throws IOException {
        Path folder = root.resolve(nameOf(zip));
        if (Files.isDirectory(folder)) {
            return folder;
        }
        Files.createDirectories(root);
        Path unfinished = Files.createTempDirectory(root, ".unpacking-");
        try {
            unpack(zip, unfinished);
            moveInPlace(unfinished, folder);
            return folder;
        } finally {
            FileTree.delete(unfinished);
        }
    }

    /** Removes the folders of zips that are not there any more. */
    void keepOnly(Set<Path> folders) throws IOException {
        if (Files.isDirectory(root)) {
            try (Stream<Path> all = Files.list(root)) {
                all.filter(folder -> !folders.contains(folder)).toList().forEach(FileTree::delete);
            }
        }
    }

    private static String nameOf(Path zip) throws IOException {
        String name = zip.getFileName().toString().replaceFirst("\\.zip$", "");
        return name + "-" + Files.size(zip) + "-" + Files.getLastModifiedTime(zip).toMillis();
    }

    private static void unpack(Path zip, Path target) throws IOException {
        boolean empty = true;
        try (InputStream file = Files.newInputStream(zip);
                ZipInputStream in = new ZipInputStream(file)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                empty = false;
                unpack(in, entry, target);
            }
        }
        if (empty) {
            throw new IOException("it is no zip file, or an empty one");
        }
    }

    private static void unpack(ZipInputStream in, ZipEntry entry, Path target) throws IOException {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
            throw new IOException("its entry '" + entry.getName() + "' reaches outside the plugin's folder");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
        } else {
            Files.createDirectories(file.getParent());
            Files.copy(in, file);
        }
    }

    private static void moveInPlace(Path unfinished, Path folder) throws IOException {
        try {
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | AtomicMoveNotSupportedException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
            // Another server on the same folder was quicker, with the same contents.
        }
    }
}
