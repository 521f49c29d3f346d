// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.embedding;

import java.util.OptionalDouble;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Triplet loss with the farthest positive and the nearest negative of each anchor in the batch (Hermans, Beyer, Leibe: In Defense of the
 * Triplet Loss, arXiv:1703.07737), the mean over all anchors.
 *
 * @param margin how much farther the negative has to be, at least 0; empty for the soft form, the softplus of the violation
 * @param normalized whether embeddings are scaled to length 1 before
 */
public record HardTripletLoss(OptionalDouble margin, boolean normalized) {

    /**
     * The loss, a scalar. Anchors without a negative lose nothing.
     *
     * @param embeddings {@code N x D}
     * @param labels int64 of N, on the same device
     */
    public Tensor of(Tensor embeddings, Tensor labels) {
        Tensor distances = EmbeddingDistances.euclidean(normalized ? EmbeddingDistances.normalized(embeddings) : embeddings);
        Tensor same = labels.unsqueeze(1).eq(labels.unsqueeze(0));
        long[] row = {1};
        Tensor farthest = distances.masked_fill(same.logical_not(), new Scalar(Double.NEGATIVE_INFINITY)).amax(row, false);
        Tensor nearest = distances.masked_fill(same, new Scalar(Double.POSITIVE_INFINITY)).amin(row, false);
        Tensor violations = farthest.sub(nearest);
        Tensor losses = margin.isPresent()
                ? torch.relu(violations.add(new Scalar(margin.getAsDouble())))
                : torch.softplus(violations);
        return losses.mean();
    }
}
