// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopiesTest {

    @TempDir
    private Path folder;

    @Test
    void outputIsAppendedToTheLog() throws IOException {
        Path log = Files.writeString(folder.resolve("logs.txt"), "the server's line\n");

        copy(log, 0, "one\n", "two\n");

        assertThat(log).hasContent("the server's line\none\ntwo\n");
    }

    @Test
    void aSecondReadingLeavesOutWhatTheLogHas() throws IOException {
        Path log = Files.writeString(folder.resolve("logs.txt"), "one\ntw");

        copy(log, 6, "one\n", "two\n", "three\n");

        assertThat(log).hasContent("one\ntwo\nthree\n");
    }

    @Test
    void statusLinesAreFoundInTheFolderOfATaskToo() throws IOException {
        Path target = Files.writeString(folder.resolve("status.json"), "{\"message\": \"Pulling\"}\n");
        Path source = results("train/status.json", "{\"epoch\": 1}\n");
        StatusCopy copy = new StatusCopy(folder.resolve("results"), target, 0);

        copy.run();
        Files.writeString(source, "{\"epoch\": 1}\n{\"epoch\": 2}\n");
        copy.run();

        assertThat(target).hasContent("{\"message\": \"Pulling\"}\n{\"epoch\": 1}\n{\"epoch\": 2}\n");
    }

    @Test
    void aLaterServerGoesOnWhereTheEarlierOneStopped() throws IOException {
        Path target = Files.writeString(folder.resolve("status.json"), "{\"epoch\": 1}\n{\"ep");
        results("status.json", "{\"epoch\": 1}\n{\"epoch\": 2}\n");

        new StatusCopy(folder.resolve("results"), target, Files.size(target)).run();

        assertThat(target).hasContent("{\"epoch\": 1}\n{\"epoch\": 2}\n");
    }

    @Test
    void aFileThatTheContainerBeginsAnewIsCopiedFromItsBeginning() throws IOException {
        Path target = folder.resolve("status.json");
        Path source = results("status.json", "{\"epoch\": 1}\n");
        StatusCopy copy = new StatusCopy(folder.resolve("results"), target, 0);
        copy.run();

        Files.writeString(source, "{}\n");
        copy.run();

        assertThat(target).hasContent("{\"epoch\": 1}\n{}\n");
    }

    @Test
    void whatAnEarlierAttemptLeftIsNotTakenForNews() throws IOException {
        Path old = results("train/status.json", "{\"status\": \"SUCCESS\"}\n");

        StatusCopy.clear(folder.resolve("results"));

        assertThat(old).doesNotExist();
    }

    private Path results(String name, String text) throws IOException {
        Path file = folder.resolve("results").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static void copy(Path log, long skip, String... lines) throws IOException {
        try (LogCopy copy = new LogCopy(log, skip)) {
            for (String line : lines) {
                copy.onNext(new Frame(StreamType.STDOUT, line.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }
}
