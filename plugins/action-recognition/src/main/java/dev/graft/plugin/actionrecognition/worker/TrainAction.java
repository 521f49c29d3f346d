// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.actionrecognition.worker;

import dev.graft.plugin.actionrecognition.worker.network.JointNetwork;
import dev.graft.plugin.actionrecognition.worker.spec.DataSpec;
import dev.graft.plugin.actionrecognition.worker.spec.ModelSpec;
import dev.graft.plugin.actionrecognition.worker.spec.TrainSpec;
import dev.graft.spi.network.CheckpointRule;
import dev.graft.spi.network.KeyMetric;
import dev.graft.spi.network.KeyMetric.Goal;
import dev.graft.spi.status.StatusLine.State;
import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.classification.ClassificationLoss;
import dev.graft.torchkit.data.LoaderOptions;
import dev.graft.torchkit.data.SampleBatches;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.model.InitialState;
import dev.graft.torchkit.model.SampleTask;
import dev.graft.torchkit.model.TorchOutputs;
import dev.graft.torchkit.model.TrainingJob;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.TorchRuntime;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.train.Evaluation;
import dev.graft.torchkit.video.ClipPlan;
import dev.graft.torchkit.video.ClipPlan.Choice;
import dev.graft.torchkit.video.ClipReader;
import dev.graft.torchkit.video.Video;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Logger;

/** Trains a network on clips of videos. */
final class TrainAction implements WorkerAction {

    /** The network's key metric: the share of validation videos that are recognised. */
    static final KeyMetric KEY_METRIC = new KeyMetric("val_acc", Goal.MAXIMIZE);

    /** Files like {@code epoch=003.pth}. */
    static final CheckpointRule CHECKPOINTS = new CheckpointRule(List.of(".pth"), "=", 3);

    private static final Logger LOG = Logger.getLogger(TrainAction.class.getName());

    @Override
    public String run(WorkerContext context) throws IOException {
        Section root = Section.root(context.job().specs());
        JobSpecs specs = JobSpecs.read(root);
        TrainSpec train = TrainSpec.read(root.section("train"), KEY_METRIC);
        root.refuseUnknown();
        DataSpec data = specs.data();
        Path folder = data.train().orElseThrow(
                () -> root.section("dataset").fault("train_dataset_dir", "is not given; assign a train dataset with a folder train"));
        List<String> classes = data.classes(Video.classes(folder));
        List<Video> videos = Video.labelled(folder, classes);
        Machine machine = Machine.of(context.job());
        TorchRuntime.seed(train.seed());
        UnreadableImages unreadable = new UnreadableImages();
        ModelDescription description = ModelDescription.of(context.job().specs(), classes);
        Layer network = network(context, description, train, machine);
        ClipReader reader = new ClipReader(
                videos,
                new ClipPlan(specs.model().sampling(), Choice.RANDOM, data.clipsPerVideo()),
                specs.model().shape(),
                data.training(specs.model().shape().size(), train.seed()),
                unreadable);
        LOG.info(videos.size() + " videos of " + classes.size() + " classes to learn from, " + data.clipsPerVideo() + " clips of each");
        int threads = Math.min(data.threads(), machine.cores());
        ClassificationLoss loss = new ClassificationLoss(1, 0);
        SampleTask task = new SampleTask(
                network,
                machine.device(),
                new SampleBatches(
                        reader,
                        new LoaderOptions(data.batchSize(), true, train.seed(), threads)),
                (layer, ops, samples, labels) -> loss.of(layer.forward(ops, samples), labels),
                validation(context, description, specs, network, machine, unreadable));
        return new TrainingJob<>(
                        task,
                        train.optimizer(network.trainableParameters()),
                        train.schedule(),
                        train.options(),
                        CHECKPOINTS,
                        description.metadata(),
                        train.resumeFrom(),
                        unreadable::summary)
                .run(context, videos.size() + " videos");
    }

    private static Supplier<Evaluation> validation(
            WorkerContext context,
            ModelDescription description,
            JobSpecs specs,
            Layer network,
            Machine machine,
            UnreadableImages unreadable) {
        DataSpec data = specs.data();
        if (data.validation().isEmpty()) {
            LOG.warning("no videos for validation: without a folder test in the dataset no best checkpoint can be told");
            return () -> new Evaluation(Map.of(), Map.of());
        }
        ModelSpec model = specs.model();
        ClipReader reader = new ClipReader(
                Video.labelled(data.validation().get(), description.classes()),
                new ClipPlan(model.sampling(), Choice.MIDDLE, 1),
                model.shape(),
                data.evaluation(model.shape().size()),
                unreadable);
        int threads = Math.min(data.threads(), machine.cores());
        VideoScores scores = new VideoScores(reader, data.batchSize(), threads, context.stop());
        TorchOutputs outputs = new TorchOutputs(network, machine.device());
        return () -> Metrics.named(
                scores.report(scores.of(outputs, description.classes().size()), description.classes()), "val");
    }

    private static Layer network(WorkerContext context, ModelDescription description, TrainSpec train, Machine machine) {
        Layer network = description.network(train.seed());
        ModelSpec model = description.model();
        Module frames = network instanceof JointNetwork joint ? joint.frames() : network;
        Module flow = network instanceof JointNetwork joint ? joint.flow() : network;
        if (model.shape().frames() > 0) {
            take(context, model.frameWeights(), frames);
        }
        if (model.shape().flows() > 0) {
            take(context, model.flowWeights(), flow);
        }
        network.moveTo(machine.device());
        LOG.info(description.summary() + ", " + network.parameterCount() + " weights");
        return network;
    }

    private static void take(WorkerContext context, Optional<Path> weights, Module stream) {
        weights.ifPresent(file -> {
            String sentence = InitialState.take(file, stream);
            LOG.info(sentence);
            context.status().append(State.RUNNING, sentence);
        });
    }
}
