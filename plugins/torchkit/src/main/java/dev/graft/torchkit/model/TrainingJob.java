// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.model;

import dev.graft.spi.network.CheckpointRule;
import dev.graft.torchkit.action.Resumption;
import dev.graft.torchkit.action.TrainingCurves;
import dev.graft.torchkit.data.Batch;
import dev.graft.torchkit.train.CheckpointFolder;
import dev.graft.torchkit.train.LearningTask;
import dev.graft.torchkit.train.Optimizer;
import dev.graft.torchkit.train.Progress;
import dev.graft.torchkit.train.Schedule;
import dev.graft.torchkit.train.StatusReporter;
import dev.graft.torchkit.train.TrainingLoop;
import dev.graft.torchkit.train.TrainingOptions;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A training as a job: its status lines, checkpoints, curves, and going on where it stopped.
 *
 * @param task network, data, loss and metric
 * @param optimizer of the network
 * @param schedule its learning rate
 * @param options epochs, intervals, key metric
 * @param checkpoints how they are named
 * @param metadata what they are told of the network
 * @param resumeFrom checkpoint of this job to go on from
 * @param note is asked at each epoch for a sentence to add, such as on skipped images
 * @param <B> the task's batches
 */
public record TrainingJob<B extends Batch>(
        LearningTask<B> task,
        Optimizer optimizer,
        Schedule schedule,
        TrainingOptions options,
        CheckpointRule checkpoints,
        Map<String, String> metadata,
        Optional<Path> resumeFrom,
        Supplier<String> note) {

    private static final int LOG_EVERY = 1;

    /**
     * Trains; returns the sentence for the last status line.
     *
     * @param samples what was learnt from, such as "120 pairs"
     */
    public String run(WorkerContext context, String samples) throws IOException {
        Path results = context.job().resultsDir();
        StatusReporter reporter =
                new StatusReporter(context.status(), options.maxEpochs(), LOG_EVERY, options.keyMetric(), note);
        TrainingLoop<B> loop = new TrainingLoop<>(
                task,
                optimizer,
                schedule,
                Optional.empty(),
                options,
                new CheckpointFolder(results, checkpoints),
                metadata,
                List.of(reporter),
                context.stop());
        resumeFrom.ifPresent(file -> Resumption.from(file, loop));
        Progress progress = loop.run();
        TrainingCurves.write(progress, options.keyMetric().name(), results);
        return summary(progress, samples);
    }

    private String summary(Progress progress, String samples) {
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, "Trained %d of %d epochs on %s.", progress.epoch(), options.maxEpochs(), samples));
        progress.best().ifPresent(best -> text.append(
                String.format(Locale.ROOT, " Best %s %.4f in epoch %d.", options.keyMetric().name(), best.value(), best.epoch())));
        return (text + " " + note.get()).strip();
    }
}
