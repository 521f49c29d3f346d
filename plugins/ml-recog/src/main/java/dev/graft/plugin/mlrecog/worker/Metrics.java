// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.mlrecog.worker;

import dev.graft.spi.network.KeyMetric;
import dev.graft.spi.network.KeyMetric.Goal;
import dev.graft.torchkit.retrieval.RetrievalScores;
import dev.graft.torchkit.train.Evaluation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The names of the network's metrics, which are TAO's. */
enum Metrics {
    VALIDATION("val"),
    TEST("test");

    private static final String PRECISION = " Precision at Rank 1";

    /** The network's key metric. */
    static final KeyMetric KEY = new KeyMetric(VALIDATION.prefix + PRECISION, Goal.MAXIMIZE);

    private final String prefix;

    Metrics(String prefix) {
        this.prefix = prefix;
    }

    /**
     * A report under these names.
     *
     * @param perClass whether the mean over the classes is told, as in TAO, and each class; otherwise the mean over all images
     */
    Evaluation named(RecognitionReport report, boolean perClass) {
        RetrievalScores scores = report.scores(perClass);
        Map<String, Double> kpi = new LinkedHashMap<>();
        kpi.put(prefix + "_AMI", report.clusters().adjusted());
        kpi.put(prefix + "_NMI", report.clusters().normalized());
        kpi.put(prefix + " Mean Average Precision", scores.meanAveragePrecision());
        kpi.put(prefix + " Mean Average Precision at R", scores.meanAveragePrecisionAtR());
        kpi.put(prefix + " Mean Reciprocal Rank", scores.meanReciprocalRank());
        kpi.put(prefix + " r-Precision", scores.rPrecision());
        kpi.put(prefix + PRECISION, scores.precisionAtOne());
        if (report.topK() > 1) {
            kpi.put(prefix + " Accuracy at Top " + report.topK(), report.accuracyAtTopK());
        }
        Map<String, Map<String, Double>> categorical = perClass
                ? Map.of(
                        "precision_at_1", each(report, RetrievalScores::precisionAtOne),
                        "r_precision", each(report, RetrievalScores::rPrecision),
                        "mean_average_precision", each(report, RetrievalScores::meanAveragePrecision))
                : Map.of();
        return new Evaluation(kpi, categorical);
    }

    private static Map<String, Double> each(RecognitionReport report, ToDoubleFunction<RetrievalScores> metric) {
        Map<String, Double> values = new LinkedHashMap<>();
        report.retrieval().perClass()
                .forEach((label, scores) -> values.put(report.classes().get(label), metric.applyAsDouble(scores)));
        return values;
    }
}
