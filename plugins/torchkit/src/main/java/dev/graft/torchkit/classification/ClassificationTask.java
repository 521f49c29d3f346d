// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.classification;

import dev.graft.torchkit.backbone.Classifier;
import dev.graft.torchkit.data.BatchSource;
import dev.graft.torchkit.data.ImageBatch;
import dev.graft.torchkit.data.ImageBatches;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.TorchOps;
import dev.graft.torchkit.train.Evaluation;
import dev.graft.torchkit.train.LearningTask;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;

/** A classifier that learns from labelled images. */
public final class ClassificationTask implements LearningTask<ImageBatch> {

    private final TorchOps ops = new TorchOps();
    private final Classifier classifier;
    private final Device device;
    private final ImageBatches training;
    private final ClassificationLoss loss;
    private final Optional<ClassifierEvaluator> evaluator;

    /**
     * A task.
     *
     * @param device where the classifier lies
     * @param evaluator measures on the validation data; without one, a validation yields no figures
     */
    public ClassificationTask(
            Classifier classifier,
            Device device,
            ImageBatches training,
            ClassificationLoss loss,
            Optional<ClassifierEvaluator> evaluator) {
        this.classifier = classifier;
        this.device = device;
        this.training = training;
        this.loss = loss;
        this.evaluator = evaluator;
    }

    @Override
    public Module network() {
        return classifier;
    }

    @Override
    public BatchSource<ImageBatch> trainingBatches() {
        return training;
    }

    @Override
    public Tensor loss(ImageBatch batch) {
        Tensor images = batch.images();
        Tensor labels = batch.labels();
        Tensor logits = classifier.forward(ops, images.to(device, images.scalar_type()));
        return loss.of(logits, labels.to(device, labels.scalar_type()));
    }

    @Override
    public Evaluation validate() {
        return evaluator
                .map(measure -> ClassifierEvaluator.named(measure.evaluate(new TorchLogits(classifier, device))))
                .orElseGet(() -> new Evaluation(Map.of(), Map.of()));
    }
}
