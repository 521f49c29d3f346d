// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.visualchangenet.worker;

import dev.graft.plugin.visualchangenet.worker.network.ChangeSegmenter;
import dev.graft.plugin.visualchangenet.worker.network.PairNetwork;
import dev.graft.plugin.visualchangenet.worker.spec.TrainSpec;
import dev.graft.spi.network.CheckpointRule;
import dev.graft.spi.network.KeyMetric;
import dev.graft.spi.network.KeyMetric.Goal;
import dev.graft.spi.status.StatusLine.State;
import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.model.InitialState;
import dev.graft.torchkit.model.SampleTask;
import dev.graft.torchkit.model.TrainingJob;
import dev.graft.torchkit.nn.TorchRuntime;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.util.List;
import java.util.logging.Logger;

/** Trains a network that marks changes, or one that says whether there is one. */
final class TrainAction implements WorkerAction {

    /** The network's key metric: mean F1 of task segment, accuracy of task classify. */
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
        Machine machine = Machine.of(context.job());
        TorchRuntime.seed(train.seed());
        UnreadableImages unreadable = new UnreadableImages();
        PairNetwork network = network(context, specs.description(), train, machine);
        SampleTask task = network instanceof ChangeSegmenter segmenter
                ? new SegmentTraining(specs, unreadable, context.stop()).task(segmenter, train, machine)
                : new ClassifyTraining(specs, unreadable, context.stop()).task(network, train, machine);
        return new TrainingJob<>(
                        task,
                        train.create(network.trainableParameters()),
                        train.schedule(),
                        train.options(),
                        CHECKPOINTS,
                        specs.description().metadata(),
                        train.resumeFrom(),
                        unreadable::summary)
                .run(context, task.batches().reader().samples() + " pairs");
    }

    private static PairNetwork network(WorkerContext context, ModelDescription description, TrainSpec train, Machine machine) {
        PairNetwork network = description.network(train.seed());
        description.model().pretrained().ifPresent(file -> tell(context, InitialState.take(file, network.backbone())));
        train.pretrained().ifPresent(file -> tell(context, InitialState.take(file, network)));
        if (description.model().freeze()) {
            network.backbone().freeze();
            LOG.info("the backbone is frozen; only the head is trained");
        }
        network.moveTo(machine.device());
        LOG.info(description.summary() + ", " + network.parameterCount() + " weights");
        return network;
    }

    private static void tell(WorkerContext context, String sentence) {
        LOG.info(sentence);
        context.status().append(State.RUNNING, sentence);
    }
}
