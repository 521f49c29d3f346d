// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.onnx;

import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.NativeScope;
import dev.graft.torchkit.nn.TorchOps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Compares an exported file, run by ONNX Runtime, with the network it was recorded from, run by libtorch. */
public final class OnnxComparison {

    /** What exports must keep. */
    public static final double TOLERANCE = 1e-4;

    private OnnxComparison() {}

    /**
     * The largest absolute difference between the outputs over random images (standard normal, as normalised images are).
     *
     * @param layer the network, on the CPU; it is switched to evaluation
     * @param batches number of images in each run; different numbers show that the batch is dynamic
     * @throws IOException if ONNX Runtime refuses the file, or gives another number of outputs
     */
    public static double largestDifference(Layer layer, Path file, long seed, int... batches) throws IOException {
        layer.eval();
        Random random = new Random(seed);
        double largest = 0;
        try (OnnxModel model = new OnnxModel(file, torch.get_num_threads())) {
            ImageShape shape = model.imageShape();
            for (int count : batches) {
                float[] images = new float[Math.toIntExact(count * shape.channels() * shape.height() * shape.width())];
                for (int i = 0; i < images.length; i++) {
                    images[i] = (float) random.nextGaussian();
                }
                float[] expected = torchOutput(layer, images, shape.batch(count));
                largest = Math.max(largest, largestDifference(expected, model.run(images, count)));
            }
        }
        return largest;
    }

    private static float[] torchOutput(Layer layer, float[] images, long[] shape) {
        return NativeScope.withoutGrad(() -> {
            Tensor output = layer.forward(new TorchOps(), Tensor.create(images, shape)).contiguous();
            float[] values = new float[(int) output.numel()];
            output.data_ptr_float().get(values);
            return values;
        });
    }

    private static double largestDifference(float[] expected, float[] actual) throws IOException {
        if (expected.length != actual.length) {
            throw new IOException("ONNX Runtime gives " + actual.length + " values, libtorch " + expected.length);
        }
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs((double) expected[i] - actual[i]);
            // A NaN must not pass for a small difference.
            largest = difference <= largest ? largest : Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
        }
        return largest;
    }
}
