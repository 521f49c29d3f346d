// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.tfrecord;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads TFRecord files and examples, written from TensorFlow's description of them and sharing nothing with the writer. */
public final class RecordFile {

    private RecordFile() {}

    /** The data of every record, whose checksums are all right. */
    public static List<byte[]> records(Path file) throws IOException {
        List<byte[]> records = new ArrayList<>();
        try (InputStream stream = Files.newInputStream(file);
                DataInputStream in = new DataInputStream(stream)) {
            byte[] head = in.readNBytes(8);
            while (head.length == 8) {
                long length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong();
                check(head, in.readNBytes(4));
                byte[] data = in.readNBytes(Math.toIntExact(length));
                check(data, in.readNBytes(4));
                records.add(data);
                head = in.readNBytes(8);
            }
            if (head.length != 0) {
                throw new IOException(file + " ends within a record");
            }
        }
        return records;
    }

    private static void check(byte[] data, byte[] checksum) throws IOException {
        int masked = ByteBuffer.wrap(checksum).order(ByteOrder.LITTLE_ENDIAN).getInt();
        int rotated = masked - 0xa282ead8;
        int expected = rotated >>> 17 | rotated << 15;
        if (crc(data) != expected) {
            throw new IOException("a checksum is wrong");
        }
    }

    /** CRC-32C, bit by bit. */
    private static int crc(byte[] data) {
        int crc = ~0;
        for (byte unit : data) {
            crc ^= unit & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ 0x82f63b78;
            }
        }
        return ~crc;
    }

    /** The features of an example: lists of byte arrays, floats or longs. */
    public static Map<String, List<Object>> features(byte[] example) {
        Map<String, List<Object>> features = new HashMap<>();
        for (Field whole : fields(ByteBuffer.wrap(example))) {
            for (Field entry : fields(whole.content)) {
                List<Field> pair = fields(entry.content);
                features.put(StandardCharsets.UTF_8.decode(pair.get(0).content).toString(), values(pair.get(1).content));
            }
        }
        return features;
    }

    private static List<Object> values(ByteBuffer feature) {
        List<Object> values = new ArrayList<>();
        for (Field list : fields(feature)) {
            for (Field item : fields(list.content)) {
                ByteBuffer content = item.content.order(ByteOrder.LITTLE_ENDIAN);
                if (list.number == 1) {
                    byte[] bytes = new byte[content.remaining()];
                    content.get(bytes);
                    values.add(bytes);
                }
                while (list.number == 2 && content.hasRemaining()) {
                    values.add(content.getFloat());
                }
                while (list.number == 3 && content.hasRemaining()) {
                    values.add(varint(content));
                }
            }
        }
        return values;
    }

    private record Field(int number, ByteBuffer content) {}

    private static List<Field> fields(ByteBuffer message) {
        List<Field> fields = new ArrayList<>();
        while (message.hasRemaining()) {
            long key = varint(message);
            if ((key & 7) != 2) {
                throw new IllegalArgumentException("wire type " + (key & 7) + " does not occur in an example");
            }
            int length = (int) varint(message);
            fields.add(new Field((int) (key >> 3), message.slice(message.position(), length)));
            message.position(message.position() + length);
        }
        return fields;
    }

    private static long varint(ByteBuffer buffer) {
        long value = 0;
        int shift = 0;
        byte unit;
        do {
            unit = buffer.get();
            value |= (long) (unit & 0x7f) << shift;
            shift += 7;
        } while (unit < 0);
        return value;
    }

    /** The texts of a feature. */
    public static List<String> texts(Map<String, List<Object>> features, String name) {
        return features.get(name).stream().map(value -> new String((byte[]) value, StandardCharsets.UTF_8)).toList();
    }
}
