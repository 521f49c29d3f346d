// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.train;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.checkpoint.Checkpoint;
import dev.graft.torchkit.data.Batch;
import dev.graft.torchkit.data.Batches;
import dev.graft.torchkit.nn.NativeScope;
import dev.graft.torchkit.worker.StopRequestedException;
import dev.graft.torchkit.worker.StopSignal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;

/**
 * The loop over epochs and batches. Its order is fixed: a step is gradients, clipping, optimiser, average; an epoch is its steps,
 * validation, checkpoint, listeners. Native memory lives for one step. With the same task, seed and number of threads it goes the same way
 * twice, also when it was interrupted between. Replicas of a network go through it side by side; the first alone validates, stores and tells.
 *
 * @param <B> the task's batches
 */
public final class TrainingLoop<B extends Batch> {

    private final LearningTask<B> task;
    private final Optimizer optimizer;
    private final Schedule schedule;
    private final Optional<WeightAverage> average;
    private final TrainingOptions options;
    private final CheckpointFolder checkpoints;
    private final Map<String, String> metadata;
    private final List<TrainingListener> listeners;
    private final StopSignal stop;
    private final BestEpochRule bestEpochRule;
    private final TrainingState state;
    private final GradientExchange exchange;
    private boolean over;
    private Progress progress = Progress.beginning();

    /**
     * A training at its beginning.
     *
     * @param optimizer of the task's network
     * @param average of the task's network, with which it is validated and stored
     * @param metadata what checkpoints are told of the network
     * @param stop ends the training after the step at hand
     */
    public TrainingLoop(
            LearningTask<B> task,
            Optimizer optimizer,
            Schedule schedule,
            Optional<WeightAverage> average,
            TrainingOptions options,
            CheckpointFolder checkpoints,
            Map<String, String> metadata,
            List<TrainingListener> listeners,
            StopSignal stop) {
        this.task = task;
        this.optimizer = optimizer;
        this.schedule = schedule;
        this.average = average;
        this.options = options;
        this.checkpoints = checkpoints;
        this.metadata = Map.copyOf(metadata);
        this.listeners = task.replicas().isFirst() ? List.copyOf(listeners) : List.of();
        this.stop = stop;
        this.bestEpochRule = new BestEpochRule(options.keyMetric(), options.earlyStopping());
        this.state = new TrainingState(task.network(), optimizer, average);
        this.exchange = new GradientExchange(task.replicas(), task.network());
    }

    /**
     * Takes up where the training of a stored state stopped.
     *
     * @throws IllegalArgumentException if the state does not fit; the message says in what
     */
    public void resume(Checkpoint stored) {
        progress = state.restore(stored, task.replicas().rank());
        if (task.replicas().isFirst()) {
            checkpoints.deleteAfter(progress.epoch());
        }
    }

    /** How far the training has come. */
    public Progress progress() {
        return progress;
    }

    /**
     * Trains to the last epoch, or until it does not get better.
     *
     * @throws StopRequestedException if it was asked to stop; the state is stored
     */
    public Progress run() {
        exchange.begin(progress);
        listeners.forEach(listener -> listener.started(progress));
        over = exchange.first(bestEpochRule.isOver(progress));
        while (progress.epoch() < options.maxEpochs() && !over) {
            try {
                runEpoch();
            } catch (StopRequestedException e) {
                storeState();
                throw new StopRequestedException("Stopped on request in epoch " + (progress.epoch() + 1) + " of "
                        + options.maxEpochs() + " after " + progress.batch()
                        + " batches. The state is stored; resume the job to go on from here.");
            }
        }
        return progress;
    }

    private void runEpoch() {
        long start = System.nanoTime();
        try {
            trainBatches();
            stopTogether(exchange.any(stop.isRequested()));
            Optional<Evaluation> evaluation = isDue(options.validateEvery()) ? validate() : Optional.empty();
            finishEpoch(evaluation, progress.seconds() + secondsSince(start));
        } catch (StopRequestedException e) {
            progress = progress.after(secondsSince(start));
            throw e;
        }
        listeners.forEach(listener -> listener.epochDone(progress));
    }

    private void trainBatches() {
        task.network().train();
        try (Batches<B> batches = task.trainingBatches().open(progress.epoch(), progress.batch())) {
            while (batches.hasNext()) {
                try (B batch = batches.next()) {
                    GradientExchange.Turn turn = exchange.turn(batch.size(), stop.isRequested());
                    stopTogether(turn.stop());
                    if (turn.complete()) {
                        step(batch, turn);
                    }
                }
            }
        }
        if (progress.samples() == 0) {
            throw new GraftException(
                    StandardError.INVALID_DATASET,
                    "no sample of the training data can be read; the log names the files and says why");
        }
    }

    private void step(B batch, GradientExchange.Turn turn) {
        int batchesPerEpoch = task.trainingBatches().batchesPerEpoch();
        double rate = schedule.at(progress.step(), batchesPerEpoch, options.maxEpochs());
        double own = NativeScope.call(() -> {
            optimizer.zeroGradients();
            Tensor value = task.loss(batch);
            exchange.share(value, turn).backward();
            return (double) value.item_float();
        });
        double loss = exchange.addUp(own, turn);
        DivergenceCheck.check(loss, progress, rate);
        options.gradientClipping().ifPresent(limit -> optimizer.clipGradients(limit.maxNorm(), limit.normType()));
        optimizer.step(rate);
        average.ifPresent(weights -> weights.update(progress.step()));
        progress = progress.afterStep(turn.all(), loss);
        listeners.forEach(listener -> listener.stepDone(progress, batchesPerEpoch, loss));
    }

    private void stopTogether(boolean requested) {
        if (requested) {
            stop.request();
            stop.check();
        }
    }

    private Optional<Evaluation> validate() {
        Optional<Evaluation> evaluation = Optional.empty();
        try {
            evaluation = task.replicas().isFirst() ? Optional.of(measure()) : Optional.empty();
        } catch (StopRequestedException e) {
            stop.request();
        }
        stopTogether(exchange.any(stop.isRequested()));
        return evaluation;
    }

    private Evaluation measure() {
        return withAverage(() -> {
            task.network().eval();
            return task.validate();
        });
    }

    private void finishEpoch(Optional<Evaluation> evaluation, double seconds) {
        int batchesPerEpoch = task.trainingBatches().batchesPerEpoch();
        double rate = schedule.at(Math.max(0, progress.step() - 1), batchesPerEpoch, options.maxEpochs());
        EpochReport report = new EpochReport(progress.epoch() + 1, progress.meanLoss(), rate, seconds, evaluation);
        boolean due = isDue(options.checkpointEvery());
        progress = bestEpochRule.taken(progress, report);
        over = exchange.first(bestEpochRule.isOver(progress));
        if (due || over) {
            storeEpoch(report);
        }
    }

    private void storeEpoch(EpochReport report) {
        if (task.replicas().isFirst()) {
            storeWeights(report);
        }
        storeState();
        if (task.replicas().isFirst()) {
            tidy();
        }
    }

    private void storeWeights(EpochReport report) {
        Checkpoint weights = withAverage(() -> {
            Checkpoint.Builder builder = Checkpoint.builder().weights(task.network());
            metadata.forEach(builder::metadata);
            builder.metadata("epoch", Integer.toString(report.epoch()));
            report.metric(options.keyMetric().name())
                    .ifPresent(value -> builder.metadata(options.keyMetric().name(), Double.toString(value)));
            return builder.build();
        });
        checkpoints.writeEpoch(report.epoch(), weights);
    }

    private void tidy() {
        Optional<BestEpoch> best = bestStored();
        if (options.keptCheckpoints() > 0) {
            checkpoints.prune(options.keptCheckpoints(), best);
        }
        checkpoints.mark(options.keyMetric().name(), best);
    }

    /** The best epoch among those that have a checkpoint, which need not be the best of all. */
    private Optional<BestEpoch> bestStored() {
        List<Integer> stored = checkpoints.epochs();
        Progress seen = Progress.beginning();
        for (EpochReport report : progress.history()) {
            if (stored.contains(report.epoch())) {
                seen = bestEpochRule.taken(seen, report);
            }
        }
        return seen.best();
    }

    private void storeState() {
        NativeScope.run(() -> {
            List<Tensor> random = exchange.randomStates();
            if (task.replicas().isFirst()) {
                checkpoints.writeState(state.copy(progress, metadata, random));
            }
        });
    }

    private boolean isDue(int interval) {
        int epoch = progress.epoch() + 1;
        return interval > 0 && (epoch % interval == 0 || epoch == options.maxEpochs());
    }

    private <R> R withAverage(Supplier<R> body) {
        return average.isPresent() ? average.get().applied(body) : body.get();
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
