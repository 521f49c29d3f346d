// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.tfrecord;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Writes a TFRecord file and its index. A record is its length (8 bytes), a checksum of those, the data, and a checksum of the data; a
 * checksum is a CRC-32C, rotated and offset so that it may stand inside data that is checked again. The index has a line per record: the
 * place of its first byte and its length with the frame, as DALI reads it. Not thread safe.
 */
public final class RecordWriter implements Closeable {

    private static final int MASK_DELTA = 0xa282ead8;
    private static final int ROTATION = 15;
    private static final int FRAME = Long.BYTES + 2 * Integer.BYTES;

    private final OutputStream out;
    private final BufferedWriter index;
    private long position;

    /** Begins both files; their folders are made. */
    public RecordWriter(Path file, Path indexFile) throws IOException {
        Files.createDirectories(file.getParent());
        Files.createDirectories(indexFile.getParent());
        this.out = new BufferedOutputStream(Files.newOutputStream(file));
        this.index = Files.newBufferedWriter(indexFile);
    }

    /** Appends a record. */
    public void write(byte[] data) throws IOException {
        byte[] length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(data.length).array();
        out.write(length);
        out.write(littleEndian(maskedChecksum(length)));
        out.write(data);
        out.write(littleEndian(maskedChecksum(data)));
        index.write(position + " " + (data.length + FRAME) + "\n");
        position += data.length + FRAME;
    }

    private static byte[] littleEndian(int value) {
        return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
    }

    private static int maskedChecksum(byte[] data) {
        CRC32C crc = new CRC32C();
        crc.update(data);
        return Integer.rotateRight((int) crc.getValue(), ROTATION) + MASK_DELTA;
    }

    @Override
    public void close() throws IOException {
        try (out;
                index) {
            out.flush();
        }
    }
}
