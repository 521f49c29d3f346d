// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A file in one of the two layouts of {@code torch.save}: a content pickle and the storages it names. */
final class TorchFile {

    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);

    private final byte[] content;
    private final Map<String, byte[]> storages = new LinkedHashMap<>();
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private String byteOrder = "little";
    private int method = ZipEntry.STORED;

    TorchFile(byte[] content) {
        this.content = content;
    }

    TorchFile storage(String key, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return storage(key, values.length, bytes.array());
    }

    TorchFile storage(String key, long count, byte[] bytes) {
        storages.put(key, bytes);
        counts.put(key, count);
        return this;
    }

    TorchFile byteOrder(String name) {
        byteOrder = name;
        return this;
    }

    TorchFile compressed() {
        method = ZipEntry.DEFLATED;
        return this;
    }

    /** The zip layout, since PyTorch 1.6. */
    Path zip(Path file) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            entry(zip, "archive/data.pkl", content);
            entry(zip, "archive/byteorder", byteOrder.getBytes(StandardCharsets.US_ASCII));
            for (Map.Entry<String, byte[]> storage : storages.entrySet()) {
                entry(zip, "archive/data/" + storage.getKey(), storage.getValue());
            }
            entry(zip, "archive/version", "3\n".getBytes(StandardCharsets.US_ASCII));
        }
        return file;
    }

    private void entry(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(method);
        CRC32 sum = new CRC32();
        sum.update(bytes);
        entry.setSize(bytes.length);
        entry.setCrc(sum.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    /** The layout before: five pickles, then the storages' counts and elements. */
    Path legacy(Path file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new PickleWriter().big(MAGIC).stop());
        out.writeBytes(new PickleWriter().integer(1001).stop());
        PickleWriter system = new PickleWriter().raw('}').mark();
        system.text("protocol_version").integer(1001);
        system.text("little_endian").raw(byteOrder.equals("little") ? 0x88 : 0x89);
        out.writeBytes(system.raw('u').stop());
        out.writeBytes(content);
        PickleWriter keys = new PickleWriter().raw(']').mark();
        storages.keySet().forEach(keys::text);
        out.writeBytes(keys.raw('e').stop());
        storages.forEach((key, bytes) -> {
            ByteBuffer count = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            out.writeBytes(count.putLong(counts.get(key)).array());
            out.writeBytes(bytes);
        });
        return Files.write(file, out.toByteArray());
    }
}
