// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.job.ArtifactStats;
import dev.graft.job.JobFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactPackerTest {

    @TempDir
    private Path parent;

    private JobFolder folder;

    @BeforeEach
    void fill() throws IOException {
        folder = new JobFolder(parent.resolve("0b5e"));
        write("results/epoch_1.pth", "weights");
        write("results/pictures/" + "p".repeat(120) + ".png", "picture");
        write("results/.lock", "");
        write("logs.txt", "a log");
        write("status.json", "{}");
        write("job.json", "{\"encryptionKey\": \"secret\"}");
        write("attempts/1/pid", "1");
        Files.createSymbolicLink(folder.results().resolve("link"), Files.writeString(parent.resolve("outside"), "elsewhere"));
    }

    @Test
    void theArchiveHasResultsLogAndStatusLinesBelowTheJobsNameAndNothingElse() throws Exception {
        ArtifactPacker.pack(folder);

        assertThat(contents())
                .isEqualTo(Map.of(
                        "0b5e/epoch_1.pth", "weights",
                        "0b5e/pictures/" + "p".repeat(120) + ".png", "picture",
                        "0b5e/logs.txt", "a log",
                        "0b5e/status.json", "{}"));
    }

    @Test
    void weightsAreStoredAsTheyAreAndTextBetweenThemIsCompressed() throws Exception {
        write("results/a.pth", "0".repeat(300_000));
        write("results/b.csv", "1,2\n".repeat(100_000));
        write("results/c.safetensors", "9".repeat(300_000));

        ArtifactStats stats = ArtifactPacker.pack(folder);

        assertThat(stats.size()).isBetween(600_000L, 650_000L);
        assertThat(contents())
                .containsEntry("0b5e/a.pth", "0".repeat(300_000))
                .containsEntry("0b5e/b.csv", "1,2\n".repeat(100_000))
                .containsEntry("0b5e/c.safetensors", "9".repeat(300_000));
    }

    @Test
    void sizeAndChecksumAreThoseOfTheFile() throws Exception {
        ArtifactStats stats = ArtifactPacker.pack(folder);

        byte[] file = Files.readAllBytes(folder.archive());
        assertThat(stats.size()).isEqualTo(file.length);
        assertThat(stats.sha256()).isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file)));
    }

    @Test
    void aFailedPackingLeavesNothingHalfDone() throws IOException {
        Files.createDirectories(folder.archive());
        write(folder.archive().getFileName() + "/in the way", "");

        assertThatThrownBy(() -> ArtifactPacker.pack(folder)).isInstanceOf(IOException.class);

        assertThat(folder.root()).isDirectoryNotContaining("glob:**.part");
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (InputStream file = Files.newInputStream(folder.archive());
                TarArchiveInputStream tar = new TarArchiveInputStream(new GzipCompressorInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                contents.put(entry.getName(), new String(tar.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return contents;
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.root().resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
