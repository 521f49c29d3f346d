// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;

/**
 * A tensor as it lies in a file: dense, row-major, little-endian.
 *
 * @param type the elements' type
 * @param shape sizes of the dimensions, outermost first; empty for a scalar
 * @param data exactly the elements' bytes, from position 0; never written to
 */
public record StoredTensor(ElementType type, List<Long> shape, ByteBuffer data) {

    /** Refuses a buffer whose size does not fit shape and type. */
    public StoredTensor {
        Objects.requireNonNull(type, "type");
        shape = List.copyOf(shape);
        data = data.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        long expected = byteCount(type, shape);
        if (data.remaining() != expected) {
            throw new IllegalArgumentException("A tensor " + type + shape + " takes " + expected
                    + " bytes, but there are " + data.remaining());
        }
    }

    /** The bytes that a tensor takes; {@link ArithmeticException} if that is more than a long holds. */
    static long byteCount(ElementType type, List<Long> shape) {
        long count = type.bytes();
        for (long size : shape) {
            if (size < 0) {
                throw new ArithmeticException("negative size " + size);
            }
            count = Math.multiplyExact(count, size);
        }
        return count;
    }

    /** The data from its beginning, little-endian; each call gives a view of its own. */
    @Override
    public ByteBuffer data() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }
}
