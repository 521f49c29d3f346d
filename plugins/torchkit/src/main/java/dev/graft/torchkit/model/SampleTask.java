// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.model;

import dev.graft.torchkit.data.BatchSource;
import dev.graft.torchkit.data.ImageBatch;
import dev.graft.torchkit.data.SampleBatches;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.TorchOps;
import dev.graft.torchkit.train.Evaluation;
import dev.graft.torchkit.train.LearningTask;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;

/**
 * A network that learns from samples of any kind.
 *
 * @param layer the network, on the device
 * @param device where it lies
 * @param batches to learn from
 * @param lossOf compares an output with what it should be
 * @param validation measures the network, which is in evaluation
 */
public record SampleTask(
        Layer layer, Device device, SampleBatches batches, Loss lossOf, Supplier<Evaluation> validation)
        implements LearningTask<ImageBatch> {

    /** The mean loss of a batch. */
    @FunctionalInterface
    public interface Loss {
        /**
         * A scalar.
         *
         * @param samples the batch's samples, on the device
         * @param labels int64 N, on the device
         */
        Tensor of(Layer network, TorchOps ops, Tensor samples, Tensor labels);
    }

    @Override
    public Module network() {
        return layer;
    }

    @Override
    public BatchSource<ImageBatch> trainingBatches() {
        return batches;
    }

    @Override
    public Tensor loss(ImageBatch batch) {
        Tensor samples = batch.images();
        Tensor labels = batch.labels();
        return lossOf.of(
                layer, new TorchOps(), samples.to(device, samples.scalar_type()), labels.to(device, labels.scalar_type()));
    }

    @Override
    public Evaluation validate() {
        return validation.get();
    }
}
