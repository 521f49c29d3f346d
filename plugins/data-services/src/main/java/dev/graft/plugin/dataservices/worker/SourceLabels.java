// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import dev.graft.plugin.dataservices.annotation.CocoFile;
import dev.graft.plugin.dataservices.annotation.FileFaults;
import dev.graft.plugin.dataservices.annotation.KittiFolder;
import dev.graft.plugin.dataservices.annotation.LabelSet;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The labels that an action reads, in KITTI's or COCO's format.
 *
 * @param format {@code kitti} or {@code coco}
 * @param pictures folder of the pictures
 * @param labels folder of the text files, or the JSON file
 */
record SourceLabels(String format, Path pictures, Path labels) {

    SourceLabels {
        format = format.toLowerCase(Locale.ROOT);
    }

    LabelSet read(FileFaults faults) throws IOException {
        return switch (format) {
            case "kitti" -> new KittiFolder(pictures, labels, faults).read();
            case "coco" -> CocoFile.read(pictures, labels, faults);
            default -> throw new GraftException(
                    StandardError.INVALID_SPECS, "labels are in format KITTI or COCO, not '" + format + "'; convert the dataset first");
        };
    }
}
