// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.model;

import dev.graft.torchkit.data.ImageBatch;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.NativeScope;
import dev.graft.torchkit.nn.TorchOps;
import java.util.Arrays;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;

/**
 * A network computed with libtorch.
 *
 * @param network in evaluation mode, on the device
 * @param device where it lies
 */
public record TorchOutputs(Layer network, Device device) implements NetworkOutputs {

    @Override
    public float[][] of(ImageBatch batch) {
        return NativeScope.withoutGrad(() -> {
            Tensor samples = batch.images();
            Tensor output = network.forward(new TorchOps(), samples.to(device, samples.scalar_type())).cpu().contiguous();
            float[] values = new float[Math.toIntExact(output.numel())];
            output.data_ptr_float().get(values);
            return rows(values, batch.size());
        });
    }

    /** A matrix in row-major order as its rows. */
    static float[][] rows(float[] values, int count) {
        int columns = values.length / count;
        float[][] rows = new float[count][];
        for (int row = 0; row < count; row++) {
            rows[row] = Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
        }
        return rows;
    }
}
