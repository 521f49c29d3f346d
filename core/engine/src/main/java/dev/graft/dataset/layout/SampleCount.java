// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset.layout;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * How the samples of a split are counted.
 *
 * @param split name of the split; empty text to take it from the folder's name: {@code train} for {@code images_train}, {@code all}
 *     for {@code images}
 * @param folder where the samples lie; may be a glob in its only segment
 * @param what {@code images}, {@code clips}, or the ending of the files that count
 */
record SampleCount(String split, String folder, String what) {

    private static final String ALL = "all";

    /** Whether it counts the samples of a dataset without splits. */
    boolean countsEverything() {
        return split.equals(ALL);
    }

    /** Adds the number of samples, if the folder is there. */
    void count(Path root, Map<String, Long> samples) throws IOException {
        if (folder.contains("*")) {
            for (String name : DatasetTree.matching(root, folder)) {
                add(root.resolve(name), split.isEmpty() ? splitOf(name) : split, samples);
            }
        } else if (root.resolve(folder).toFile().isDirectory()) {
            add(root.resolve(folder), split, samples);
        }
    }

    private void add(Path found, String name, Map<String, Long> samples) throws IOException {
        long number = switch (what) {
            case "images" -> DatasetTree.countImages(found);
            case "clips" -> DatasetTree.countClips(found);
            default -> DatasetTree.countFiles(found, what);
        };
        samples.merge(name, number, Long::sum);
    }

    private static String splitOf(String folderName) {
        int underscore = folderName.lastIndexOf('_');
        return underscore < 0 ? ALL : folderName.substring(underscore + 1);
    }
}
