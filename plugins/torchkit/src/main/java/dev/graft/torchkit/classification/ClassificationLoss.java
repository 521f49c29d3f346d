// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.classification;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Mean cross-entropy between softmax and labels.
 *
 * @param weight factor on the loss, above 0
 * @param labelSmoothing share of the label's probability that is spread over all classes (Szegedy et al. 2016), 0 to below 1
 */
public record ClassificationLoss(double weight, double labelSmoothing) {

    private static final long MEAN = 1;
    private static final long IGNORED_LABEL = -100;

    public ClassificationLoss {
        if (!(weight > 0) || !(labelSmoothing >= 0 && labelSmoothing < 1)) {
            throw new IllegalArgumentException(
                    "the weight of a loss is above 0 and label smoothing in [0, 1), not " + weight + " and " + labelSmoothing);
        }
    }

    /** The loss, a scalar, of logits {@code N x classes} and int64 labels {@code N} on the same device. */
    public Tensor of(Tensor logits, Tensor labels) {
        Tensor loss = torch.cross_entropy_loss(logits, labels, new TensorOptional(), MEAN, IGNORED_LABEL, labelSmoothing);
        return weight == 1 ? loss : loss.mul(new Scalar(weight));
    }
}
