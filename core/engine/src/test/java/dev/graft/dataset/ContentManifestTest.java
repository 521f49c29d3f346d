// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentManifestTest {

    /** What {@code find . -type f -printf '%P\0' | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum} says of the files below. */
    private static final String BY_SHA256SUM = "09e57ef8767c69d01c78732fc1bcb15f70b6fec0cdd16d115117d05afe2e66e0";

    @TempDir
    private Path folder;

    @Test
    void theHashIsThatOfSha256sumsSortedOutput() throws IOException {
        write("b/z.txt", "a");
        write("ü", "bc");
        write("b.txt", "");

        assertThat(ContentManifest.of(folder)).isEqualTo(new ContentManifest(3, 3, BY_SHA256SUM));
    }

    @Test
    void anotherNameOrAnotherByteIsAnotherHash() throws IOException {
        write("a/one", "x");
        String first = ContentManifest.of(folder).sha256();
        write("a/one", "y");
        String second = ContentManifest.of(folder).sha256();
        Files.move(folder.resolve("a/one"), folder.resolve("a/two"));
        write("a/two", "x");

        assertThat(ContentManifest.of(folder).sha256()).isNotIn(first, second);
        Files.move(folder.resolve("a/two"), folder.resolve("a/one"));
        assertThat(ContentManifest.of(folder).sha256()).isEqualTo(first);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
