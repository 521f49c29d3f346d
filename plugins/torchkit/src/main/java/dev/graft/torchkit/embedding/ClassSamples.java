// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.embedding;

import dev.graft.torchkit.data.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** The samples of each class, and draws from them. */
final class ClassSamples {

    private final List<int[]> classes = new ArrayList<>();

    ClassSamples(List<Sample> samples) {
        Map<Integer, List<Integer>> byLabel = new TreeMap<>();
        for (int i = 0; i < samples.size(); i++) {
            byLabel.computeIfAbsent(samples.get(i).label(), unused -> new ArrayList<>()).add(i);
        }
        byLabel.values().forEach(indices -> classes.add(indices.stream().mapToInt(Integer::intValue).toArray()));
    }

    /** Number of classes that have samples. */
    int count() {
        return classes.size();
    }

    /** Number of samples of a class. */
    int size(int number) {
        return classes.get(number).length;
    }

    /** {@code count} samples of a class: all different if it has as many, otherwise some twice or more. */
    int[] draw(int number, int count, SplittableRandom random) {
        int[] all = classes.get(number);
        if (all.length < count) {
            return random.ints(count, 0, all.length).map(at -> all[at]).toArray();
        }
        int[] shuffled = all.clone();
        for (int i = 0; i < count; i++) {
            swap(shuffled, i, i + random.nextInt(shuffled.length - i));
        }
        return Arrays.copyOf(shuffled, count);
    }

    static void swap(int[] values, int a, int b) {
        int kept = values[a];
        values[a] = values[b];
        values[b] = kept;
    }
}
