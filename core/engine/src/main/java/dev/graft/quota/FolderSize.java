// SPDX-License-Identifier: Apache-2.0
package dev.graft.quota;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Adds up the files of folders. A file that has several names counts with its share for each of them. */
final class FolderSize extends SimpleFileVisitor<Path> {

    private static final String LINKS = "unix:nlink";

    private final boolean countsLinks;
    private long bytes;

    private FolderSize(boolean countsLinks) {
        this.countsLinks = countsLinks;
    }

    /** Bytes in a folder and all below it; 0 if it is not there. What goes while they are added up is left out. */
    static long of(Path folder) throws IOException {
        FolderSize size = new FolderSize(folder.getFileSystem().supportedFileAttributeViews().contains("unix"));
        Files.walkFileTree(folder, size);
        return size.bytes;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        bytes += attributes.size() / (countsLinks && attributes.isRegularFile() ? names(file) : 1);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException gone) {
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException gone) {
        return FileVisitResult.CONTINUE;
    }

    private static int names(Path file) {
        try {
            return Math.max(1, (int) Files.getAttribute(file, LINKS, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException gone) {
            return 1;
        }
    }
}
