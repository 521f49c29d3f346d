// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.metric;

import java.util.List;
import java.util.stream.IntStream;

/** How often samples of each class were taken for each class. Rows are true classes, columns predicted ones. */
public final class ConfusionMatrix {

    private final List<String> classes;
    private final long[][] counts;

    /**
     * An empty matrix.
     *
     * @param classes names in the order of the network's outputs, at least one
     */
    public ConfusionMatrix(List<String> classes) {
        this.classes = List.copyOf(classes);
        if (this.classes.isEmpty()) {
            throw new IllegalArgumentException("a confusion matrix needs a class");
        }
        this.counts = new long[this.classes.size()][this.classes.size()];
    }

    /** Counts a sample. */
    public void add(int label, int predicted) {
        counts[label][predicted]++;
    }

    /** The class names. */
    public List<String> classes() {
        return classes;
    }

    /** Samples of class {@code label} that were taken for {@code predicted}. */
    public long count(int label, int predicted) {
        return counts[label][predicted];
    }

    /** Samples in all. */
    public long total() {
        return IntStream.range(0, classes.size()).mapToLong(this::support).sum();
    }

    /** Samples of a true class. */
    public long support(int label) {
        return IntStream.range(0, classes.size()).mapToLong(predicted -> counts[label][predicted]).sum();
    }

    /** Samples that were taken for a class. */
    public long predicted(int predicted) {
        return IntStream.range(0, classes.size()).mapToLong(label -> counts[label][predicted]).sum();
    }

    /** The share of samples that were recognised, 0 to 1; NaN without samples. */
    public double accuracy() {
        long right = IntStream.range(0, classes.size()).mapToLong(label -> counts[label][label]).sum();
        return ratio(right, total());
    }

    /** Recall of a class, which is its accuracy too: recognised by true ones; NaN for a class without samples. */
    public double recall(int label) {
        return ratio(counts[label][label], support(label));
    }

    /** Precision of a class: recognised by predicted ones; NaN for a class that was never predicted. */
    public double precision(int label) {
        return ratio(counts[label][label], predicted(label));
    }

    /** F1 of a class, the harmonic mean of precision and recall: {@code 2 tp / (true + predicted)}; NaN if it never occurs at all. */
    public double f1(int label) {
        return ratio(2 * counts[label][label], support(label) + predicted(label));
    }

    /** Intersection over union of a class (Jaccard index); NaN if it never occurs at all. */
    public double iou(int label) {
        return ratio(counts[label][label], support(label) + predicted(label) - counts[label][label]);
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? Double.NaN : (double) part / whole;
    }
}
