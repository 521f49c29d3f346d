// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.action;

import dev.graft.torchkit.picture.Curve;
import dev.graft.torchkit.picture.CurvePicture;
import dev.graft.torchkit.picture.PictureFile;
import dev.graft.torchkit.train.EpochReport;
import dev.graft.torchkit.train.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The course of a training as a picture. */
public final class TrainingCurves {

    /** Name of the file. */
    public static final String CURVES = "training_curves.png";

    private TrainingCurves() {}

    /**
     * Draws losses, a metric and the learning rate over the epochs.
     *
     * @param metric name of the metric
     */
    public static void write(Progress progress, String metric, Path folder) throws IOException {
        List<EpochReport> history = progress.history();
        PictureFile.write(
                folder.resolve(CURVES),
                () -> CurvePicture.draw(List.of(
                        new CurvePicture.Panel(
                                "loss",
                                List.of(
                                        new Curve("training", values(history, EpochReport::loss)),
                                        new Curve("validation", values(history, report -> report.metric("val_loss").orElse(Double.NaN))))),
                        new CurvePicture.Panel(
                                metric,
                                List.of(new Curve(
                                        "validation", values(history, report -> report.metric(metric).orElse(Double.NaN))))),
                        new CurvePicture.Panel(
                                "learning rate", List.of(new Curve("rate", values(history, EpochReport::learningRate)))))));
    }

    private static Map<Integer, Double> values(List<EpochReport> history, Function<EpochReport, Double> value) {
        Map<Integer, Double> values = new TreeMap<>();
        history.forEach(report -> values.put(report.epoch(), value.apply(report)));
        return values;
    }
}
