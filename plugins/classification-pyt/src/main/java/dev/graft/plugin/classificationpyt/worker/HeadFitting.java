// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationpyt.worker;

import dev.graft.plugin.classificationpyt.worker.spec.LogisticSpec;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.status.StatusLine;
import dev.graft.spi.status.StatusLine.State;
import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.backbone.Classifier;
import dev.graft.torchkit.checkpoint.Checkpoint;
import dev.graft.torchkit.classification.ClassifierEvaluator;
import dev.graft.torchkit.classification.FeatureTable;
import dev.graft.torchkit.classification.LogisticRegression;
import dev.graft.torchkit.classification.TrainingData;
import dev.graft.torchkit.nn.NativeScope;
import dev.graft.torchkit.nn.Parameter;
import dev.graft.torchkit.train.BestEpoch;
import dev.graft.torchkit.train.CheckpointFolder;
import dev.graft.torchkit.train.Evaluation;
import dev.graft.torchkit.worker.WorkerContext;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.logging.Logger;
import org.bytedeco.pytorch.Tensor;

/**
 * The training of a LogisticRegressionHead: the features of all training images are computed once, without augmentation, and the head is
 * the logistic regression on them. It is one epoch, whatever {@code max_epochs} says.
 *
 * @param context the job
 * @param machine what it was granted
 * @param classifier whose head is fitted
 * @param data its images
 * @param spec how it is fitted
 * @param checkpoints take the result
 * @param metadata what the checkpoint is told of the network
 */
record HeadFitting(
        WorkerContext context,
        Machine machine,
        Classifier classifier,
        TrainingData data,
        LogisticSpec spec,
        CheckpointFolder checkpoints,
        Map<String, String> metadata) {

    private static final Logger LOG = Logger.getLogger(HeadFitting.class.getName());
    private static final double CONVERGED = 1e-4;

    /** Fits, measures and stores; returns the sentence for the last status line. */
    String run() {
        long start = System.nanoTime();
        classifier.eval();
        FeatureTable table = FeatureTable.of(
                classifier.backbone(), machine.device(), data.trainingInOrder(), context.stop());
        LOG.info("features of " + table.labels().length + " images computed; fitting the head");
        LogisticRegression.Solution solution = new LogisticRegression(spec.c(), spec.maxIterations(), spec.balanced())
                .fit(table, classifier.classes());
        if (!Double.isFinite(solution.objective())) {
            throw new GraftException(
                    StandardError.INVALID_SPECS, "the logistic regression diverged; take a smaller model.head.lr_head.C");
        }
        if (solution.largestGradient() > CONVERGED) {
            LOG.warning("the logistic regression has not converged after " + spec.maxIterations()
                    + " iterations; raise model.head.lr_head.max_iter");
        }
        assign(solution);
        Optional<Evaluation> evaluation = data.evaluate(classifier, machine.device(), ClassifierEvaluator::named);
        store(evaluation);
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        context.status().append(line(solution, evaluation, taken));
        return summary(table, evaluation);
    }

    private void assign(LogisticRegression.Solution solution) {
        Map<String, Parameter> head = classifier.head().parameters();
        NativeScope.run(() -> {
            float[] weights = new float[solution.weights().length * solution.weights()[0].length];
            for (int row = 0; row < solution.weights().length; row++) {
                float[] values = solution.weights()[row];
                System.arraycopy(values, 0, weights, row * values.length, values.length);
            }
            head.get("weight").assign(Tensor.create(weights, head.get("weight").shape()));
            head.get("bias").assign(Tensor.create(Arrays.copyOf(solution.intercepts(), solution.intercepts().length)));
        });
    }

    private void store(Optional<Evaluation> evaluation) {
        Checkpoint.Builder checkpoint = Checkpoint.builder().weights(classifier);
        metadata.forEach(checkpoint::metadata);
        checkpoint.metadata("epoch", "1");
        checkpoints.writeEpoch(1, checkpoint.build());
        checkpoints.mark(TrainAction.KEY_METRIC.name(), keyMetric(evaluation).map(value -> new BestEpoch(1, value)));
    }

    private StatusLine line(LogisticRegression.Solution solution, Optional<Evaluation> evaluation, Duration taken) {
        return new StatusLine(
                LocalDateTime.now(),
                State.RUNNING,
                String.format(Locale.ROOT, "Head fitted, objective %.4f.", solution.objective()),
                OptionalLong.of(1),
                OptionalLong.of(1),
                Optional.of(taken),
                Optional.of(Duration.ZERO),
                evaluation.map(Evaluation::kpi).orElse(Map.of()),
                Map.of("loss", solution.objective()),
                evaluation.map(Evaluation::categorical).orElse(Map.of()),
                keyMetric(evaluation).map(OptionalDouble::of).orElse(OptionalDouble.empty()));
    }

    private String summary(FeatureTable table, Optional<Evaluation> evaluation) {
        String text = "Fitted a logistic regression on the features of " + table.labels().length + " images.";
        String accuracy = keyMetric(evaluation)
                .map(value -> String.format(Locale.ROOT, " %s %.4f.", TrainAction.KEY_METRIC.name(), value))
                .orElse("");
        return (text + accuracy + " " + data.unreadable().summary()).strip();
    }

    private static Optional<Double> keyMetric(Optional<Evaluation> evaluation) {
        return evaluation.map(Evaluation::kpi).map(kpi -> kpi.get(TrainAction.KEY_METRIC.name()));
    }
}
