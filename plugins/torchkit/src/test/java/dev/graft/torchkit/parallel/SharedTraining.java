// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.parallel;

import dev.graft.spi.Action;
import dev.graft.spi.network.CheckpointRule;
import dev.graft.spi.network.KeyMetric;
import dev.graft.spi.network.KeyMetric.Goal;
import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.action.Resumption;
import dev.graft.torchkit.action.Sharing;
import dev.graft.torchkit.data.ImageBatch;
import dev.graft.torchkit.data.LoaderOptions;
import dev.graft.torchkit.data.SampleBatches;
import dev.graft.torchkit.model.SampleTask;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.TorchRuntime;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.train.CheckpointFolder;
import dev.graft.torchkit.train.Evaluation;
import dev.graft.torchkit.train.LearningRate;
import dev.graft.torchkit.train.ParameterGroup;
import dev.graft.torchkit.train.Progress;
import dev.graft.torchkit.train.Schedule;
import dev.graft.torchkit.train.Sgd;
import dev.graft.torchkit.train.TrainingListener;
import dev.graft.torchkit.train.TrainingLoop;
import dev.graft.torchkit.train.TrainingOptions;
import dev.graft.torchkit.train.WarmUp;
import dev.graft.torchkit.worker.StopSignal;
import dev.graft.torchkit.worker.Worker;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.pytorch.global.torch;

/**
 * A training that several processes may share, as an action and as a program. The loss of each step is a line of the file
 * {@value #LOSSES}.
 */
final class SharedTraining implements WorkerAction {

    static final String LOSSES = "losses";

    private static final CheckpointRule CHECKPOINTS = new CheckpointRule(List.of(".pth"), "_", 1);

    public static void main(String[] arguments) {
        Worker.main(arguments, Map.of(Action.TRAIN, SharedTraining::new));
    }

    @Override
    public String run(WorkerContext context) throws IOException {
        Section specs = Section.root(context.job().specs());
        Machine machine = Machine.shared(context, Sharing.read(specs));
        TorchRuntime.seed(3);
        int rank = machine.replicas().rank();
        // Other weights on each replica: they have to take those of the first.
        CornerNetwork network = new CornerNetwork(specs.number("dropout", 0, 0, 1), Initializer.seeded(5 + rank));
        Path results = context.job().resultsDir();
        TrainingLoop<ImageBatch> loop = new TrainingLoop<>(
                task(network, machine, specs, context.stop()),
                new Sgd(List.of(new ParameterGroup(network.trainableParameters(), 1, 1e-4)), 0.9, false),
                new Schedule(0.01, new LearningRate.Fixed(), false, WarmUp.NONE),
                Optional.empty(),
                new TrainingOptions(
                        specs.integer("epochs", 1, 1), 0, 1, 0, new KeyMetric("loss", Goal.MINIMIZE), Optional.empty(), Optional.empty()),
                new CheckpointFolder(results, CHECKPOINTS),
                Map.of(),
                List.of(losses(results.resolve(LOSSES))),
                context.stop());
        if (specs.flag("resume", false)) {
            Resumption.from(results.resolve(CheckpointFolder.STATE), loop);
        }
        return "Trained " + loop.run().epoch() + " epochs.";
    }

    private static SampleTask task(CornerNetwork network, Machine machine, Section specs, StopSignal stop) {
        int stopAt = specs.integer("stop_rank_" + machine.replicas().rank(), 0, 0);
        AtomicInteger step = new AtomicInteger();
        LoaderOptions options = new LoaderOptions(specs.integer("batch_size", 32, 1), true, 7, 1).sharedOut(machine.shard());
        return new SampleTask(
                network,
                machine,
                new SampleBatches(new BrightCorners(specs.integer("samples", 1, 1)), options),
                (layer, ops, samples, labels) -> {
                    if (step.incrementAndGet() == stopAt) {
                        stop.request();
                    }
                    return torch.cross_entropy_loss(layer.forward(ops, samples), labels);
                },
                () -> new Evaluation(Map.of(), Map.of()));
    }

    private static TrainingListener losses(Path file) {
        return new TrainingListener() {
            @Override
            public void stepDone(Progress progress, int batchesPerEpoch, double loss) {
                try {
                    Files.writeString(file, loss + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }
}
