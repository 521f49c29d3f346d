// SPDX-License-Identifier: Apache-2.0
package dev.graft.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/** Whole folders: removing them and laying one over another. */
public final class FileTree {

    private FileTree() {}

    /** Removes a file, or a folder with all that is in it; links are removed and not followed. Does nothing if it is not there. */
    public static void delete(Path path) {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.walkFileTree(path, new Deletion());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + path, e);
        }
    }

    /**
     * Makes a second tree of the same files, without copying their contents where the file system has hard links. The files must not be
     * written to afterwards, only replaced.
     *
     * @param copy folder that does not exist yet
     */
    public static void link(Path original, Path copy) throws IOException {
        Files.walkFileTree(original, new Linking(original, copy));
    }

    /** Moves all of a folder over another: files that are in both are replaced. The first folder is left without files. */
    public static void overlay(Path from, Path onto) throws IOException {
        Files.walkFileTree(from, new Overlay(from, onto));
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException fault) throws IOException {
            if (fault != null) {
                throw fault;
            }
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }

    private static class Linking extends SimpleFileVisitor<Path> {
        private final Path from;
        private final Path onto;

        Linking(Path from, Path onto) {
            this.from = from;
            this.onto = onto;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            Files.createDirectories(target(folder));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            place(file, target(file));
            return FileVisitResult.CONTINUE;
        }

        void place(Path file, Path target) throws IOException {
            try {
                Files.createLink(target, file);
            } catch (UnsupportedOperationException | FileSystemException e) {
                Files.copy(file, target);
            }
        }

        private Path target(Path path) {
            return onto.resolve(from.relativize(path));
        }
    }

    private static final class Overlay extends Linking {
        Overlay(Path from, Path onto) {
            super(from, onto);
        }

        @Override
        void place(Path file, Path target) throws IOException {
            if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
                throw new BadArchive(EntryName.show(file.getFileName().toString())
                        + " is a file in this archive and a folder in an earlier upload");
            }
            Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
