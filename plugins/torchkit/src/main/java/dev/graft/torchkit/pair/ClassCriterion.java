// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.pair;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Weighted cross-entropy of two classes, as torch's. The output of the network has a logit for passing and one for defective pairs; the score
 * is the probability of a defect.
 *
 * @param passing weight of passing pairs, at least 0
 * @param defective weight of defective pairs, at least 0
 */
public record ClassCriterion(double passing, double defective) implements PairCriterion {

    private static final double EVEN = 0.5;
    private static final long MEAN = 1;
    private static final long IGNORED_LABEL = -100;

    public ClassCriterion {
        if (!(passing >= 0) || !(defective >= 0) || passing + defective == 0) {
            throw new IllegalArgumentException("weights of classes are at least 0 and one of them above, not " + passing + ", " + defective);
        }
    }

    @Override
    public Tensor loss(Tensor output, Tensor labels) {
        Tensor weights = Tensor.create(new float[] {(float) passing, (float) defective}).to(output.device(), output.scalar_type());
        return torch.cross_entropy_loss(output, labels, new TensorOptional(weights), MEAN, IGNORED_LABEL, 0);
    }

    @Override
    public double loss(float[] output, int label) {
        double wrong = label == ImagePair.DEFECTIVE ? output[0] - output[1] : output[1] - output[0];
        double weight = label == ImagePair.DEFECTIVE ? defective : passing;
        return weight * (wrong > 0 ? wrong + Math.log1p(Math.exp(-wrong)) : Math.log1p(Math.exp(wrong)));
    }

    @Override
    public double score(float[] output) {
        return 1 / (1 + Math.exp(output[0] - output[1]));
    }

    @Override
    public double threshold() {
        return EVEN;
    }
}
