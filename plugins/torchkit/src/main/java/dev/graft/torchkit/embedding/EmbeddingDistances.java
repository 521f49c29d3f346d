// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.embedding;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Distances within a batch, through which losses are differentiated. */
final class EmbeddingDistances {

    /** Keeps the root's slope finite where two embeddings are the same. */
    private static final double LEAST_SQUARE = 1e-12;

    private EmbeddingDistances() {}

    /** The Euclidean distances {@code N x N} of embeddings {@code N x D}. */
    static Tensor euclidean(Tensor embeddings) {
        Tensor squares = embeddings.mul(embeddings).sum(new long[] {1}, true, new ScalarTypeOptional());
        Tensor products = torch.matmul(embeddings, embeddings.t());
        return squares.add(squares.t())
                .sub(products.mul(new Scalar(2.0)))
                .clamp_min(new Scalar(LEAST_SQUARE))
                .sqrt();
    }

    /** Embeddings {@code N x D}, each divided by its Euclidean norm. */
    static Tensor normalized(Tensor embeddings) {
        Tensor norms = embeddings.norm(new ScalarOptional(new Scalar(2.0)), new long[] {1}, true);
        return embeddings.div(norms.clamp_min(new Scalar(LEAST_SQUARE)));
    }
}
