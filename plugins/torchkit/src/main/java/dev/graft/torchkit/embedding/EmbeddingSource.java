// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.embedding;

import dev.graft.torchkit.classification.TorchLogits;
import dev.graft.torchkit.data.ImageBatch;
import dev.graft.torchkit.nn.Layer;
import org.bytedeco.pytorch.Device;

/** A network that turns images into embeddings, whatever computes it. For one thread. */
@FunctionalInterface
public interface EmbeddingSource {

    /** One row an image, all of the same width. */
    float[][] embeddings(ImageBatch batch);

    /** A network computed with libtorch; it has to be in evaluation mode and on the device. */
    static EmbeddingSource of(Layer network, Device device) {
        return new TorchLogits(network, device)::logits;
    }
}
