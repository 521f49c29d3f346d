// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.pointpillars.worker;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * An array as NumPy pickles it.
 *
 * @param shape length of each dimension
 * @param type {@code f4}, {@code f8}, {@code i4} or {@code U<characters>}
 * @param content the values, little-endian, the last dimension together
 */
record NumpyArray(List<Integer> shape, String type, byte[] content) {

    /** Rows of equal length. */
    static NumpyArray ofDoubles(int columns, double[] values) {
        ByteBuffer bytes = bytes(values.length * Double.BYTES);
        bytes.asDoubleBuffer().put(values);
        return new NumpyArray(List.of(values.length / columns, columns), "f8", bytes.array());
    }

    static NumpyArray ofDoubles(double[] values) {
        return new NumpyArray(List.of(values.length), "f8", ofDoubles(1, values).content);
    }

    /** Rows of equal length. */
    static NumpyArray ofFloats(int columns, float[] values) {
        ByteBuffer bytes = bytes(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        return new NumpyArray(List.of(values.length / columns, columns), "f4", bytes.array());
    }

    static NumpyArray ofInts(int[] values) {
        ByteBuffer bytes = bytes(values.length * Integer.BYTES);
        bytes.asIntBuffer().put(values);
        return new NumpyArray(List.of(values.length), "i4", bytes.array());
    }

    /** Texts; shorter ones are filled with NUL characters, as NumPy does. */
    static NumpyArray ofTexts(List<String> values) {
        int longest = values.stream().mapToInt(value -> value.codePointCount(0, value.length())).max().orElse(1);
        ByteBuffer bytes = bytes(values.size() * longest * Integer.BYTES);
        for (String value : values) {
            bytes.asIntBuffer().put(Arrays.copyOf(value.codePoints().toArray(), longest));
            bytes.position(bytes.position() + longest * Integer.BYTES);
        }
        return new NumpyArray(List.of(values.size()), "U" + longest, bytes.array());
    }

    private static ByteBuffer bytes(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
