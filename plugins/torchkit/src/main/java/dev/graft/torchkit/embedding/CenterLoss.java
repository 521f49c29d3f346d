// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.embedding;

import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.NativeScope;
import dev.graft.torchkit.nn.Parameter;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Pulls features towards the centre of their class (Wen, Zhang, Li, Qiao: A Discriminative Feature Learning Approach, ECCV 2016). The centres
 * are no weights: after each batch they move towards its features, as in the paper. Named {@code centers}, classes x features.
 */
public final class CenterLoss extends Module {

    private final Parameter centers;
    private final double rate;

    /**
     * Centres at the origin.
     *
     * @param rate share of the way to the batch's features that a centre goes, 0 to 1
     */
    public CenterLoss(int classes, int features, double rate) {
        this.centers = buffer("centers", torch.zeros(classes, features));
        this.rate = rate;
    }

    /**
     * Half the mean squared distance of features to their centres, a scalar.
     *
     * @param features {@code N x D}
     * @param labels int64 of N, on the same device
     */
    public Tensor of(Tensor features, Tensor labels) {
        Tensor offsets = features.sub(centers.tensor().index_select(0, labels));
        return offsets.mul(offsets).sum(new long[] {1}, false, new ScalarTypeOptional()).mean().mul(new Scalar(0.5));
    }

    /** Moves the centres of the labels at hand: by the sum of the offsets of a class over one more than its samples. */
    public void follow(Tensor features, Tensor labels) {
        NativeScope.withoutGrad(() -> {
            Tensor offsets = features.detach().sub(centers.tensor().index_select(0, labels));
            Tensor sums = torch.zeros_like(centers.tensor()).index_add(0, labels, offsets);
            Tensor ones = torch.ones_like(labels).to(features.scalar_type());
            Tensor counts = torch.zeros(centers.shape()[0]).to(features.device(), features.scalar_type()).index_add(0, labels, ones);
            centers.tensor().add_(sums.div(counts.add(new Scalar(1.0)).unsqueeze(1)), new Scalar(rate));
        });
    }
}
