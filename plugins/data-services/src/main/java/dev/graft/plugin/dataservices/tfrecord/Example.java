// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.tfrecord;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A {@code tf.train.Example}: named lists of texts, floats or integers. The same values always give the same bytes: features are written
 * in the order of their names. Not thread safe.
 */
public final class Example {

    private static final int BYTES_LIST = 1;
    private static final int FLOAT_LIST = 2;
    private static final int INT64_LIST = 3;

    private final Map<String, byte[]> features = new TreeMap<>();

    /** A feature of bytes. */
    public Example bytes(String name, Collection<byte[]> values) {
        ProtoBytes list = new ProtoBytes();
        values.forEach(value -> list.field(1, value));
        return put(name, BYTES_LIST, list.toByteArray());
    }

    /** A feature of one value. */
    public Example bytes(String name, byte[] value) {
        return bytes(name, List.of(value));
    }

    /** A feature of texts, in UTF-8. */
    public Example texts(String name, Collection<String> values) {
        return bytes(name, values.stream().map(value -> value.getBytes(StandardCharsets.UTF_8)).toList());
    }

    /** A feature of one text. */
    public Example text(String name, String value) {
        return texts(name, List.of(value));
    }

    /** A feature of 32-bit floats. */
    public Example floats(String name, Collection<Double> values) {
        ProtoBytes packed = new ProtoBytes();
        values.forEach(value -> packed.fixed32(Float.floatToRawIntBits(value.floatValue())));
        return put(name, FLOAT_LIST, values.isEmpty() ? new byte[0] : new ProtoBytes().field(1, packed.toByteArray()).toByteArray());
    }

    /** A feature of 64-bit integers. */
    public Example integers(String name, Collection<Long> values) {
        ProtoBytes packed = new ProtoBytes();
        values.forEach(packed::varint);
        return put(name, INT64_LIST, values.isEmpty() ? new byte[0] : new ProtoBytes().field(1, packed.toByteArray()).toByteArray());
    }

    /** A feature of one integer. */
    public Example integer(String name, long value) {
        return integers(name, List.of(value));
    }

    private Example put(String name, int kind, byte[] list) {
        features.put(name, new ProtoBytes().field(kind, list).toByteArray());
        return this;
    }

    /** The message. */
    public byte[] toByteArray() {
        ProtoBytes map = new ProtoBytes();
        features.forEach((name, feature) -> map.field(
                1, new ProtoBytes().field(1, name.getBytes(StandardCharsets.UTF_8)).field(2, feature).toByteArray()));
        return new ProtoBytes().field(1, map.toByteArray()).toByteArray();
    }
}
