// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigitsTest {

    private static final Digits EXAMPLE = new Digits(Path.of("examples/mnist-small.tar.gz"));

    @TempDir
    private Path folder;

    @Test
    void theTrainingPartHas1500PicturesOfTenClasses() throws IOException {
        List<String> names = names(Digits.Part.TRAIN, 1500);
        assertThat(names).contains("classes.txt", "images_train/digit_0/0000.png");
        assertThat(names.stream().filter(name -> name.endsWith(".png")).map(name -> name.split("/")[1]).distinct()).hasSize(10);
    }

    @Test
    void theOtherPartsHaveThe500TestPictures() throws IOException {
        assertThat(names(Digits.Part.EVAL, 500)).contains("classes.txt", "images_val/digit_9/0000.png");
        assertThat(names(Digits.Part.INFERENCE, 500)).contains("classes.txt", "images_test/digit_9/0000.png");
    }

    private List<String> names(Digits.Part part, int pictures) throws IOException {
        Path archive = folder.resolve("part.tar.gz");
        assertThat(EXAMPLE.write(part, archive)).isEqualTo(pictures);
        List<String> names = new ArrayList<>();
        try (TarArchiveInputStream in = new TarArchiveInputStream(
                new GzipCompressorInputStream(new BufferedInputStream(Files.newInputStream(archive))))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        assertThat(names).hasSize(pictures + 1);
        return names;
    }
}
