// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.plugin.dataservices.annotation.LabelledPicture;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** How the pictures of a dataset are parted, for validation or for cross-validation, as TAO's converter parts them. */
final class Partitions {

    private Partitions() {}

    /**
     * Two parts: the first has the given share, for validation. Both are shuffled.
     *
     * @param share 0 to 1
     */
    static List<List<LabelledPicture>> random(List<LabelledPicture> pictures, double share, long seed) {
        int first = (int) (share * pictures.size());
        List<List<LabelledPicture>> parts =
                List.of(new ArrayList<>(pictures.subList(0, first)), new ArrayList<>(pictures.subList(first, pictures.size())));
        shuffle(parts, seed);
        return parts;
    }

    /**
     * Parts of whole sequences, the longest first in turn, so that pictures of one sequence stay together.
     *
     * @param file a JSON object from the name of a sequence to the names of its pictures, without folder and ending
     * @throws GraftException INVALID_DATASET if the file cannot be used or names pictures that are not there
     */
    static List<List<LabelledPicture>> sequences(List<LabelledPicture> pictures, Path file, int number, long seed) throws IOException {
        Map<String, LabelledPicture> byStem = new HashMap<>();
        pictures.forEach(picture -> byStem.put(picture.stem(), picture));
        List<Map.Entry<String, JsonNode>> sequences = new ArrayList<>(read(file).properties());
        sequences.sort(Comparator.<Map.Entry<String, JsonNode>>comparingInt(sequence -> -sequence.getValue().size())
                .thenComparing(Map.Entry::getKey));
        List<List<LabelledPicture>> parts = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            parts.add(new ArrayList<>());
        }
        for (int i = 0; i < sequences.size(); i++) {
            for (JsonNode frame : sequences.get(i).getValue()) {
                LabelledPicture picture = byStem.get(frame.asText());
                if (picture == null) {
                    throw invalid(file, "names the picture " + frame.asText() + ", which the dataset does not have");
                }
                parts.get(i % number).add(picture);
            }
        }
        Collections.reverse(parts);
        shuffle(parts, seed);
        return parts;
    }

    private static JsonNode read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw invalid(file, "is not in the dataset, but kitti_config.partition_mode sequence needs it");
        }
        JsonNode map = Report.JSON.readTree(file.toFile());
        if (!map.isObject() || map.isEmpty()) {
            throw invalid(file, "is expected to hold a JSON object from the name of a sequence to a list of its pictures");
        }
        return map;
    }

    private static GraftException invalid(Path file, String problem) {
        return new GraftException(
                StandardError.INVALID_DATASET,
                file.getFileName() + " " + problem + "; mend the file that kitti_config.kitti_sequence_to_frames_file names");
    }

    private static void shuffle(List<List<LabelledPicture>> parts, long seed) {
        Random random = new Random(seed);
        parts.forEach(part -> Collections.shuffle(part, random));
    }
}
