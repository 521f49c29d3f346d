// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLinesTest {

    @TempDir
    private Path folder;

    @Test
    void aMissingFileIsEmpty() throws IOException {
        FileLines missing = new FileLines(folder.resolve("no.txt"), 10);

        assertThat(missing.size()).isZero();
        assertThat(missing.tail(5)).isZero();
        assertThat(missing.next(7, true)).isEqualTo(new FileLines.Part(List.of(), 0));
    }

    @Test
    void aLineIsReadWhenItIsWholeOrCannotGrow() throws IOException {
        FileLines file = file("one\ntw", 100);

        FileLines.Part first = file.next(0, false);
        assertThat(first.lines()).extracting(FileLines.Line::text).containsExactly("one\n");
        assertThat(first.after()).isEqualTo(4);
        assertThat(file.next(4, false)).isEqualTo(new FileLines.Part(List.of(), 4));
        assertThat(file.next(4, true).lines()).containsExactly(new FileLines.Line("tw", 6));
    }

    @Test
    void aLongLineIsCutBetweenCharacters() throws IOException {
        FileLines file = file("aäöü€x\nend", 6);

        List<String> pieces = new ArrayList<>();
        long at = 0;
        while (at < file.size()) {
            FileLines.Part part = file.next(at, true);
            part.lines().forEach(line -> pieces.add(line.text()));
            assertThat(part.after()).isGreaterThan(at);
            at = part.after();
        }
        assertThat(String.join("", pieces)).isEqualTo("aäöü€x\nend");
        assertThat(pieces).doesNotContain("").noneMatch(piece -> piece.contains("\ufffd"));
    }

    @Test
    void aTailBeginsWithALine() throws IOException {
        FileLines file = file("first\nsecond\nthird\n", 100);

        assertThat(file.tail(100)).isZero();
        assertThat(file.tail(6)).isEqualTo(13);
        assertThat(file.tail(7)).isEqualTo(13);
        assertThat(file.tail(13)).isEqualTo(6);
    }

    @Test
    void aPositionBeyondTheEndIsTheEnd() throws IOException {
        assertThat(file("one\n", 100).next(Long.MAX_VALUE, false)).isEqualTo(new FileLines.Part(List.of(), 4));
    }

    private FileLines file(String text, int part) throws IOException {
        return new FileLines(Files.writeString(folder.resolve("f.txt"), text), part);
    }
}
