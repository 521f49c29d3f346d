// SPDX-License-Identifier: Apache-2.0
package dev.graft.launcher;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Payara Micro's working folder, {@code DIR/server} or, of a further server on the same data, {@code DIR/server-1} and so on: its configuration, resource adapters and what it generates from the WAR. It holds no state of ours,
 * so every start makes it anew and nothing of an earlier version can survive in it.
 */
record PayaraFolder(Path path) {

    /**
     * Makes the folder with a copy of what Payara wants to find there: its configuration and its resource adapters.
     *
     * @param folder where; what was there before is removed
     * @param template the distribution's {@code lib/root}
     * @throws LaunchException if it cannot be written
     */
    static PayaraFolder make(Path folder, Path template) {
        try {
            deleteTree(folder);
            copyTree(template, folder);
            return new PayaraFolder(folder);
        } catch (IOException e) {
            throw new LaunchException("The folder " + folder + " cannot be prepared: " + e, e);
        }
    }

    private static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void copyTree(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
