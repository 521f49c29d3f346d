// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.pair;

import org.bytedeco.pytorch.Tensor;

/** What a network for pairs learns, and how its output is read. */
public interface PairCriterion {

    /**
     * The mean loss of a batch, a scalar.
     *
     * @param output of the network, N x outputs
     * @param labels int64 N: 0 passes, 1 is defective; on the same device
     */
    Tensor loss(Tensor output, Tensor labels);

    /** The loss of one pair, by its output and label. */
    double loss(float[] output, int label);

    /** How different the pair is, rising. */
    double score(float[] output);

    /** From which score on a pair counts as defective. */
    double threshold();
}
