// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.graft.executor.WorkerEnd;
import dev.graft.job.Job;
import dev.graft.job.JobOrder;
import dev.graft.job.JobOwner;
import dev.graft.job.JobResult.DetailedStatus;
import dev.graft.job.run.Outcome.Kind;
import dev.graft.spi.Action;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeTest {

    private final Job job = new Job(
            UUID.randomUUID(),
            "acme",
            JobOwner.experiment(UUID.randomUUID()),
            "net",
            JobOrder.of(Action.TRAIN),
            JsonNodeFactory.instance.objectNode(),
            UUID.randomUUID(),
            Instant.EPOCH);

    @Test
    void successNeedsBothTheExitCodeAndTheWord() {
        assertThat(outcome(0, "SUCCESS", "done")).isEqualTo(new Outcome(Kind.SUCCEEDED, ""));
        assertThat(outcome(0, "RUNNING", "epoch 1").kind()).isEqualTo(Kind.FAILED);
        assertThat(outcome(1, "SUCCESS", "done").kind()).isEqualTo(Kind.FAILED);
    }

    @Test
    void theWorkersOwnWordsComeWithoutLinesOfAStackTrace() {
        assertThat(outcome(2, "FAILURE", "no classes\n\tat com.example.Main.main(Main.java:3)\n\t... 2 more").message())
                .isEqualTo("no classes");
    }

    @ParameterizedTest
    @CsvSource({
        "1, end of its log",
        "2, could not use the specs or the data",
        "3, smaller batch",
        "127, graft.worker.java",
        "137, signal 9",
        "134, signal 6",
        "139, signal 11"
    })
    void anExitCodeWithoutWordsIsExplained(int code, String text) {
        Outcome outcome = outcome(code, "RUNNING", "epoch 1");

        assertThat(outcome.kind()).isEqualTo(Kind.FAILED);
        assertThat(outcome.message()).contains(text);
    }

    @Test
    void aFaultThatIsNotTheJobsOwnIsRepeated() {
        assertThat(Outcome.of(job, WorkerEnd.lost(), DetailedStatus.NONE).kind()).isEqualTo(Kind.REPEAT);
        assertThat(Outcome.of(job, WorkerEnd.neverStarted(), DetailedStatus.NONE).kind()).isEqualTo(Kind.QUEUE_AGAIN);
        assertThat(outcome(143, "RUNNING", "epoch 1").kind()).isEqualTo(Kind.REPEAT);
    }

    @Test
    void aStartThatTheDiskOrTheDatabaseHasSpoiltIsTriedAgainAndOneThatCannotSucceedIsNot() {
        GraftException away = new GraftException(StandardError.DATABASE_UNAVAILABLE, "The database is away.");
        GraftException wrong = new GraftException(StandardError.INVALID_PARENT, "No such parent.");

        assertThat(Outcome.ofStart(job, new IllegalStateException(away), Optional.of(away)).kind()).isEqualTo(Kind.REPEAT);
        assertThat(Outcome.ofStart(job, new IOException("No space left on device"), Optional.empty()).kind()).isEqualTo(Kind.REPEAT);
        assertThat(Outcome.ofStart(job, wrong, Optional.empty())).isEqualTo(new Outcome(Kind.FAILED, "No such parent."));
        assertThat(Outcome.ofStart(job, new IllegalStateException("a defect"), Optional.empty()).kind()).isEqualTo(Kind.FAILED);
    }

    @Test
    void whatCouldNotBeRunIsTriedAgainAfterAPauseThatGrows() {
        Outcome outcome = Outcome.of(job, WorkerEnd.unavailable("No image."), DetailedStatus.NONE);

        assertThat(outcome.kind()).isEqualTo(Kind.REPEAT);
        assertThat(outcome.pause()).isEqualTo(Duration.ofSeconds(10));
        assertThat(outcome.message()).contains("No image.", "tried again in 10 s");
    }

    @Test
    void aProgramsOwnFaultIsNotRepeated() {
        assertThat(Outcome.of(job, WorkerEnd.outOfMemory(OptionalInt.of(137)), DetailedStatus.NONE))
                .satisfies(outcome -> assertThat(outcome.kind()).isEqualTo(Kind.FAILED))
                .satisfies(outcome -> assertThat(outcome.message()).contains("smaller batch"));
        assertThat(Outcome.of(job, WorkerEnd.timeLimit(OptionalInt.of(143)), DetailedStatus.NONE))
                .satisfies(outcome -> assertThat(outcome.kind()).isEqualTo(Kind.FAILED))
                .satisfies(outcome -> assertThat(outcome.message()).contains("time limit"));
    }

    private Outcome outcome(int code, String status, String message) {
        return Outcome.of(
                job,
                WorkerEnd.exited(code),
                new DetailedStatus(Optional.empty(), Optional.empty(), Optional.of(status), Optional.of(message)));
    }
}
