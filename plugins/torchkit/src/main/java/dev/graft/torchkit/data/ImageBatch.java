// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data;

import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Images and their labels. */
public final class ImageBatch implements Batch {

    private final FloatPointer pixels;
    private final long[] sampleShape;
    private final int[] indices;
    private final long[] labels;
    private final Consumer<FloatPointer> release;
    private boolean closed;

    ImageBatch(FloatPointer pixels, long[] sampleShape, int[] indices, long[] labels, Consumer<FloatPointer> release) {
        this.pixels = pixels;
        this.sampleShape = sampleShape;
        this.indices = indices;
        this.labels = labels;
        this.release = release;
    }

    /**
     * The samples, float32 on the CPU: a view of this batch's memory, good until it is closed. Images are {@code N x 3 x height x width};
     * other samples have the shape that their {@link SampleReader} says.
     */
    public Tensor images() {
        long[] shape = LongStream.concat(LongStream.of(indices.length), LongStream.of(sampleShape)).toArray();
        return torch.from_blob(pixels, shape);
    }

    /** The values of {@link #images} in row-major order: a copy. */
    public float[] pixels() {
        long floats = LongStream.of(sampleShape).reduce(indices.length, Math::multiplyExact);
        float[] values = new float[Math.toIntExact(floats)];
        pixels.get(values);
        return values;
    }

    /**
     * The same samples with some of their channels only, copied; to be closed with or after this batch.
     *
     * @param from the first channel
     * @param count number of channels
     */
    public ImageBatch channels(int from, int count) {
        int plane = Math.toIntExact(LongStream.of(sampleShape).skip(1).reduce(1, Math::multiplyExact));
        int sample = Math.toIntExact(sampleShape[0]) * plane;
        float[] all = pixels();
        float[] part = new float[indices.length * count * plane];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(all, i * sample + from * plane, part, i * count * plane, count * plane);
        }
        long[] shape = sampleShape.clone();
        shape[0] = count;
        return new ImageBatch(new FloatPointer(part), shape, indices, labels, FloatPointer::close);
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
