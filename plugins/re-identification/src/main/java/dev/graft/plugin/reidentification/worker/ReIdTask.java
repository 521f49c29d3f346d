// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.reidentification.worker;

import dev.graft.plugin.reidentification.worker.spec.LossSpec;
import dev.graft.plugin.reidentification.worker.spec.RankingSpec;
import dev.graft.torchkit.data.ImageBatch;
import dev.graft.torchkit.data.ImageBatches;
import dev.graft.torchkit.embedding.EmbeddingSource;
import dev.graft.torchkit.train.Evaluation;
import dev.graft.torchkit.train.LearningTask;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;

/**
 * A network that learns to tell people apart.
 *
 * @param network on the device
 * @param device where it is computed
 * @param trainingBatches images of people by their labels
 * @param loss what is minimised
 * @param validation people who are looked for, if there are any
 * @param ranking how what is found is ranked
 */
record ReIdTask(
        TrainingNetwork network,
        Device device,
        ImageBatches trainingBatches,
        LossSpec loss,
        Optional<Search> validation,
        RankingSpec ranking)
        implements LearningTask<ImageBatch> {

    @Override
    public Tensor loss(ImageBatch batch) {
        Tensor pixels = batch.images();
        Tensor numbers = batch.labels();
        return network.loss(pixels.to(device, pixels.scalar_type()), numbers.to(device, numbers.scalar_type()), loss);
    }

    @Override
    public Evaluation validate() {
        return validation
                .map(search -> Metrics.named(search.find(EmbeddingSource.of(network.network(), device), ranking).report()))
                .orElseGet(() -> new Evaluation(Map.of(), Map.of()));
    }
}
