// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.classification;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.backbone.Backbone;
import dev.graft.torchkit.data.Batches;
import dev.graft.torchkit.data.ImageBatch;
import dev.graft.torchkit.data.ImageBatches;
import dev.graft.torchkit.nn.NativeScope;
import dev.graft.torchkit.nn.TorchOps;
import dev.graft.torchkit.worker.StopSignal;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;

/**
 * The features of labelled images.
 *
 * @param features one row a sample
 * @param labels index of each sample's class
 */
public record FeatureTable(float[][] features, int[] labels) {

    /**
     * Computes the features of all images that can be decoded.
     *
     * @param backbone in evaluation mode, on the device
     * @throws GraftException if no image can be decoded
     */
    public static FeatureTable of(Backbone backbone, Device device, ImageBatches batches, StopSignal stop) {
        TorchOps ops = new TorchOps();
        List<float[]> rows = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        try (Batches<ImageBatch> epoch = batches.open(0, 0)) {
            while (epoch.hasNext()) {
                stop.check();
                try (ImageBatch batch = epoch.next()) {
                    rows.addAll(List.of(features(backbone, ops, device, batch)));
                    for (int i = 0; i < batch.size(); i++) {
                        labels.add(batch.label(i));
                    }
                }
            }
        }
        if (rows.isEmpty()) {
            throw new GraftException(
                    StandardError.INVALID_DATASET, "no image of the training data can be decoded; the log says why");
        }
        return new FeatureTable(
                rows.toArray(float[][]::new), labels.stream().mapToInt(Integer::intValue).toArray());
    }

    private static float[][] features(Backbone backbone, TorchOps ops, Device device, ImageBatch batch) {
        return NativeScope.withoutGrad(() -> {
            Tensor images = batch.images();
            Tensor features = backbone.features(ops, images.to(device, images.scalar_type())).cpu().contiguous();
            float[] values = new float[(int) features.numel()];
            features.data_ptr_float().get(values);
            return Rows.of(values, batch.size());
        });
    }
}
