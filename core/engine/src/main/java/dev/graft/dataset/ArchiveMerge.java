// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import dev.graft.archive.FileTree;
import dev.graft.archive.Unpacked;
import dev.graft.archive.Unpacker;
import dev.graft.dataset.layout.Layout;
import dev.graft.dataset.layout.LayoutReport;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Unpacks one archive and lays it over the files that the dataset has. Archives are parts of one dataset; but one that is a whole
 * dataset by itself takes the place of files that do not fit, so that a mistake is mended by uploading again. Works in a staging folder
 * and changes nothing of the dataset's own.
 */
final class ArchiveMerge {

    private final Unpacker unpacker;
    private final Layout layout;
    private final Path staging;

    /** @param staging existing, empty folder on the disk of the datasets */
    ArchiveMerge(Unpacker unpacker, Layout layout, Path staging) {
        this.unpacker = unpacker;
        this.layout = layout;
        this.staging = staging;
    }

    /**
     * What the dataset would be with an archive.
     *
     * @param content folder to put in the place of the dataset's
     * @param report how it fits
     */
    record Merged(Path content, LayoutReport report) {}

    /**
     * Unpacks and merges.
     *
     * @param existing the dataset's folder; may be missing
     * @throws GraftException INVALID_ARCHIVE if the archive is not acceptable, INVALID_DATASET if it would spoil files that fit
     */
    Merged merge(Path archive, Path existing) throws IOException {
        Unpacked unpacked = unpacker.unpack(archive, staging.resolve("unpacked"));
        Path part = layout.rootWithin(unpacked.folder());
        LayoutReport alone = layout.inspect(part);
        if (!Files.isDirectory(existing)) {
            return new Merged(part, alone);
        }
        boolean existingFits = layout.inspect(existing).fits();
        if (alone.fits() && !existingFits) {
            return new Merged(part, alone);
        }
        Path both = staging.resolve("merged");
        FileTree.link(existing, both);
        overlay(part, both);
        LayoutReport together = layout.inspect(both);
        if (existingFits && !together.fits()) {
            throw new GraftException(
                    StandardError.INVALID_DATASET,
                    "The upload does not fit the files that the dataset has: " + together.describe()
                            + ". The files were left as they were; upload another archive.");
        }
        return new Merged(both, together);
    }

    private static void overlay(Path part, Path onto) throws IOException {
        try {
            FileTree.overlay(part, onto);
        } catch (FileAlreadyExistsException e) {
            throw new GraftException(
                    StandardError.INVALID_DATASET,
                    "The upload has a folder '" + Path.of(e.getFile()).getFileName()
                            + "' where the dataset has a file. The files were left as they were.",
                    e);
        }
    }
}
