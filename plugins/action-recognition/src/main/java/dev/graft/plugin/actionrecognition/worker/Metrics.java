// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.actionrecognition.worker;

import dev.graft.torchkit.metric.ClassificationReport;
import dev.graft.torchkit.train.Evaluation;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names of the network's metrics. */
final class Metrics {

    private Metrics() {}

    /**
     * A report under TAO's names.
     *
     * @param prefix {@code val} or {@code test}
     */
    static Evaluation named(ClassificationReport report, String prefix) {
        Map<String, Double> kpi = new LinkedHashMap<>();
        kpi.put(prefix + "_acc", report.accuracy());
        kpi.put(prefix + "_loss", report.loss());
        report.topK().forEach((k, accuracy) -> {
            if (k > 1) {
                kpi.put(prefix + "_acc_top-" + k, accuracy);
            }
        });
        return new Evaluation(kpi, Map.of("accuracy", report.accuracyPerClass()));
    }
}
