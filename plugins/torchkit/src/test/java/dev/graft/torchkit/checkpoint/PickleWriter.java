// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.checkpoint;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pickles of protocol 2, instruction by instruction, as Python's pickler does for {@code torch.save}. */
final class PickleWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PickleWriter() {
        raw(0x80, 2);
    }

    PickleWriter raw(int... bytes) {
        for (int one : bytes) {
            out.write(one);
        }
        return this;
    }

    PickleWriter global(String module, String name) {
        raw('c');
        out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    PickleWriter text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        raw('X');
        out.writeBytes(littleEndian(bytes.length));
        out.writeBytes(bytes);
        return this;
    }

    PickleWriter integer(long value) {
        if (value >= 0 && value < 256) {
            return raw('K', (int) value);
        }
        if (value == (int) value) {
            raw('J');
            out.writeBytes(littleEndian((int) value));
            return this;
        }
        return big(BigInteger.valueOf(value));
    }

    PickleWriter big(BigInteger value) {
        byte[] bytes = value.toByteArray();
        raw(0x8a, bytes.length);
        for (int i = bytes.length - 1; i >= 0; i--) {
            raw(bytes[i]);
        }
        return this;
    }

    PickleWriter real(double value) {
        raw('G');
        out.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(value).array());
        return this;
    }

    PickleWriter mark() {
        return raw('(');
    }

    PickleWriter tuple() {
        return raw('t');
    }

    PickleWriter integers(long... values) {
        mark();
        for (long value : values) {
            integer(value);
        }
        return tuple();
    }

    /** An empty ordered dictionary on the stack. */
    PickleWriter orderedDict() {
        return global("collections", "OrderedDict").raw(')', 'R');
    }

    /** A tensor as torch pickles it: a view on a storage that is named by a persistent id. */
    PickleWriter tensor(String storageType, String key, long count, long offset, long[] shape, long[] strides) {
        global("torch._utils", "_rebuild_tensor_v2").mark();
        storage(storageType, key, count);
        integer(offset).integers(shape).integers(strides);
        raw(0x89).orderedDict();
        return tuple().raw('R');
    }

    PickleWriter storage(String storageType, String key, long count) {
        mark().text("storage").global("torch", storageType).text(key).text("cpu").integer(count);
        return tuple().raw('Q');
    }

    byte[] stop() {
        raw('.');
        return out.toByteArray();
    }

    private static byte[] littleEndian(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }
}
