// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.graft.spi.Action;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.status.StatusLine.State;
import dev.graft.spi.worker.ExitCode;
import dev.graft.spi.worker.WorkerJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerTest {

    @TempDir
    Path folder;

    private final StopSignal stop = new StopSignal();

    @Test
    void aJobStartsAndSucceedsWithTheActionsSentence() throws IOException {
        ExitCode exit = run(Action.TRAIN, context -> {
            assertThat(lines()).singleElement().satisfies(line -> {
                assertThat(line.get("status").asText()).isEqualTo("STARTED");
                assertThat(line.get("message").asText()).isEqualTo("Starting train of classification_pyt.");
            });
            context.status().append(State.RUNNING, "half");
            return "All done.";
        });
        assertThat(exit).isEqualTo(ExitCode.SUCCESS);
        assertThat(lines()).extracting(line -> line.get("status").asText()).containsExactly("STARTED", "RUNNING", "SUCCESS");
        assertThat(last().get("message").asText()).isEqualTo("All done.");
    }

    @Test
    void aFaultOfTheUserIsToldAsItIs() throws IOException {
        ExitCode exit = run(Action.TRAIN, context -> {
            throw new GraftException(StandardError.INVALID_SPECS, "/a/b is 3; take 4");
        });
        assertThat(exit).isEqualTo(ExitCode.USER);
        assertThat(last().get("status").asText()).isEqualTo("FAILURE");
        assertThat(last().get("message").asText()).isEqualTo("/a/b is 3; take 4");
    }

    @Test
    void aDefectIsToldWithoutItsTrace() throws IOException {
        ExitCode exit = run(Action.TRAIN, context -> {
            throw new IllegalStateException("bad\n\tat dev.graft.Something");
        });
        assertThat(exit).isEqualTo(ExitCode.INTERNAL);
        assertThat(last().get("message").asText())
                .contains("IllegalStateException: bad")
                .contains("the log has its trace")
                .doesNotContain("dev.graft.Something");
    }

    @Test
    void shortMemoryIsToldApartHoweverItShows() throws IOException {
        for (Throwable shortage : List.of(
                new OutOfMemoryError("Java heap space"),
                new RuntimeException("[enforce fail at alloc_cpu.cpp:117] DefaultCPUAllocator: can't allocate memory: you tried"),
                new IllegalStateException("step failed", new RuntimeException("CUDA out of memory. Tried to allocate 2 GiB")))) {
            ExitCode exit = run(Action.TRAIN, context -> {
                throw sneaky(shortage);
            });
            assertThat(exit).isEqualTo(ExitCode.OUT_OF_MEMORY);
            assertThat(last().get("message").asText()).contains("out of memory").contains("smaller batch size");
        }
    }

    @Test
    void anActionThatWasStoppedSaysHowFarItCame() throws IOException {
        ExitCode exit = run(Action.TRAIN, context -> {
            stop.request();
            context.stop().check();
            return "never";
        });
        assertThat(exit).isEqualTo(ExitCode.TERMINATED);
        assertThat(last().get("status").asText()).isEqualTo("FAILURE");
        assertThat(last().get("message").asText()).contains("stopped on request");
    }

    @Test
    void anActionThatTheWorkerDoesNotHaveIsRefusedWithThoseItHas() throws IOException {
        ExitCode exit = new Worker(Map.of(Action.EVALUATE, () -> context -> "", Action.TRAIN, () -> context -> ""), stop)
                .run(jobFile(Action.PRUNE));
        assertThat(exit).isEqualTo(ExitCode.USER);
        assertThat(last().get("message").asText()).contains("cannot prune").contains("evaluate, train");
    }

    @Test
    void aMissingProgramIsNoDefect() throws IOException {
        ExitCode exit = run(Action.GEN_TRT_ENGINE, context -> {
            throw new GraftException(StandardError.PROGRAM_MISSING, "install trtexec");
        });
        assertThat(exit).isEqualTo(ExitCode.USER);
    }

    @Test
    void aJobFileThatCannotBeReadIsADefect() {
        assertThat(new Worker(Map.of(), stop).run(folder.resolve("none.json"))).isEqualTo(ExitCode.INTERNAL);
    }

    private ExitCode run(Action action, WorkerAction body) throws IOException {
        Files.deleteIfExists(folder.resolve("status.json"));
        return new Worker(Map.of(action, () -> body), stop).run(jobFile(action));
    }

    private Path jobFile(Action action) throws IOException {
        return jobFile(folder, action);
    }

    static Path jobFile(Path folder, Action action) throws IOException {
        WorkerJob job = new WorkerJob(
                "id",
                "classification_pyt",
                action,
                JsonNodeFactory.instance.objectNode(),
                folder,
                folder.resolve("status.json"),
                "",
                List.of(),
                1);
        return Files.writeString(folder.resolve("job.json"), job.toJson());
    }

    private List<JsonNode> lines() {
        return lines(folder);
    }

    static List<JsonNode> lines(Path folder) {
        List<JsonNode> lines = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(folder.resolve("status.json"))) {
                lines.add(new JsonMapper().readTree(line));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return lines;
    }

    private JsonNode last() {
        List<JsonNode> lines = lines();
        return lines.get(lines.size() - 1);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException sneaky(Throwable error) throws E {
        throw (E) error;
    }
}
