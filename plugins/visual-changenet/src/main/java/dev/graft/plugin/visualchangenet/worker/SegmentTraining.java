// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.visualchangenet.worker;

import dev.graft.plugin.visualchangenet.worker.SceneReader.Augmentation;
import dev.graft.plugin.visualchangenet.worker.network.ChangeSegmenter;
import dev.graft.plugin.visualchangenet.worker.spec.SegmentSpec;
import dev.graft.plugin.visualchangenet.worker.spec.TrainSpec;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.data.LoaderOptions;
import dev.graft.torchkit.data.SampleBatches;
import dev.graft.torchkit.data.SampleOrder;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.model.SampleTask;
import dev.graft.torchkit.model.TorchOutputs;
import dev.graft.torchkit.train.Evaluation;
import dev.graft.torchkit.worker.StopSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Logger;

/**
 * What a segmenter learns.
 *
 * @param specs of the job
 * @param unreadable is told of pictures that cannot be decoded
 * @param stop ends a validation early
 */
record SegmentTraining(JobSpecs specs, UnreadableImages unreadable, StopSignal stop) {

    private static final Logger LOG = Logger.getLogger(SegmentTraining.class.getName());

    /** The task of a network that lies on the machine's device. */
    SampleTask task(ChangeSegmenter network, TrainSpec train, Machine machine) {
        SegmentSpec spec = specs.description().scenes();
        List<Double> weights = spec.allScalesInTraining() ? specs.losses().scales() : List.of();
        int scales = network.backbone().pyramidLevels().size() + 1;
        if (!weights.isEmpty() && weights.size() < scales) {
            throw new GraftException(
                    StandardError.INVALID_SPECS,
                    "/train/segment/weights has " + weights.size() + " weights; the network has " + scales + " scales");
        }
        SceneReader reader = new SceneReader(
                SceneList.read(spec, spec.splits().train()), spec, Augmentation.of(spec, train.seed()), true, unreadable);
        LOG.info(reader.samples() + " pairs of pictures to learn from");
        SampleOrder order = spec.shuffle()
                ? SampleOrder.shuffled(reader.samples(), train.seed())
                : SampleOrder.inOrder(reader.samples());
        LoaderOptions options =
                new LoaderOptions(spec.batchSize(), true, train.seed(), Math.min(spec.threads(), machine.cores()));
        SegmentLoss loss = new SegmentLoss(network, weights);
        return new SampleTask(
                network,
                machine.device(),
                new SampleBatches(reader, order, options),
                (layer, ops, samples, labels) -> loss.of(ops, samples),
                validation(network, machine));
    }

    private Supplier<Evaluation> validation(ChangeSegmenter network, Machine machine) {
        SegmentSpec spec = specs.description().scenes();
        if (!SceneList.exists(spec, spec.splits().validation())) {
            LOG.warning("no list " + spec.splits().validation() + ".txt: without validation no best checkpoint can be told");
            return () -> new Evaluation(Map.of(), Map.of());
        }
        SceneReader reader =
                new SceneReader(SceneList.read(spec, spec.splits().validation()), spec, Augmentation.NONE, true, unreadable);
        LoaderOptions options = LoaderOptions.evaluation(spec.batchSize(), Math.min(spec.threads(), machine.cores()));
        SampleBatches batches = new SampleBatches(reader, options);
        SegmentMeasurement measurement = new SegmentMeasurement(batches, spec.classes(), stop);
        TorchOutputs outputs = new TorchOutputs(network, machine.device());
        return () -> {
            try {
                return measurement.of(outputs, SceneVisitor.NONE).named("val");
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
        };
    }
}
