// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.classification;

import dev.graft.torchkit.data.ImageBatch;

/** A classifier in use, whatever computes it. For one thread. */
@FunctionalInterface
public interface LogitSource {

    /** The scores before softmax: one row a sample, one column a class. */
    float[][] logits(ImageBatch batch);
}
