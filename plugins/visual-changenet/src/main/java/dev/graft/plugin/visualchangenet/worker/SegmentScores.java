// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.visualchangenet.worker;

import dev.graft.torchkit.metric.ConfusionMatrix;
import dev.graft.torchkit.train.Evaluation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The figures of a segmenter.
 *
 * @param pixels how often pixels of each class were taken for each
 * @param loss mean cross-entropy of a pixel
 */
record SegmentScores(ConfusionMatrix pixels, double loss) {

    /** Under TAO's names: {@code val_acc} is the mean F1, as there, and {@code acc} the share of pixels. */
    Evaluation named(String prefix) {
        Map<String, Double> kpi = new LinkedHashMap<>();
        kpi.put(prefix + "_acc", mean(pixels::f1));
        kpi.put(prefix + "_loss", loss);
        kpi.put("acc", pixels.accuracy());
        kpi.put("miou", mean(pixels::iou));
        kpi.put("mf1", mean(pixels::f1));
        kpi.put("mprecision", mean(pixels::precision));
        kpi.put("mrecall", mean(pixels::recall));
        kpi.values().removeIf(value -> value.isNaN());
        return new Evaluation(
                kpi,
                Map.of(
                        "iou", perClass(pixels::iou),
                        "f1", perClass(pixels::f1),
                        "precision", perClass(pixels::precision),
                        "recall", perClass(pixels::recall)));
    }

    /** The mean over the classes where the figure has a meaning. */
    double mean(IntToDoubleFunction figure) {
        return IntStream.range(0, pixels.classes().size())
                .mapToDouble(figure)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    private Map<String, Double> perClass(IntToDoubleFunction figure) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (int i = 0; i < pixels.classes().size(); i++) {
            double value = figure.applyAsDouble(i);
            if (!Double.isNaN(value)) {
                values.put(pixels.classes().get(i), value);
            }
        }
        return values;
    }
}
