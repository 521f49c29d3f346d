// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.tfrecord;

import java.io.ByteArrayOutputStream;

/** The few parts of the Protocol Buffers wire format that an example needs. Not thread safe. */
final class ProtoBytes {

    private static final int LENGTH_DELIMITED = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A field that holds bytes: a message, a text, or packed numbers. */
    ProtoBytes field(int number, byte[] content) {
        varint((long) number << 3 | LENGTH_DELIMITED);
        varint(content.length);
        out.writeBytes(content);
        return this;
    }

    ProtoBytes varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    /** Four bytes, the least first. */
    ProtoBytes fixed32(int value) {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            out.write(value >>> shift);
        }
        return this;
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }
}
