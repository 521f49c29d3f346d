// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import static dev.graft.executor.WorkerProcesses.await;
import static dev.graft.job.run.JobServer.CALLER;
import static dev.graft.job.run.JobServer.deed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.experiment.Experiment;
import dev.graft.fault.InvalidRequest;
import dev.graft.fault.NotFound;
import dev.graft.job.EventBus;
import dev.graft.job.Job;
import dev.graft.job.JobLifecycle;
import dev.graft.job.JobOrder;
import dev.graft.job.JobOwner;
import dev.graft.job.JobResult;
import dev.graft.job.JobState;
import dev.graft.job.JobsInMemory;
import dev.graft.job.NoSearches;
import dev.graft.job.Placement;
import dev.graft.job.StatusReader;
import dev.graft.job.callback.JobReporting;
import dev.graft.job.callback.WorkerReport;
import dev.graft.spi.Action;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports to a job whose worker says nothing more by itself. */
class JobReportingTest {

    @TempDir
    private Path data;

    private JobServer server;
    private Job job;

    @BeforeEach
    void start() throws IOException {
        server = new JobServer(data, 1);
        Experiment experiment = server.experiment(server.pulledDataset());
        job = server.submit(experiment, Action.TRAIN, deed("hang"));
        await("the worker's first line", () -> status().contains("up and doing"));
    }

    @AfterEach
    void stop() {
        if (!job.state().ended()) {
            server.service.cancel(CALLER, job.owner(), job.id());
            server.awaitState(job, JobState.CANCELED);
        }
        server.close();
    }

    @Test
    void theResultFollowsTheLinesAsIfTheWorkerHadWrittenThem() {
        String first = "{\"date\": \"1/2/2026\", \"time\": \"3:4:5\", \"status\": \"RUNNING\", \"message\": \"one\", \"epoch\": 1,"
                + " \"max_epoch\": 3, \"kpi\": {\"accuracy\": 0.5, \"loss\": NaN}}";
        String second = first.replace("\"epoch\": 1", "\"epoch\": 2").replace("one", "two").replace("0.5", "0.75");

        report(status(first));
        report(status(second));

        await("the second epoch", () -> job.result().epoch().equals(OptionalLong.of(2)));
        StatusReader expected = new StatusReader();
        status().lines().forEach(expected::read);
        assertThat(job.result()).isEqualTo(expected.result());
        assertThat(job.result().kpi()).filteredOn(kpi -> kpi.metric().equals("accuracy"))
                .singleElement()
                .extracting(JobResult.Kpi::values)
                .hasToString("{1=0.5, 2=0.75}");
        assertThat(job.result().detailedStatus().message()).contains("two");
    }

    @Test
    void aRepeatChangesNothingEvenWhenOthersCameBetween() {
        report(status("{\"status\": \"RUNNING\", \"epoch\": 1}"));
        report(status("{\"status\": \"RUNNING\", \"epoch\": 2}"));
        report(status("{\"status\": \"RUNNING\", \"epoch\": 1}"));
        report(log("epoch 1\n"));
        report(log("epoch 1\n"));

        assertThat(status()).endsWith("{\"status\": \"RUNNING\", \"epoch\": 1}\n{\"status\": \"RUNNING\", \"epoch\": 2}\n");
        assertThat(log()).containsOnlyOnce("epoch 1\n");
    }

    @Test
    void numberedReportsAreTakenOnceAndInTheirOrder() {
        report(numbered(1, ".\n"));
        report(numbered(2, ".\n"));
        report(numbered(2, ".\n"));
        report(numbered(1, "late\n"));

        assertThatThrownBy(() -> report(numbered(4, "early\n")))
                .isInstanceOfSatisfying(GraftException.class, fault -> {
                    assertThat(fault.code()).isEqualTo(StandardError.CONFLICT);
                    assertThat(fault).hasMessageContaining("report 3 has not arrived");
                });
        assertThat(log()).endsWith(".\n.\n").doesNotContain("late", "early");
    }

    @Test
    void aReportToAJobThatHasEndedChangesNothingAndTellsItsState() {
        server.service.cancel(CALLER, job.owner(), job.id());
        server.awaitState(job, JobState.CANCELED);
        String before = status() + log();
        JobResult result = job.result();

        Job answer = report(status("{\"status\": \"SUCCESS\", \"epoch\": 9}"));

        assertThat(answer.state()).isEqualTo(JobState.CANCELED);
        assertThat(status() + log()).isEqualTo(before);
        assertThat(job.result()).isEqualTo(result);
    }

    @Test
    void aJobIsFoundInItsOrganisationAndUnderItsOwnerAlone() {
        WorkerReport report = log("x");

        assertThatThrownBy(() -> server.reporting.take("other", job.owner(), job.id(), report)).isInstanceOf(NotFound.class);
        JobOwner other = JobOwner.experiment(UUID.randomUUID());
        assertThatThrownBy(() -> server.reporting.take(CALLER.org(), other, job.id(), report)).isInstanceOf(NotFound.class);
    }

    @Test
    void aSearchHandsTheReportOnToItsTrial() throws IOException {
        JobsInMemory jobs = new JobsInMemory();
        Job search = newJob();
        search.becomeSearch();
        Job trial = newJob();
        trial.becomeTrial(search.id(), false);
        jobs.add(search);
        jobs.add(trial);
        new JobLifecycle(jobs, new EventBus(), Clock.systemUTC())
                .started(trial.id(), new Placement(UUID.randomUUID(), Optional.empty(), "local", List.of("local/cpu0")), 0);
        JobReporting reporting = new JobReporting(jobs, server.files, new OneTrial(trial.id()), new EventBus());

        WorkerReport toTrial = new WorkerReport(Optional.of("{\"epoch\": 1}"), Optional.empty(), OptionalInt.of(0), OptionalLong.empty());
        assertThat(reporting.take(search.org(), search.owner(), search.id(), toTrial)).isSameAs(search);

        assertThat(Files.readString(server.files.of(trial).status())).isEqualTo("{\"epoch\": 1}\n");
        assertThat(server.files.of(search).root()).doesNotExist();
        WorkerReport toNobody = new WorkerReport(Optional.of("{}"), Optional.empty(), OptionalInt.of(7), OptionalLong.empty());
        assertThatThrownBy(() -> reporting.take(search.org(), search.owner(), search.id(), toNobody)).isInstanceOf(InvalidRequest.class);
        assertThatThrownBy(() -> reporting.take(search.org(), search.owner(), search.id(), log("x")))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("/experiment_number: is missing");
    }

    /** A search with one trial, number 0. */
    private static final class OneTrial extends NoSearches {
        private final UUID trial;

        OneTrial(UUID trial) {
            this.trial = trial;
        }

        @Override
        public Optional<UUID> trial(Job search, int number) {
            return number == 0 ? Optional.of(trial) : Optional.empty();
        }
    }

    private Job newJob() {
        return new Job(
                UUID.randomUUID(), CALLER.org(), job.owner(), job.architecture(), JobOrder.of(Action.TRAIN), deed("hang"),
                CALLER.userId(), Instant.now());
    }

    private Job report(WorkerReport report) {
        return server.reporting.take(CALLER.org(), job.owner(), job.id(), report);
    }

    private static WorkerReport status(String line) {
        return new WorkerReport(Optional.of(line), Optional.empty(), OptionalInt.of(0), OptionalLong.empty());
    }

    private static WorkerReport log(String text) {
        return new WorkerReport(Optional.empty(), Optional.of(text), OptionalInt.empty(), OptionalLong.empty());
    }

    private static WorkerReport numbered(long sequence, String text) {
        return new WorkerReport(Optional.empty(), Optional.of(text), OptionalInt.empty(), OptionalLong.of(sequence));
    }

    private String status() {
        return read(server.files.of(job).status());
    }

    private String log() {
        return read(server.files.of(job).log());
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
