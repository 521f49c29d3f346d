// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin;

import dev.graft.archive.ArchiveKind;
import dev.graft.archive.FileTree;
import dev.graft.archive.UnpackLimits;
import dev.graft.archive.Unpacker;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Plugin zips, unpacked, because workers need jars on disk. A folder bears the zip's name, size and date, so that a changed zip gets another
 * one while workers that still run keep the old.
 */
final class UnpackedPlugins {

    private static final long MIB = 1L << 20;

    /** Far above what trainers with native libraries bring. */
    private static final UnpackLimits LIMITS = UnpackLimits.standard().withMaxEntries(20_000).withMaxBytes(2048 * MIB, 4096 * MIB);

    private final Path root;
    private final Unpacker unpacker = new Unpacker(LIMITS);

    /** @param root folder of the unpacked plugins */
    UnpackedPlugins(Path root) {
        this.root = root;
    }

    /**
     * The folder of a zip; unpacked now if it was not yet.
     *
     * @throws GraftException INVALID_ARCHIVE if it is no zip or not acceptable, DISK_FULL if there is no room
     */
    Path unpack(Path zip) throws IOException {
        Path folder = folder(zip, zip.getFileName().toString());
        return Files.isDirectory(folder) ? folder : settle(aside(zip), folder);
    }

    /**
     * Unpacks a zip to a place of its own, which nobody else finds.
     *
     * @return the only content of its parent folder, which the caller removes or settles
     */
    Path aside(Path zip) throws IOException {
        if (!ArchiveKind.of(zip).equals(Optional.of(ArchiveKind.ZIP))) {
            throw new GraftException(StandardError.INVALID_ARCHIVE, "it is no zip file");
        }
        Files.createDirectories(root);
        Path unfinished = Files.createTempDirectory(root, ".unpacking-");
        boolean done = false;
        try {
            Path content = unpacker.unpack(zip, unfinished.resolve("content")).folder();
            done = true;
            return content;
        } finally {
            if (!done) {
                FileTree.delete(unfinished);
            }
        }
    }

    /** Gives what was unpacked aside its name. */
    Path settle(Path content, Path folder) throws IOException {
        try {
            moveInPlace(content, folder);
            return folder;
        } finally {
            FileTree.delete(content.getParent());
        }
    }

    /**
     * Where a zip belongs when it is unpacked.
     *
     * @param name file name that the zip has, or will have
     */
    Path folder(Path zip, String name) throws IOException {
        return root.resolve(name.replaceFirst("\\.zip$", "") + "-" + Files.size(zip) + "-" + Files.getLastModifiedTime(zip).toMillis());
    }

    /** Removes the folders of zips that are not there any more. */
    void keepOnly(Set<Path> folders) throws IOException {
        if (Files.isDirectory(root)) {
            try (Stream<Path> all = Files.list(root)) {
                all.filter(folder -> !folders.contains(folder)).toList().forEach(FileTree::delete);
            }
        }
    }

    private static void moveInPlace(Path content, Path folder) throws IOException {
        try {
            Files.move(content, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | AtomicMoveNotSupportedException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
            // Another server on the same folder was quicker, with the same contents.
        }
    }
}
