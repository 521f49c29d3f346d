// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.pair;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Contrastive loss on distances (Hadsell et al. 2006): pairs that pass are drawn together, the others pushed apart up to a margin. The output
 * of the network is the distance.
 *
 * @param margin above 0
 * @param threshold the distance from which a pair counts as defective, at least 0
 */
public record ContrastiveCriterion(double margin, double threshold) implements PairCriterion {

    public ContrastiveCriterion {
        if (!(margin > 0) || !(threshold >= 0)) {
            throw new IllegalArgumentException("margin " + margin + " is above 0, threshold " + threshold + " at least 0");
        }
    }

    @Override
    public Tensor loss(Tensor output, Tensor labels) {
        Tensor distances = output.reshape(-1);
        Tensor defective = labels.to(torch.ScalarType.Float);
        Tensor passing = defective.neg().add(new Scalar(1.0));
        Tensor missing = distances.neg().add(new Scalar(margin)).clamp_min(new Scalar(0.0));
        return passing.mul(distances.square()).add(defective.mul(missing.square())).mean();
    }

    @Override
    public double loss(float[] output, int label) {
        double distance = label == ImagePair.DEFECTIVE ? Math.max(0, margin - output[0]) : output[0];
        return distance * distance;
    }

    @Override
    public double score(float[] output) {
        return output[0];
    }
}
