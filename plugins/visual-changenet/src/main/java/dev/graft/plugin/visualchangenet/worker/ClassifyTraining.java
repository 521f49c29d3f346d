// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.visualchangenet.worker;

import dev.graft.plugin.visualchangenet.worker.spec.TrainSpec;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.data.SampleBatches;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.model.SampleTask;
import dev.graft.torchkit.model.TorchOutputs;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.pair.PairCriterion;
import dev.graft.torchkit.pair.PairEvaluation;
import dev.graft.torchkit.pair.PairReader;
import dev.graft.torchkit.pair.PairScore;
import dev.graft.torchkit.pair.PairSpec;
import dev.graft.torchkit.train.Evaluation;
import dev.graft.torchkit.worker.StopSignal;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Logger;

/**
 * What a classifier of pairs learns.
 *
 * @param specs of the job
 * @param unreadable is told of pictures that cannot be decoded
 * @param stop ends a validation early
 */
record ClassifyTraining(JobSpecs specs, UnreadableImages unreadable, StopSignal stop) {

    private static final Logger LOG = Logger.getLogger(ClassifyTraining.class.getName());

    /** The task of a network that lies on the machine's device. */
    SampleTask task(Layer network, TrainSpec train, Machine machine) {
        PairSpec spec = specs.description().pairs();
        if (spec.batchSize() < 2) {
            throw new GraftException(
                    StandardError.INVALID_SPECS,
                    "/dataset/classify/batch_size is 1; batch normalisation learns from at least 2 pairs at a time");
        }
        PairReader pairs = spec.reader(PairSpec.TRAIN, true, unreadable);
        LOG.info(pairs.samples() + " pairs to learn from, " + pairs.table().defective() + " of them changed");
        PairCriterion criterion = specs.criterion(specs.description());
        return new SampleTask(
                network,
                machine.device(),
                spec.drawn(pairs, train.seed(), machine.cores()),
                (layer, ops, samples, labels) -> criterion.loss(layer.forward(ops, samples), labels),
                validation(network, criterion, machine));
    }

    private Supplier<Evaluation> validation(Layer network, PairCriterion criterion, Machine machine) {
        PairSpec spec = specs.description().pairs();
        if (!spec.splits().containsKey(PairSpec.VALIDATION)) {
            LOG.warning("no pairs for validation: without an evaluation dataset no best checkpoint can be told");
            return () -> new Evaluation(Map.of(), Map.of());
        }
        PairReader pairs = spec.reader(PairSpec.VALIDATION, true, unreadable);
        SampleBatches batches = spec.inOrder(pairs, spec.batchSize(), machine.cores());
        PairEvaluation evaluation = new PairEvaluation(pairs, criterion.threshold());
        TorchOutputs outputs = new TorchOutputs(network, machine.device());
        return () -> evaluation.named(PairScore.of(batches, outputs, criterion, stop), "val");
    }
}
