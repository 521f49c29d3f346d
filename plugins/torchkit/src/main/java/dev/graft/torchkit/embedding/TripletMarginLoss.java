// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.embedding;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Pulls positives closer to their anchors than negatives by a margin, on embeddings of length 1: {@code TripletMarginLoss} of
 * pytorch-metric-learning, the mean over the triplets whose loss is not zero.
 *
 * @param margin how much closer, at least 0
 * @param smooth whether the softplus of the violation is taken, which never reaches zero; otherwise its positive part
 * @param miner chooses the triplets of a batch
 */
public record TripletMarginLoss(double margin, boolean smooth, MultiSimilarityMiner miner) {

    /**
     * The loss, a scalar; 0 if there is nothing to learn from.
     *
     * @param embeddings {@code N x D}, of any length
     * @param labels class of each of the N samples
     */
    public Tensor of(Tensor embeddings, int[] labels) {
        Tensor unit = EmbeddingDistances.normalized(embeddings);
        Triplets triplets = miner.mine(values(torch.matmul(unit, unit.t())), labels);
        if (triplets.count() == 0) {
            return embeddings.sum().mul(new Scalar(0.0));
        }
        Tensor distances = EmbeddingDistances.euclidean(unit).flatten();
        Tensor positive = picked(distances, triplets.anchors(), triplets.positives(), labels.length);
        Tensor negative = picked(distances, triplets.anchors(), triplets.negatives(), labels.length);
        Tensor violations = positive.sub(negative).add(new Scalar(margin));
        Tensor losses = smooth ? torch.softplus(violations) : torch.relu(violations);
        Tensor nonZero = losses.gt(new Scalar(0.0)).sum().clamp_min(new Scalar(1));
        return losses.sum().div(nonZero);
    }

    private static Tensor picked(Tensor distances, int[] rows, int[] columns, int width) {
        long[] positions = new long[rows.length];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = (long) rows[i] * width + columns[i];
        }
        Tensor at = Tensor.create(positions);
        return distances.index_select(0, at.to(distances.device(), at.scalar_type()));
    }

    private static float[] values(Tensor tensor) {
        Tensor copy = tensor.detach().cpu().contiguous();
        float[] values = new float[(int) copy.numel()];
        copy.data_ptr_float().get(values);
        return values;
    }
}
