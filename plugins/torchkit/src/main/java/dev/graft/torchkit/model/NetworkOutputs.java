// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.model;

import dev.graft.torchkit.data.ImageBatch;

/** Computes a network. */
@FunctionalInterface
public interface NetworkOutputs {

    /** The output of each sample, in row-major order; not of the network's own memory. */
    float[][] of(ImageBatch batch);
}
