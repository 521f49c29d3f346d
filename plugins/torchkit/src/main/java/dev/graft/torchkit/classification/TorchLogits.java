// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.classification;

import dev.graft.torchkit.data.ImageBatch;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.NativeScope;
import dev.graft.torchkit.nn.TorchOps;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;

/** A network computed with libtorch. It has to be in evaluation mode and on the device. */
public final class TorchLogits implements LogitSource {

    private final TorchOps ops = new TorchOps();
    private final Layer network;
    private final Device device;

    /** Computes {@code network}, which lies on {@code device}. */
    public TorchLogits(Layer network, Device device) {
        this.network = network;
        this.device = device;
    }

    @Override
    public float[][] logits(ImageBatch batch) {
        return NativeScope.withoutGrad(() -> {
            Tensor images = batch.images();
            Tensor logits = network.forward(ops, images.to(device, images.scalar_type())).cpu().contiguous();
            float[] values = new float[(int) logits.numel()];
            logits.data_ptr_float().get(values);
            return Rows.of(values, batch.size());
        });
    }
}
