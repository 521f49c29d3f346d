// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {

    private static final String ONE = "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void everyElementTypeComesBackAsItWent(ElementType type) throws Exception {
        byte[] bytes = new byte[6 * type.bytes()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 37);
        }
        StoredTensor tensor = new StoredTensor(type, List.of(2L, 3L), ByteBuffer.wrap(bytes));
        Path file = folder.resolve("x.safetensors");
        Checkpoint.builder().add("layer.weight", tensor).build().write(file);

        StoredTensor read = Checkpoint.read(file).weights().get("layer.weight");
        assertThat(read.type()).isEqualTo(type);
        assertThat(read.shape()).containsExactly(2L, 3L);
        assertThat(read.data()).isEqualTo(ByteBuffer.wrap(bytes));
    }

    @Test
    void theBytesAreThoseOfTheFormat() throws Exception {
        Path file = folder.resolve("x.safetensors");
        Checkpoint.builder()
                .metadata("epoch", "3")
                .add("a", tensor(1, 2))
                .add("b", new StoredTensor(ElementType.U8, List.of(), ByteBuffer.wrap(new byte[] {9})))
                .build()
                .write(file);

        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        long header = bytes.getLong();
        assertThat(header % 8).isZero();
        byte[] json = new byte[(int) header];
        bytes.get(json);
        assertThat(new String(json, StandardCharsets.UTF_8).trim())
                .isEqualTo("{\"__metadata__\":{\"epoch\":\"3\"},"
                        + "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                        + "\"b\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[8,9]}}");
        assertThat(bytes.getFloat()).isEqualTo(1);
        assertThat(bytes.getFloat()).isEqualTo(2);
        assertThat(bytes.get()).isEqualTo((byte) 9);
        assertThat(bytes.hasRemaining()).isFalse();
    }

    @Test
    void metadataAndSectionsComeBack() throws Exception {
        Path file = folder.resolve("x.safetensors");
        Checkpoint.builder()
                .metadata("classes", "[\"ä\", \"b\\n\"]")
                .add("fc.weight", tensor(1))
                .add("optimizer/fc.weight/momentum", tensor(2))
                .add("random/cpu", tensor(3))
                .build()
                .write(file);

        Checkpoint read = Checkpoint.read(file);
        assertThat(read.metadata()).containsExactly(Map.entry("classes", "[\"ä\", \"b\\n\"]"));
        assertThat(read.weights().keySet()).containsExactly("fc.weight");
        assertThat(read.section("optimizer").keySet()).containsExactly("fc.weight/momentum");
        assertThat(read.section("random").get("cpu").data().getFloat()).isEqualTo(3);
        assertThat(read.section("nothing")).isEmpty();
    }

    @Test
    void anOldFileIsReplacedAndNothingElseIsLeft() throws Exception {
        Path file = folder.resolve("sub/x.safetensors");
        Checkpoint.builder().add("a", tensor(1)).build().write(file);
        Files.writeString(folder.resolve("sub/.x.safetensors.part"), "left behind by a crash");
        Checkpoint.builder().add("b", tensor(2)).build().write(file);

        assertThat(Checkpoint.read(file).weights().keySet()).containsExactly("b");
        assertThat(file.getParent()).isDirectoryContaining(file::equals);
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aWriteThatFailsLeavesTheOldFile() throws Exception {
        Path file = folder.resolve("x.safetensors");
        Checkpoint.builder().add("a", tensor(1)).build().write(file);
        Files.createDirectory(folder.resolve(".x.safetensors.part"));

        assertThatThrownBy(() -> Checkpoint.builder().add("b", tensor(2)).build().write(file))
                .isInstanceOf(IOException.class);
        assertThat(Checkpoint.read(file).weights().keySet()).containsExactly("a");
    }

    @Test
    void tensorsMayStandInAnyOrderInTheHeader() throws Exception {
        Path file = write(
                "{\"b\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[4,5]},"
                        + "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                5);
        assertThat(Checkpoint.read(file).weights().keySet()).containsExactlyInAnyOrder("a", "b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{",
                "{\"a\":1}",
                ONE + "x",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                        + "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F31\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387905],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904, 4],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                        + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}",
                "{\"__metadata__\":{\"x\":1},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                "{\"a\":[[[[[[[[[[[[]]]]]]]]]]]]}"
            })
    void aHeaderThatBreaksTheFormatIsRefused(String header) throws Exception {
        Path file = write(header, 4);
        assertThatThrownBy(() -> Checkpoint.read(file))
                .isInstanceOf(WeightFileException.class)
                .hasMessageContaining("x.safetensors")
                .hasMessageContaining("again");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, Long.MIN_VALUE, 1_000, 100_000_001})
    void aHeaderLengthOutsideTheLimitsIsRefusedBeforeMemoryIsTaken(long length) throws Exception {
        Path file = folder.resolve("x.safetensors");
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.writeLong(Long.reverseBytes(length));
            out.write('{');
            // Sparse, and large enough that only the format's own limit can refuse the last length.
            out.setLength(length == 100_000_001 ? 200_000_000 : 100);
        }
        assertThatThrownBy(() -> WeightFile.read(file))
                .isInstanceOf(WeightFileException.class)
                .hasMessageContaining("100000000");
    }

    @Test
    void aTruncatedFileIsRefused() throws Exception {
        Path file = write(ONE, 3);
        assertThatThrownBy(() -> Checkpoint.read(file))
                .isInstanceOf(WeightFileException.class)
                .hasMessageContaining("take 4 bytes, but it holds 3");
    }

    private Path write(String header, int data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + data).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json);
        return Files.write(folder.resolve("x.safetensors"), bytes.array());
    }

    private static StoredTensor tensor(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return new StoredTensor(ElementType.F32, List.of((long) values.length), bytes);
    }
}
