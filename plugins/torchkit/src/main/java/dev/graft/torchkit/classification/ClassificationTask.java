// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.classification;

import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.backbone.Classifier;
import dev.graft.torchkit.data.BatchSource;
import dev.graft.torchkit.data.ImageBatch;
import dev.graft.torchkit.metric.ClassificationReport;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.TorchOps;
import dev.graft.torchkit.parallel.ReplicaGroup;
import dev.graft.torchkit.train.Evaluation;
import dev.graft.torchkit.train.LearningTask;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;

/** A classifier that learns from labelled images. */
public final class ClassificationTask implements LearningTask<ImageBatch> {

    private final Classifier classifier;
    private final Machine machine;
    private final ClassificationLoss loss;
    private final Optional<Mixup> mixup;
    private final TrainingData data;
    private final Function<ClassificationReport, Evaluation> named;

    /**
     * A task.
     *
     * @param classifier on the machine's device
     * @param machine computes it
     * @param data the images; without some for validation, a validation yields no figures
     * @param mixup blends images of a batch, if wanted
     * @param named gives a report the names of the network's metrics
     */
    public ClassificationTask(
            Classifier classifier,
            Machine machine,
            TrainingData data,
            ClassificationLoss loss,
            Optional<Mixup> mixup,
            Function<ClassificationReport, Evaluation> named) {
        this.classifier = classifier;
        this.machine = machine;
        this.data = data;
        this.loss = loss;
        this.mixup = mixup;
        this.named = named;
    }

    @Override
    public Module network() {
        return classifier;
    }

    @Override
    public BatchSource<ImageBatch> trainingBatches() {
        return data.training();
    }

    @Override
    public Tensor loss(ImageBatch batch) {
        Tensor pixels = batch.images();
        Tensor numbers = batch.labels();
        Device device = machine.device();
        TorchOps ops = machine.ops();
        Tensor images = pixels.to(device, pixels.scalar_type());
        Tensor labels = numbers.to(device, numbers.scalar_type());
        return mixup.isPresent()
                ? mixup.get().loss(images, labels, mixed -> classifier.forward(ops, mixed), loss)
                : loss.of(classifier.forward(ops, images), labels);
    }

    @Override
    public ReplicaGroup replicas() {
        return machine.replicas();
    }

    @Override
    public Evaluation validate() {
        return data.evaluate(classifier, machine.device(), named).orElseGet(() -> new Evaluation(Map.of(), Map.of()));
    }
}
