// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of damaged files, from a fixed seed: each is read or refused with a message, never anything else. */
class HostileFilesTest {

    private static final int MUTANTS = 1_500;

    @TempDir
    private Path folder;

    @Test
    void damagedSafetensorsAreReadOrRefused() throws Exception {
        Path file = folder.resolve("good");
        Checkpoint.builder()
                .metadata("epoch", "3")
                .add("a", new StoredTensor(ElementType.F32, List.of(2L, 2L), ByteBuffer.allocate(16)))
                .add("b", new StoredTensor(ElementType.I64, List.of(), ByteBuffer.allocate(8)))
                .build()
                .write(file);
        assertThat(refusals(Files.readAllBytes(file))).isBetween(MUTANTS / 4, MUTANTS);
    }

    @Test
    void damagedArchivesAreReadOrRefused() throws Exception {
        assertThat(refusals(Files.readAllBytes(file().zip(folder.resolve("good"))))).isBetween(MUTANTS / 4, MUTANTS);
    }

    @Test
    void damagedPicklesAreReadOrRefused() throws Exception {
        assertThat(refusals(Files.readAllBytes(file().legacy(folder.resolve("good")))))
                .isBetween(MUTANTS / 4, MUTANTS);
    }

    private static TorchFile file() {
        PickleWriter writer = new PickleWriter().raw('}').mark().text("epoch").integer(3).text("state_dict");
        writer.orderedDict().raw('q', 1).mark();
        writer.text("weight").tensor("FloatStorage", "0", 6, 1, new long[] {2, 2}, new long[] {2, 1});
        writer.text("bias").tensor("DoubleStorage", "1", 2, 0, new long[] {2}, new long[] {1});
        writer.raw('u').text("again").raw('h', 1).raw('u');
        return new TorchFile(writer.stop()).storage("0", 1, 2, 3, 4, 5, 6).storage("1", 2, new byte[16]);
    }

    private int refusals(byte[] good) throws IOException {
        Random random = new Random(20);
        int refused = 0;
        Path file = folder.resolve("mutant");
        for (int i = 0; i < MUTANTS; i++) {
            Files.write(file, mutant(good, random));
            try {
                WeightFile.read(file);
            } catch (WeightFileException e) {
                assertThat(e.getMessage()).contains("mutant");
                refused++;
            }
        }
        return refused;
    }

    private static byte[] mutant(byte[] good, Random random) {
        byte[] bytes = good.clone();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            bytes[random.nextInt(bytes.length)] = random.nextBoolean() ? (byte) random.nextInt() : (byte) -1;
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }
}
