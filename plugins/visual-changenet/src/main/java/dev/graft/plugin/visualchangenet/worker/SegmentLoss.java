// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.visualchangenet.worker;

import dev.graft.plugin.visualchangenet.worker.network.ChangeSegmenter;
import dev.graft.torchkit.nn.TorchOps;
import java.util.List;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Cross-entropy of pixels, at the finest scale or as a weighted sum over all scales, where masks are reduced to the scale's size.
 *
 * @param network that predicts
 * @param weights of the scales, coarsest first; empty for the finest alone
 */
record SegmentLoss(ChangeSegmenter network, List<Double> weights) {

    private static final long MEAN = 1;
    private static final long IGNORED_CLASS = -100;

    /** The loss of samples N x 7 x H x W, a scalar. */
    Tensor of(TorchOps ops, Tensor samples) {
        Tensor masks = samples.narrow(1, SceneReader.PICTURES, 1);
        List<Tensor> predictions = network.predictions(ops, samples.narrow(1, 0, SceneReader.PICTURES));
        if (weights.isEmpty()) {
            return at(predictions.get(predictions.size() - 1), masks);
        }
        Tensor sum = null;
        for (int i = 0; i < predictions.size(); i++) {
            // With fewer scales than weights those of the coarsest are left out.
            double weight = weights.get(weights.size() - predictions.size() + i);
            Tensor part = at(predictions.get(i), masks).mul(new Scalar(weight));
            sum = sum == null ? part : sum.add(part);
        }
        return sum;
    }

    private static Tensor at(Tensor logits, Tensor masks) {
        long[] size = {logits.size(2), logits.size(3)};
        Tensor fitting = torch.upsample_nearest2d(masks, size, new DoubleOptional(), new DoubleOptional());
        Tensor classes = fitting.squeeze(1).to(torch.ScalarType.Long);
        return torch.cross_entropy_loss(logits, classes, new TensorOptional(), MEAN, IGNORED_CLASS, 0);
    }
}
