// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the safetensors format with all checks that its specification names: header size, duplicate keys, offsets without gap or
 * overlap.
 */
final class SafetensorsReader {

    /** The format's own limit. */
    static final long MAX_HEADER = 100_000_000;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(8)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private record Entry(String name, ElementType type, List<Long> shape, long begin, long end) {}

    private final Path file;

    private SafetensorsReader(Path file) {
        this.file = file;
    }

    static Checkpoint read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new SafetensorsReader(file).read(channel);
        }
    }

    private Checkpoint read(FileChannel channel) throws IOException {
        long headerSize = headerSize(channel);
        JsonNode header = header(bytes(channel, Long.BYTES, headerSize));
        long dataStart = Long.BYTES + headerSize;
        List<Entry> entries = entries(header);
        checkCoverage(entries, channel.size() - dataStart);
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (Entry entry : entries) {
            ByteBuffer data = bytes(channel, dataStart + entry.begin(), entry.end() - entry.begin());
            tensors.put(entry.name(), new StoredTensor(entry.type(), entry.shape(), data));
        }
        return new Checkpoint(metadata(header), tensors);
    }

    private long headerSize(FileChannel channel) throws IOException {
        if (channel.size() < Long.BYTES) {
            throw broken("it has " + channel.size() + " bytes, which is less than the length of a header");
        }
        long size = bytes(channel, 0, Long.BYTES).getLong();
        if (size < 2 || size > MAX_HEADER || size > channel.size() - Long.BYTES) {
            throw broken("its header claims " + Long.toUnsignedString(size) + " bytes; allowed are 2 to " + MAX_HEADER
                    + " and no more than the file has (" + channel.size() + ")");
        }
        return size;
    }

    private ByteBuffer bytes(FileChannel channel, long position, long size) throws IOException {
        if (size > Integer.MAX_VALUE) {
            throw broken("one of its tensors has " + size + " bytes; the limit is 2 GB");
        }
        ByteBuffer buffer = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw broken("it ends too early");
            }
        }
        return buffer.rewind();
    }

    private JsonNode header(ByteBuffer bytes) throws IOException {
        if (bytes.get(0) != '{') {
            throw broken("its header is not a JSON object");
        }
        try (JsonParser parser = JSON.createParser(bytes.array())) {
            return JSON.readTree(parser);
        } catch (JsonProcessingException e) {
            throw new WeightFileException("The safetensors file " + file + " is broken: its header is not valid JSON, or "
                    + "names a tensor twice (" + e.getOriginalMessage() + "). Fetch or write it again.", e);
        }
    }

    private Map<String, String> metadata(JsonNode header) throws IOException {
        Map<String, String> found = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : header.path(SafetensorsWriter.METADATA).properties()) {
            if (!field.getValue().isTextual()) {
                throw broken("its metadata \"" + field.getKey() + "\" is not text");
            }
            found.put(field.getKey(), field.getValue().textValue());
        }
        return found;
    }

    private List<Entry> entries(JsonNode header) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : header.properties()) {
            if (!field.getKey().equals(SafetensorsWriter.METADATA)) {
                entries.add(entry(field.getKey(), field.getValue()));
            }
        }
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        return entries;
    }

    private Entry entry(String name, JsonNode node) throws IOException {
        String typeName = node.path("dtype").asText();
        ElementType type = ElementType.named(typeName)
                .orElseThrow(() -> broken("tensor \"" + name + "\" has the unknown type \"" + typeName + "\""));
        List<Long> shape = longs(name, node.path("shape"));
        List<Long> offsets = longs(name, node.path("data_offsets"));
        if (offsets.size() != 2 || offsets.get(0) > offsets.get(1)) {
            throw broken("tensor \"" + name + "\" has the offsets " + offsets + " instead of a begin and an end");
        }
        try {
            long expected = StoredTensor.byteCount(type, shape);
            if (offsets.get(1) - offsets.get(0) != expected) {
                throw broken("tensor \"" + name + "\" " + type + shape + " takes " + expected + " bytes, but its offsets are "
                        + offsets);
            }
        } catch (ArithmeticException e) {
            throw new WeightFileException("The safetensors file " + file + " is broken: tensor \"" + name
                    + "\" has the impossible shape " + shape + ". Fetch or write it again.", e);
        }
        return new Entry(name, type, shape, offsets.get(0), offsets.get(1));
    }

    private List<Long> longs(String name, JsonNode array) throws IOException {
        List<Long> values = new ArrayList<>();
        if (!array.isArray()) {
            throw broken("tensor \"" + name + "\" lacks its shape or its data_offsets");
        }
        for (JsonNode value : array) {
            if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
                throw broken("tensor \"" + name + "\" has \"" + value + "\" where a whole number from 0 on belongs");
            }
            values.add(value.longValue());
        }
        return values;
    }

    private void checkCoverage(List<Entry> entries, long dataSize) throws IOException {
        long reached = 0;
        for (Entry entry : entries) {
            if (entry.begin() != reached) {
                throw broken("tensor \"" + entry.name() + "\" begins at " + entry.begin() + ", but the one before ends at "
                        + reached);
            }
            reached = entry.end();
        }
        if (reached != dataSize) {
            throw broken("its tensors take " + reached + " bytes, but it holds " + dataSize);
        }
    }

    private WeightFileException broken(String why) {
        return new WeightFileException(
                "The safetensors file " + file + " is broken: " + why + ". Fetch or write it again.");
    }
}
