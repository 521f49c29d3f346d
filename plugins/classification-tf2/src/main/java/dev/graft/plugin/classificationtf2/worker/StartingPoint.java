// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationtf2.worker;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.backbone.ChannelWidths;
import dev.graft.torchkit.checkpoint.WeightFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The models that a training starts from.
 *
 * @param files in the order in which they are loaded
 */
record StartingPoint(List<Path> files) {

    /** The widths of the first that describes itself and has that backbone; as published if there is none. */
    ChannelWidths widths(String backbone) {
        return files.stream()
                .map(StartingPoint::metadata)
                .map(ModelDescription::of)
                .flatMap(Optional::stream)
                .filter(description -> description.backbone().equals(backbone))
                .map(ModelDescription::widths)
                .findFirst()
                .orElse(ChannelWidths.PUBLISHED);
    }

    private static Map<String, String> metadata(Path file) {
        try {
            return WeightFile.read(file).metadata();
        } catch (IOException e) {
            throw new GraftException(StandardError.INVALID_SPECS, e.getMessage(), e);
        }
    }
}
