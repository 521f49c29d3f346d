// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationtf2.worker;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Folders of datasets. */
final class Folders {

    private Folders() {}

    /**
     * A folder that has to be given and to exist.
     *
     * @param pointer where it stands in the specs
     * @param dataset what has to be assigned to the experiment to have one
     * @throws GraftException if it is not
     */
    static Path required(Optional<Path> folder, String pointer, String dataset) {
        Path given = folder.orElseThrow(() -> new GraftException(
                StandardError.INVALID_SPECS, pointer + " is not given; assign " + dataset + " with images to the experiment"));
        if (!Files.isDirectory(given)) {
            throw new GraftException(StandardError.INVALID_SPECS, pointer + " is " + given + ", which does not exist");
        }
        return given;
    }
}
