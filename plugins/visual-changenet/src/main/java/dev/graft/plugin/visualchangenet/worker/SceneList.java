// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.visualchangenet.worker;

import dev.graft.plugin.visualchangenet.worker.spec.SegmentSpec;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads the lists of scenes: a file name a line, the same below all folders, the mask with an ending of its own. */
final class SceneList {

    private SceneList() {}

    /** Whether there is a list of that name. */
    static boolean exists(SegmentSpec spec, String split) {
        return spec.root().isPresent() && Files.exists(file(spec, split));
    }

    /**
     * The scenes of a list.
     *
     * @throws GraftException if there is no such list, it is empty, or a name leaves the folder
     */
    static List<ScenePair> read(SegmentSpec spec, String split) {
        if (spec.root().isEmpty()) {
            throw new GraftException(
                    StandardError.INVALID_SPECS,
                    spec.pointer() + "/root_dir is not given; assign a train dataset of the format visual_changenet_segment");
        }
        Path file = file(spec, split);
        List<String> names;
        try {
            names = Files.readAllLines(file).stream().map(line -> line.strip().split("\\s+")[0]).filter(name -> !name.isEmpty()).toList();
        } catch (IOException e) {
            throw new GraftException(
                    StandardError.INVALID_DATASET,
                    "the list " + spec.folders().lists() + "/" + split + ".txt cannot be read: " + e
                            + "; add it to the dataset or choose another split in the specs",
                    e);
        }
        if (names.isEmpty()) {
            throw new GraftException(StandardError.INVALID_DATASET, "the list " + split + ".txt names no picture");
        }
        return names.stream().map(name -> pair(spec, name)).toList();
    }

    private static Path file(SegmentSpec spec, String split) {
        return spec.root().orElseThrow().resolve(spec.folders().lists()).resolve(split + ".txt");
    }

    private static ScenePair pair(SegmentSpec spec, String name) {
        int dot = name.lastIndexOf('.');
        String mask = (dot < 0 ? name : name.substring(0, dot)) + spec.maskSuffix();
        return new ScenePair(
                name,
                below(spec, spec.folders().first(), name),
                below(spec, spec.folders().second(), name),
                below(spec, spec.folders().masks(), mask));
    }

    private static Path below(SegmentSpec spec, String folder, String name) {
        Path root = spec.root().orElseThrow().normalize();
        Path file = root.resolve(folder).resolve(name).normalize();
        if (!file.startsWith(root)) {
            throw new GraftException(StandardError.INVALID_DATASET, "the name " + name + " of a list leaves the folder of the dataset");
        }
        return file;
    }
}
