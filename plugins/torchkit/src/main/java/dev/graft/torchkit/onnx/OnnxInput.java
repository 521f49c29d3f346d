// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.onnx;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * An input of an ONNX file.
 *
 * @param name in the file
 * @param sizes of one sample, without the batch: channels, maybe frames, height, width
 */
public record OnnxInput(String name, List<Long> sizes) {

    /** Refuses inputs that are no images, and sizes below 1. */
    public OnnxInput {
        sizes = List.copyOf(sizes);
        if (sizes.size() < ImageShape.RANK || sizes.stream().anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException("An input has channels, height and width, each at least 1, not " + sizes);
        }
    }

    /** An input of these sizes. */
    public OnnxInput(String name, long... sizes) {
        this(name, LongStream.of(sizes).boxed().toList());
    }

    /** Number of dimensions of a sample. */
    int rank() {
        return sizes.size();
    }

    /** Number of values of a sample. */
    public long count() {
        return sizes.stream().reduce(1L, Math::multiplyExact);
    }

    /** The same values with all dimensions before height and width joined to channels. */
    public ImageShape asImage() {
        long height = sizes.get(rank() - 2);
        long width = sizes.get(rank() - 1);
        return new ImageShape(count() / (height * width), height, width);
    }

    /** The shape of a batch. */
    long[] batch(long count) {
        return LongStream.concat(LongStream.of(count), sizes.stream().mapToLong(Long::longValue)).toArray();
    }

    /** The shape of a batch as trtexec reads it, such as {@code input:8x3x32x32}. */
    public String described(int batch) {
        return name + ":" + LongStream.of(batch(batch)).mapToObj(Long::toString).collect(Collectors.joining("x"));
    }
}
