// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.metric;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What an evaluation of a classifier yields.
 *
 * @param samples number of samples
 * @param topK accuracy by k, 0 to 1, rising k; k = 1 is always there
 * @param loss mean cross-entropy; NaN if it was not computed
 * @param confusion the matrix
 */
public record ClassificationReport(long samples, Map<Integer, Double> topK, double loss, ConfusionMatrix confusion) {

    public ClassificationReport {
        topK = new TreeMap<>(topK);
    }

    /** The share of samples whose class has the highest score. */
    public double accuracy() {
        return topK.get(1);
    }

    /** Figures of each class, in the classes' order. */
    public List<ClassScores> perClass() {
        return IntStream.range(0, confusion.classes().size())
                .mapToObj(label -> new ClassScores(
                        confusion.classes().get(label),
                        confusion.support(label),
                        confusion.recall(label),
                        confusion.precision(label),
                        confusion.f1(label)))
                .toList();
    }

    /** Accuracy of each class that has samples. */
    public Map<String, Double> accuracyPerClass() {
        Map<String, Double> accuracies = new LinkedHashMap<>();
        perClass().stream()
                .filter(scores -> scores.support() > 0)
                .forEach(scores -> accuracies.put(scores.name(), scores.recall()));
        return accuracies;
    }

    /**
     * The unweighted mean of a figure over the classes that occur; where it has no meaning it counts as 0, as in scikit-learn with
     * {@code zero_division=0}.
     */
    public double macro(ToDoubleFunction<ClassScores> figure) {
        return perClass().stream()
                .filter(scores -> scores.support() > 0 || !Double.isNaN(scores.f1()))
                .mapToDouble(figure)
                .map(value -> Double.isNaN(value) ? 0 : value)
                .average()
                .orElse(Double.NaN);
    }
}
