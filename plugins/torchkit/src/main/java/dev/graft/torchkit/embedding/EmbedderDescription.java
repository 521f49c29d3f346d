// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.embedding;

import dev.graft.torchkit.data.transform.Pipeline;
import dev.graft.torchkit.nn.Layer;
import java.util.Map;

/** What a model file tells of its embedder, so that evaluation, export and inference need not be told again. */
public interface EmbedderDescription {

    /** What is done to images for evaluation and inference. */
    Pipeline pipeline();

    /** All of it in the form that travels with a model file. */
    Map<String, String> metadata();

    /** The network from images to embeddings, on the CPU, its weights not yet those of the file. */
    Layer network();
}
