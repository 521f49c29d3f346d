// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.onnx;

import dev.graft.torchkit.nn.Ops;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A float tensor of a graph under construction.
 *
 * @param name its unique name in the graph
 * @param shape sizes of its dimensions; {@link Ops#DYNAMIC} where only the run will tell
 */
public record OnnxValue(String name, List<Long> shape) {

    /** Copies the shape. */
    public OnnxValue {
        shape = List.copyOf(shape);
    }

    static OnnxValue of(String name, long... shape) {
        return new OnnxValue(name, LongStream.of(shape).boxed().toList());
    }

    int rank() {
        return shape.size();
    }

    /** The dimension's index from the front; negative ones count from the end. */
    int axis(int dimension) {
        int axis = dimension < 0 ? dimension + rank() : dimension;
        if (axis < 0 || axis >= rank()) {
            throw new IllegalArgumentException("Dimension " + dimension + " of " + name + shape + " does not exist");
        }
        return axis;
    }

    /** The size of a dimension that is known. */
    long size(int dimension) {
        long size = shape.get(axis(dimension));
        if (size == Ops.DYNAMIC) {
            throw new IllegalStateException("Dimension " + dimension + " of " + name + shape
                    + " is known only when the graph runs; a layer must not ask for it");
        }
        return size;
    }

    long[] dimensions() {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }

    /** The shape with one size exchanged. */
    long[] resized(int dimension, long size) {
        long[] sizes = dimensions();
        sizes[axis(dimension)] = size;
        return sizes;
    }

    @Override
    public String toString() {
        return name + Arrays.toString(dimensions());
    }
}
