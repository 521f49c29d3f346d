// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationpyt.worker.spec;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.data.transform.Normalize;
import dev.graft.torchkit.data.transform.Pipeline;
import dev.graft.torchkit.data.transform.PipelineReader;
import dev.graft.torchkit.spec.Section;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One of {@code dataset.data.train}, {@code val} and {@code test}. Whether its paths exist is seen when they are used, as not every action
 * uses all.
 *
 * @param pointer where it stands in the specs
 * @param images folder of the images
 * @param classes file with the class list
 * @param pipeline what is done to each image
 */
public record SplitSpec(String pointer, Optional<Path> images, Optional<Path> classes, Optional<Pipeline> pipeline) {

    static SplitSpec read(Section section, Normalize normalize) {
        section.leave("type");
        if (section.has("ann_file")) {
            throw section.fault("ann_file", "is not read; put the images into one folder per class and leave it out");
        }
        return new SplitSpec(
                section.pointer(),
                section.text("data_prefix").map(Path::of),
                section.text("classes").map(Path::of),
                new PipelineReader(normalize).read(section, "pipeline"));
    }

    /**
     * The folder of the images.
     *
     * @param dataset what has to be assigned to the experiment to have one
     * @throws GraftException if it is not given or does not exist
     */
    public Path requiredImages(String dataset) {
        Path folder = images.orElseThrow(() -> new GraftException(
                StandardError.INVALID_SPECS,
                pointer + "/data_prefix is not given; assign " + dataset + " with images to the experiment"));
        if (!Files.isDirectory(folder)) {
            throw new GraftException(
                    StandardError.INVALID_SPECS, pointer + "/data_prefix is " + folder + ", which does not exist");
        }
        return folder;
    }
}
