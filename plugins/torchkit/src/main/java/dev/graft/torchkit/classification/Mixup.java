// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.classification;

import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Blends each image of a batch with another one of it, and asks for both labels in the same shares (Zhang et al. 2018, arXiv:1710.09412). The
 * share is drawn once a batch from the distribution Beta(alpha, alpha), by torch's default generator, so that a resumed training draws the
 * same.
 *
 * @param alpha above 0 and at most 1; small values blend little
 */
public record Mixup(double alpha) {

    /** Refuses an alpha out of range. */
    public Mixup {
        if (!(alpha > 0 && alpha <= 1)) {
            throw new IllegalArgumentException("mixup's alpha is above 0 and at most 1, not " + alpha);
        }
    }

    /** The loss of a blended batch, where {@code network} gives logits of images. */
    Tensor loss(Tensor images, Tensor labels, UnaryOperator<Tensor> network, ClassificationLoss loss) {
        double share = share();
        Tensor order = torch.randperm(images.size(0)).to(images.device(), torch.ScalarType.Long);
        Tensor others = images.index_select(0, order);
        Tensor logits = network.apply(images.mul(new Scalar(share)).add(others, new Scalar(1 - share)));
        Tensor own = loss.of(logits, labels).mul(new Scalar(share));
        return own.add(loss.of(logits, labels.index_select(0, order)), new Scalar(1 - share));
    }

    /** A draw from Beta(alpha, alpha) by Jöhnk's method, in logarithms, as powers of 1 / alpha underflow. */
    double share() {
        while (true) {
            Tensor uniform = torch.rand(2);
            double first = Math.log(uniform.select(0, 0).item_float()) / alpha;
            double second = Math.log(uniform.select(0, 1).item_float()) / alpha;
            double largest = Math.max(first, second);
            if (largest + Math.log1p(Math.exp(-Math.abs(first - second))) <= 0) {
                return 1 / (1 + Math.exp(second - first));
            }
        }
    }
}
