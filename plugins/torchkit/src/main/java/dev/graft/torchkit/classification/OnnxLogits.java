// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.classification;

import dev.graft.torchkit.data.ImageBatch;
import dev.graft.torchkit.onnx.OnnxModel;
import java.io.IOException;
import java.io.UncheckedIOException;

/** An exported network computed with ONNX Runtime. */
public final class OnnxLogits implements LogitSource {

    private final OnnxModel model;

    /** Computes {@code model}, which stays the caller's to close. */
    public OnnxLogits(OnnxModel model) {
        this.model = model;
    }

    @Override
    public float[][] logits(ImageBatch batch) {
        try {
            return Rows.of(model.run(batch.pixels(), batch.size()), batch.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
