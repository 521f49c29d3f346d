// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.opticalinspection.worker;

import dev.graft.plugin.opticalinspection.worker.spec.TrainSpec;
import dev.graft.spi.network.CheckpointRule;
import dev.graft.spi.network.KeyMetric;
import dev.graft.spi.network.KeyMetric.Goal;
import dev.graft.spi.status.StatusLine.State;
import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.data.SampleBatches;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.model.InitialState;
import dev.graft.torchkit.model.SampleTask;
import dev.graft.torchkit.model.TorchOutputs;
import dev.graft.torchkit.model.TrainingJob;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.TorchRuntime;
import dev.graft.torchkit.pair.ContrastiveCriterion;
import dev.graft.torchkit.pair.PairEvaluation;
import dev.graft.torchkit.pair.PairReader;
import dev.graft.torchkit.pair.PairScore;
import dev.graft.torchkit.pair.PairSpec;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.train.Evaluation;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Logger;

/** Trains a twin network on pairs. */
final class TrainAction implements WorkerAction {

    /** The network's key metric. */
    static final KeyMetric KEY_METRIC = new KeyMetric("val_acc", Goal.MAXIMIZE);

    /** Files like {@code epoch=003.pth}. */
    static final CheckpointRule CHECKPOINTS = new CheckpointRule(List.of(".pth"), "=", 3);

    private static final Logger LOG = Logger.getLogger(TrainAction.class.getName());

    @Override
    public String run(WorkerContext context) throws IOException {
        Section root = Section.root(context.job().specs());
        JobSpecs specs = JobSpecs.read(context.job().specs(), root);
        TrainSpec train = TrainSpec.read(root.section("train"), KEY_METRIC);
        root.refuseUnknown();
        if (specs.data().batchSize() < 2) {
            throw root.section("dataset").fault("batch_size", "is 1; batch normalisation learns from at least 2 pairs at a time");
        }
        Machine machine = Machine.of(context.job());
        TorchRuntime.seed(train.seed());
        UnreadableImages unreadable = new UnreadableImages();
        PairReader pairs = specs.data().reader(PairSpec.TRAIN, true, unreadable);
        LOG.info(pairs.samples() + " pairs to learn from, " + pairs.table().defective() + " of them defective");
        Layer network = specs.description().network(train.seed());
        train.pretrained().ifPresent(file -> tell(context, InitialState.take(file, network)));
        network.moveTo(machine.device());
        LOG.info(specs.description().summary() + ", " + network.parameterCount() + " weights");
        ContrastiveCriterion criterion = specs.criterion();
        SampleTask task = new SampleTask(
                network,
                machine.device(),
                specs.data().drawn(pairs, train.seed(), machine.cores()),
                (layer, ops, samples, labels) -> criterion.loss(layer.forward(ops, samples), labels),
                validation(context, specs, network, machine, unreadable));
        return new TrainingJob<>(
                        task,
                        train.optimizer(network.trainableParameters()),
                        train.schedule(),
                        train.options(),
                        CHECKPOINTS,
                        specs.description().metadata(),
                        train.resumeFrom(),
                        unreadable::summary)
                .run(context, pairs.samples() + " pairs");
    }

    private static Supplier<Evaluation> validation(
            WorkerContext context, JobSpecs specs, Layer network, Machine machine, UnreadableImages unreadable) {
        if (!specs.data().splits().containsKey(PairSpec.VALIDATION)) {
            LOG.warning("no pairs for validation: without an evaluation dataset no best checkpoint can be told");
            return () -> new Evaluation(Map.of(), Map.of());
        }
        PairReader pairs = specs.data().reader(PairSpec.VALIDATION, true, unreadable);
        SampleBatches batches = specs.data().inOrder(pairs, specs.data().batchSize(), machine.cores());
        PairEvaluation evaluation = new PairEvaluation(pairs, specs.criterion().threshold());
        TorchOutputs outputs = new TorchOutputs(network, machine.device());
        return () -> evaluation.named(PairScore.of(batches, outputs, specs.criterion(), context.stop()), "val");
    }

    private static void tell(WorkerContext context, String sentence) {
        LOG.info(sentence);
        context.status().append(State.RUNNING, sentence);
    }
}
