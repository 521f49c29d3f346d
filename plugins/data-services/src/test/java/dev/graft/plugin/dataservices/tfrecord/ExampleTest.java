// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.tfrecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleTest {

    @TempDir
    private Path folder;

    @Test
    void everyKindOfValueIsReadBack() {
        Map<String, List<Object>> features = RecordFile.features(new Example()
                .texts("names", List.of("car", "ü", ""))
                .floats("x", List.of(0.5, -1.25, 1e6))
                .integers("n", List.of(0L, -1L, 127L, 128L, Long.MAX_VALUE))
                .floats("none", List.of())
                .toByteArray());

        assertThat(RecordFile.texts(features, "names")).containsExactly("car", "ü", "");
        assertThat(features.get("x")).containsExactly(0.5f, -1.25f, 1e6f);
        assertThat(features.get("n")).containsExactly(0L, -1L, 127L, 128L, Long.MAX_VALUE);
        assertThat(features.get("none")).isEmpty();
    }

    /** The bytes that TensorFlow gives for tf.train.Example(features={"a": int64 [1]}). */
    @Test
    void theBytesAreThoseOfTheProtocol() {
        assertThat(HexFormat.of().formatHex(new Example().integer("a", 1).toByteArray()))
                .isEqualTo("0a0c0a0a0a016112051a030a0101");
    }

    @Test
    void recordsAreReadBackAndTheIndexSaysWhereTheyAre() throws IOException {
        Path file = folder.resolve("records/a.tfrecord");
        Path index = folder.resolve("index/a.idx");
        try (RecordWriter writer = new RecordWriter(file, index)) {
            writer.write(new byte[] {1, 2, 3});
            writer.write(new byte[0]);
            writer.write(new byte[100_000]);
        }

        assertThat(RecordFile.records(file)).extracting(record -> record.length).containsExactly(3, 0, 100_000);
        assertThat(Files.readAllLines(index)).containsExactly("0 19", "19 16", "35 100016");
        assertThat(Files.size(file)).isEqualTo(100_051);
    }

    @Test
    void aFlippedBitIsSeenByTheReader() throws IOException {
        Path file = folder.resolve("a.tfrecord");
        try (RecordWriter writer = new RecordWriter(file, folder.resolve("a.idx"))) {
            writer.write(new byte[] {1, 2, 3});
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[13] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> RecordFile.records(file)).hasMessageContaining("checksum");
    }
}
