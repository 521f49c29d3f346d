// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.ocrnet.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read with LMDB's own library. */
class LmdbWriterTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 60, 5_000, 40_000})
    void lmdbReadsWhatWasWritten(int entries) throws IOException {
        Map<String, byte[]> written = new TreeMap<>();
        Random random = new Random(entries);
        for (int i = 0; i < entries; i++) {
            byte[] value = new byte[random.nextInt(60)];
            random.nextBytes(value);
            written.put(String.format("key-%09d", i), value);
        }
        write(written);

        assertThat(comparable(Lmdb.read(folder))).isEqualTo(comparable(written));
    }

    @ParameterizedTest
    @ValueSource(ints = {2_010, 2_017, 2_018, 2_019, 4_079, 4_080, 4_081, 100_000, 3_000_000})
    void largeValuesHavePagesOfTheirOwn(int length) throws IOException {
        Map<String, byte[]> written = new TreeMap<>();
        Random random = new Random(length);
        for (int i = 0; i < 7; i++) {
            byte[] value = new byte[length + i];
            random.nextBytes(value);
            written.put(String.format("image-%06d", i), value);
        }
        written.put("zero", new byte[0]);
        write(written);

        assertThat(comparable(Lmdb.read(folder))).isEqualTo(comparable(written));
        assertThat(Lmdb.find(folder, "image-000003")).contains(written.get("image-000003"));
        assertThat(Lmdb.find(folder, "image-000007")).isEmpty();
    }

    @Test
    void everyKeyIsFoundThroughSeveralLevels() throws IOException {
        Map<String, byte[]> written = new TreeMap<>();
        for (int i = 0; i < 3_000; i++) {
            // Long keys: few in a page, so that there are branches of branches.
            written.put("k".repeat(300) + String.format("%09d", i), Integer.toString(i).getBytes(StandardCharsets.UTF_8));
        }
        write(written);

        assertThat(Lmdb.depth(folder)).isGreaterThanOrEqualTo(3);
        for (int i = 0; i < 3_000; i += 17) {
            assertThat(Lmdb.find(folder, "k".repeat(300) + String.format("%09d", i)))
                    .contains(Integer.toString(i).getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void keysOutOfOrderAreRefused() throws IOException {
        try (LmdbWriter writer = new LmdbWriter(folder)) {
            writer.put(new byte[] {5}, new byte[1]);
            assertThatThrownBy(() -> writer.put(new byte[] {4}, new byte[1])).hasMessageContaining("in their order");
            assertThatThrownBy(() -> writer.put(new byte[512], new byte[1])).hasMessageContaining("1 to 511");
        }
    }

    private static Map<String, ByteBuffer> comparable(Map<String, byte[]> entries) {
        return entries.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> ByteBuffer.wrap(entry.getValue())));
    }

    private void write(Map<String, byte[]> entries) throws IOException {
        try (LmdbWriter writer = new LmdbWriter(folder)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                writer.put(entry.getKey().getBytes(StandardCharsets.UTF_8), entry.getValue());
            }
        }
    }
}
