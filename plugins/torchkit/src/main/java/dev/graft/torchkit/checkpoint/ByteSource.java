// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Bytes of known number, read in little-endian order; a length that reaches beyond the end is refused before memory is taken for it. */
final class ByteSource {

    private static final int MAX_LINE = 10_000;

    private final InputStream in;
    private long remaining;

    /** @param size number of bytes that the stream is known to have */
    ByteSource(InputStream in, long size) {
        this.in = in;
        this.remaining = size;
    }

    int unsignedByte() throws IOException {
        int value = in.read();
        if (value < 0) {
            throw new WeightFileException("It ends too early.");
        }
        remaining--;
        return value;
    }

    byte[] bytes(long count) throws IOException {
        if (count < 0 || count > remaining || count > Integer.MAX_VALUE - 8) {
            throw new WeightFileException("It claims an item of " + count + " bytes where " + remaining
                    + " are left (and no item may have 2 GB or more).");
        }
        byte[] read = in.readNBytes((int) count);
        if (read.length != count) {
            throw new WeightFileException("It ends too early.");
        }
        remaining -= count;
        return read;
    }

    private ByteBuffer buffer(int count) throws IOException {
        return ByteBuffer.wrap(bytes(count)).order(ByteOrder.LITTLE_ENDIAN);
    }

    int unsignedShort() throws IOException {
        return Short.toUnsignedInt(buffer(Short.BYTES).getShort());
    }

    int integer() throws IOException {
        return buffer(Integer.BYTES).getInt();
    }

    long unsignedInteger() throws IOException {
        return Integer.toUnsignedLong(integer());
    }

    long longInteger() throws IOException {
        return buffer(Long.BYTES).getLong();
    }

    double bigEndianDouble() throws IOException {
        return buffer(Double.BYTES).order(ByteOrder.BIG_ENDIAN).getDouble();
    }

    String utf8(long count) throws IOException {
        return new String(bytes(count), StandardCharsets.UTF_8);
    }

    /** Text up to the next line feed, which is consumed. */
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = unsignedByte(); next != '\n'; next = unsignedByte()) {
            if (line.length() == MAX_LINE) {
                throw new WeightFileException("It has a line of more than " + MAX_LINE + " characters.");
            }
            line.append((char) next);
        }
        return line.toString();
    }
}
