// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationtf2.worker;

import dev.graft.spi.network.KeyMetric;
import dev.graft.spi.network.KeyMetric.Goal;
import dev.graft.torchkit.classification.ClassifierEvaluator;
import dev.graft.torchkit.metric.ClassificationReport;
import dev.graft.torchkit.train.Evaluation;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names of the network's metrics, which are Keras's. */
final class Metrics {

    /** The network's key metric. */
    static final KeyMetric KEY = new KeyMetric("val_accuracy", Goal.MAXIMIZE);

    private Metrics() {}

    static Evaluation named(ClassificationReport report) {
        Map<String, Double> kpi = new LinkedHashMap<>();
        kpi.put(KEY.name(), report.accuracy());
        kpi.put("val_loss", report.loss());
        report.topK().forEach((k, accuracy) -> {
            if (k > 1) {
                kpi.put(ClassifierEvaluator.ACCURACY_TOP + k, accuracy);
            }
        });
        return new Evaluation(kpi, Map.of(ClassifierEvaluator.ACCURACY, report.accuracyPerClass()));
    }
}
