// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data;

import java.util.function.Consumer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Images and their labels. */
public final class ImageBatch implements Batch {

    private final FloatPointer pixels;
    private final long[] imageShape;
    private final int[] indices;
    private final long[] labels;
    private final Consumer<FloatPointer> release;
    private boolean closed;

    ImageBatch(FloatPointer pixels, long[] imageShape, int[] indices, long[] labels, Consumer<FloatPointer> release) {
        this.pixels = pixels;
        this.imageShape = imageShape;
        this.indices = indices;
        this.labels = labels;
        this.release = release;
    }

    /** The images, float32 of {@code N x 3 x height x width} on the CPU: a view of this batch's memory, good until it is closed. */
    public Tensor images() {
        long[] shape = {indices.length, imageShape[0], imageShape[1], imageShape[2]};
        return torch.from_blob(pixels, shape);
    }

    /** The images' values, {@code N x 3 x height x width} in row-major order: a copy. */
    public float[] pixels() {
        float[] values = new float[Math.toIntExact(indices.length * imageShape[0] * imageShape[1] * imageShape[2])];
        pixels.get(values);
        return values;
    }

    /** The labels, int64 of {@code N} on the CPU. */
    public Tensor labels() {
        return Tensor.create(labels);
    }

    /** Index of a sample's class, or {@link Sample#UNLABELLED}. */
    public int label(int position) {
        return (int) labels[position];
    }

    /** Index in the data set of the sample at a position of the batch. */
    public int index(int position) {
        return indices[position];
    }

    @Override
    public int size() {
        return indices.length;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            release.accept(pixels);
        }
    }
}
