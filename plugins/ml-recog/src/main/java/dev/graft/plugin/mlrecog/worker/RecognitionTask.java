// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.mlrecog.worker;

import dev.graft.torchkit.data.ImageBatch;
import dev.graft.torchkit.data.ImageBatches;
import dev.graft.torchkit.embedding.EmbeddingSource;
import dev.graft.torchkit.embedding.TripletMarginLoss;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.TorchOps;
import dev.graft.torchkit.train.Evaluation;
import dev.graft.torchkit.train.LearningTask;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;

/**
 * An embedder that learns to lay images of one class close together.
 *
 * @param embedder the network, on the device
 * @param device where it is computed
 * @param trainingBatches several images of several classes at a time
 * @param loss what is minimised
 * @param validation images that it is measured on, if there are any
 */
record RecognitionTask(
        RecognitionNetwork embedder,
        Device device,
        ImageBatches trainingBatches,
        TripletMarginLoss loss,
        Optional<ReferenceAndQuery> validation)
        implements LearningTask<ImageBatch> {

    @Override
    public Module network() {
        return embedder;
    }

    @Override
    public Tensor loss(ImageBatch batch) {
        Tensor images = batch.images();
        int[] labels = IntStream.range(0, batch.size()).map(batch::label).toArray();
        return loss.of(embedder.forward(new TorchOps(), images.to(device, images.scalar_type())), labels);
    }

    @Override
    public Evaluation validate() {
        return validation
                .map(images -> Metrics.VALIDATION.named(images.evaluate(EmbeddingSource.of(embedder, device), 1), true))
                .orElseGet(() -> new Evaluation(Map.of(), Map.of()));
    }
}
