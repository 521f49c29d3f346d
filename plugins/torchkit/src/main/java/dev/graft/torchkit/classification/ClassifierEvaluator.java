// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.classification;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.data.Batches;
import dev.graft.torchkit.data.ImageBatch;
import dev.graft.torchkit.data.ImageBatches;
import dev.graft.torchkit.metric.ClassificationMeter;
import dev.graft.torchkit.metric.ClassificationReport;
import dev.graft.torchkit.train.Evaluation;
import dev.graft.torchkit.worker.StopSignal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Measures a classifier on labelled images; the same way after an epoch as in an evaluation of its own. */
public final class ClassifierEvaluator {

    /** Metric names: this and the k. */
    public static final String ACCURACY_TOP = "accuracy_top-";

    /** Name of the accuracy of each class. */
    public static final String ACCURACY = "accuracy";

    private static final String VALIDATION_LOSS = "val_loss";

    private final ImageBatches batches;
    private final List<String> classes;
    private final Set<Integer> ks;
    private final StopSignal stop;

    /**
     * An evaluator.
     *
     * @param batches labelled images
     * @param classes class names in the order of the network's outputs
     * @param ks for which k the top-k accuracy is wanted
     * @param stop ends an evaluation between two batches
     */
    public ClassifierEvaluator(ImageBatches batches, List<String> classes, Set<Integer> ks, StopSignal stop) {
        this.batches = batches;
        this.classes = List.copyOf(classes);
        this.ks = Set.copyOf(new TreeSet<>(ks));
        this.stop = stop;
    }

    /**
     * Measures.
     *
     * @throws GraftException if no image can be decoded
     */
    public ClassificationReport evaluate(LogitSource source) {
        ClassificationMeter meter = new ClassificationMeter(classes, ks);
        try (Batches<ImageBatch> epoch = batches.open(0, 0)) {
            while (epoch.hasNext()) {
                stop.check();
                try (ImageBatch batch = epoch.next()) {
                    float[][] logits = source.logits(batch);
                    for (int i = 0; i < batch.size(); i++) {
                        meter.add(logits[i], batch.label(i));
                    }
                }
            }
        }
        ClassificationReport report = meter.report();
        if (report.samples() == 0) {
            throw new GraftException(
                    StandardError.INVALID_DATASET,
                    "no image of " + batches.folder().root().getFileName() + " can be decoded; the log says why");
        }
        return report;
    }

    /** A report under the names of TAO's status. */
    public static Evaluation named(ClassificationReport report) {
        Map<String, Double> kpi = new LinkedHashMap<>();
        report.topK().forEach((k, accuracy) -> kpi.put(ACCURACY_TOP + k, accuracy));
        kpi.put(VALIDATION_LOSS, report.loss());
        return new Evaluation(kpi, Map.of(ACCURACY, report.accuracyPerClass()));
    }
}
