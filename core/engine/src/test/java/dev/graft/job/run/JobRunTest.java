// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import static dev.graft.executor.WorkerProcesses.await;
import static dev.graft.executor.WorkerProcesses.count;
import static dev.graft.job.run.JobServer.CALLER;
import static dev.graft.job.run.JobServer.awaitMessage;
import static dev.graft.job.run.JobServer.deed;
import static dev.graft.job.run.JobServer.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.dataset.Dataset;
import dev.graft.executor.WorkerProcesses;
import dev.graft.experiment.CheckpointChooseMethod;
import dev.graft.experiment.Experiment;
import dev.graft.job.ArtifactStats;
import dev.graft.job.EventBus;
import dev.graft.job.Job;
import dev.graft.job.JobHistoryEntry;
import dev.graft.job.JobLifecycle;
import dev.graft.job.JobOwner;
import dev.graft.job.JobResult;
import dev.graft.job.JobRun;
import dev.graft.job.JobState;
import dev.graft.page.PageRequest;
import dev.graft.spi.Action;
import dev.graft.spi.worker.WorkerJob;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobRunTest {

    @TempDir
    private Path data;

    private JobServer server;
    private Experiment experiment;

    @BeforeEach
    void start() {
        server = new JobServer(data, 1);
        experiment = server.experiment(server.pulledDataset());
    }

    @AfterEach
    void leaveNothing() {
        server.jobs.inState(JobState.PENDING).forEach(this::cancel);
        server.jobs.inState(JobState.RUNNING).forEach(job -> {
            cancel(job);
            server.awaitState(job, JobState.CANCELED);
        });
        server.close();
    }

    @Test
    void aJobRunsFromPendingToDone() {
        Job job = server.submit(experiment, Action.TRAIN, deed("train"));

        server.awaitState(job, JobState.DONE);

        assertThat(message(job)).isEqualTo("trained from epoch 1");
        assertThat(job.result().epoch()).isEqualTo(OptionalLong.of(3));
        assertThat(job.result().kpi()).singleElement().extracting(JobResult.Kpi::metric).isEqualTo("accuracy");
        assertThat(server.jobs.history(job.id()))
                .extracting(JobHistoryEntry::from, JobHistoryEntry::to, JobHistoryEntry::who)
                .containsExactly(
                        tuple(Optional.empty(), JobState.PENDING, CALLER.userId().toString()),
                        tuple(Optional.of(JobState.PENDING), JobState.RUNNING, "server"),
                        tuple(Optional.of(JobState.RUNNING), JobState.DONE, "server"));
        assertThat(server.service.artifact(CALLER, job.owner(), job.id()).file()).exists();
        assertThat(job.artifact()).get().extracting(ArtifactStats::size).isEqualTo(server.files.of(job).archive().toFile().length());
    }

    @Test
    void aTrainingLeavesItsBestAndLatestEpochInTheExperiment() {
        Job job = server.submit(experiment, Action.TRAIN, deed("train"));
        server.awaitState(job, JobState.DONE);

        assertThat(experiment.checkpointEpochs().of(CheckpointChooseMethod.BEST_MODEL, job.id())).hasValue(2);
        assertThat(experiment.checkpointEpochs().of(CheckpointChooseMethod.LATEST_MODEL, job.id())).hasValue(3);
    }

    @Test
    void aJobThatFollowsATrainingWaitsForItAndGetsItsBestCheckpoint() throws IOException {
        Job training = server.submit(experiment, Action.TRAIN, deed("train"));
        Job evaluation = server.submit(experiment, Action.EVALUATE, deed("succeed"), Optional.of(training.id()));
        awaitMessage(evaluation, "parent job " + training.id());

        server.awaitState(evaluation, JobState.DONE);

        assertThat(specs(evaluation).path("model").asText()).endsWith(training.id() + "/results/epoch_2.pth");
    }

    @Test
    void anExperimentStartsFromTheBestCheckpointOfItsBase() throws IOException {
        Job training = server.submit(experiment, Action.TRAIN, deed("train"));
        Experiment second = server.experiment(server.pulledDataset(), experiment.id());
        Job transfer = server.submit(second, Action.TRAIN, deed("train"));
        server.awaitState(transfer, JobState.DONE);

        assertThat(specs(transfer).path("base").asText()).endsWith(training.id() + "/results/epoch_2.pth");
    }

    @Test
    void aFailedWorkerEndsTheJobWithItsOwnWords() {
        Job job = server.submit(experiment, Action.TRAIN, deed("fail"));

        server.awaitState(job, JobState.ERROR);

        assertThat(message(job)).isEqualTo("num_classes is 7 but the dataset has 10 classes; set it to 10");
        assertThat(job.artifact()).isEmpty();
    }

    @Test
    void aWorkerThatEndsWellWithoutSayingSoIsAnError() {
        Job job = server.submit(experiment, Action.TRAIN, deed("say nothing"));

        server.awaitState(job, JobState.ERROR);

        awaitMessage(job, "without reporting success");
    }

    @Test
    void outOfMemorySaysWhatToDo() {
        Job job = server.submit(experiment, Action.TRAIN, deed("fill memory"));

        server.awaitState(job, JobState.ERROR);

        assertThat(message(job)).contains("ran out of memory").contains("smaller batch");
    }

    @Test
    void aCancelledJobIsCanceledWithinThreeSecondsAndLeavesNoProcess() {
        Job job = server.submit(experiment, Action.TRAIN, deed("hang"));
        awaitMessage(job, "up and doing");
        Instant before = Instant.now();

        cancel(job);
        server.awaitState(job, JobState.CANCELED);

        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(3));
        assertThat(count(job.id().toString())).isZero();
        assertThat(server.jobs.history(job.id())).last().extracting(JobHistoryEntry::who).isEqualTo(CALLER.userId().toString());
    }

    @Test
    void aCancelThatComesWhileTheWorkerStartsIsNotLost() {
        Job job = server.submit(experiment, Action.TRAIN, deed("hang"));
        server.awaitState(job, JobState.RUNNING);

        cancel(job);

        server.awaitState(job, JobState.CANCELED);
        assertThat(count(job.id().toString())).isZero();
    }

    @Test
    void aJobWithoutAFreeSlotIsToldItsPlaceAndStartsWhenTheSlotIsFree() {
        Job first = server.submit(experiment, Action.TRAIN, deed("hang"));
        server.awaitState(first, JobState.RUNNING);
        Job second = server.submit(experiment, Action.EVALUATE, deed("succeed"));
        awaitMessage(second, "place 1 in the queue");

        cancel(first);

        server.awaitState(second, JobState.DONE);
    }

    @Test
    void aJobWaitsForItsDataset() {
        Dataset dataset = server.newDataset();
        Job job = server.submit(server.experiment(dataset), Action.TRAIN, deed("succeed").put("classes", 10));
        awaitMessage(job, "dataset " + dataset.id());

        server.settle(dataset);

        server.awaitState(job, JobState.DONE);
    }

    @Test
    void aJobWhoseDatasetTurnsOutUnfitEndsWithTheReason() {
        Dataset dataset = server.newDataset();
        Job job = server.submit(server.experiment(dataset), Action.TRAIN, deed("succeed"));
        awaitMessage(job, "dataset " + dataset.id());

        server.refuse(dataset, "classes.txt is missing");

        server.awaitState(job, JobState.ERROR);
        assertThat(message(job)).contains("classes.txt is missing");
    }

    @Test
    void aJobWhoseParentFailsEndsWithTheReason() {
        Job training = server.submit(experiment, Action.TRAIN, deed("fail"));
        Job evaluation = server.submit(experiment, Action.EVALUATE, deed("succeed"), Optional.of(training.id()));

        server.awaitState(evaluation, JobState.ERROR);

        awaitMessage(evaluation, training.id().toString());
        assertThat(message(evaluation)).contains("Error");
    }

    @Test
    void aLostWorkerIsRepeatedOnceFromTheLatestCheckpoint() throws IOException {
        Job job = server.submit(experiment, Action.TRAIN, deed("train").put("wait", true));
        awaitMessage(job, "epoch 1");

        killAll(job);
        server.awaitState(job, JobState.DONE);

        assertThat(message(job)).isEqualTo("trained from epoch 2");
        assertThat(job.attempt()).isEqualTo(2);
        assertThat(specs(job).path("resume").asText()).endsWith("epoch_1.pth");
        assertThat(job.result().kpi().get(0).values()).containsOnlyKeys(1L, 2L, 3L);
    }

    @Test
    void aWorkerLostForTheSecondTimeWaitsBeforeItIsTriedAgain() {
        Job job = server.submit(experiment, Action.TRAIN, deed("hang"));
        awaitMessage(job, "up and doing");
        killAll(job);
        await("the second attempt", () -> job.attempt() == 2);
        awaitMessage(job, "up and doing");

        killAll(job);

        awaitMessage(job, "tried again in 10 s");
        assertThat(job.state()).isEqualTo(JobState.PENDING);
        assertThat(job.notBefore()).isPresent();
    }

    @Test
    void aCanceledTrainingGoesOnFromItsCheckpointWithNewSpecs() throws IOException {
        Job job = server.submit(experiment, Action.TRAIN, deed("train").put("wait", true));
        awaitMessage(job, "epoch 1");
        cancel(job);
        server.awaitState(job, JobState.CANCELED);

        server.service.resume(CALLER, job.owner(), job.id(), Optional.empty(), Optional.of(deed("train").put("wait", false)));
        server.awaitState(job, JobState.DONE);

        assertThat(message(job)).isEqualTo("trained from epoch 2");
        assertThat(specs(job).path("wait").asBoolean(true)).isFalse();
    }

    @Test
    void aNewServerTakesUpTheWorkersOfTheOldOne() {
        Job job = server.submit(experiment, Action.TRAIN, deed("hang"));
        awaitMessage(job, "up and doing");

        server = server.restarted();
        cancel(job);

        server.awaitState(job, JobState.CANCELED);
        assertThat(job.attempt()).isEqualTo(1);
        assertThat(count(job.id().toString())).isZero();
    }

    @Test
    void aServerOnAnotherMachineEndsAWorkerThatItCannotReachBeforeTheJobRunsAgain() {
        Job job = server.submit(experiment, Action.TRAIN, deed("train").put("wait", true));
        awaitMessage(job, "epoch 1");
        long leader = leader(job);

        server = server.restartedOn("elsewhere");

        await("the worker's own shell to end it", () -> ProcessHandle.of(leader).filter(ProcessHandle::isAlive).isEmpty());
        assertThat(job.attempt()).as("the second start waits for that").isEqualTo(1);
        await("the second start", () -> job.attempt() == 2);
        assertThat(job.placement().orElseThrow().host()).contains("elsewhere");
        cancel(job);
        server.awaitState(job, JobState.CANCELED);
    }

    @Test
    void aServerWhoseJobWasTakenOverIsNotHeardAnyMore() {
        Job job = server.submit(experiment, Action.TRAIN, deed("hang"));
        awaitMessage(job, "up and doing");
        JobRun before = job.run();
        JobLifecycle lifecycle = new JobLifecycle(server.jobs, new EventBus(), Clock.systemUTC());

        assertThat(lifecycle.takenOver(job.id(), UUID.randomUUID(), UUID.randomUUID())).as("by way of a stranger").isEmpty();
        assertThat(lifecycle.takenOver(job.id(), before.server(), UUID.randomUUID())).isPresent();

        assertThat(lifecycle.failed(before, job.result(), "an old story")).isFalse();
        assertThat(job.state()).isEqualTo(JobState.RUNNING);
        assertThat(lifecycle.canceled(job.run(), job.result())).isTrue();
    }

    @Test
    void aWishToStopThatTheJobsServerDidNotHearIsFoundByIt() {
        Job job = server.submit(experiment, Action.TRAIN, deed("hang"));
        awaitMessage(job, "up and doing");

        new JobLifecycle(server.jobs, new EventBus(), Clock.systemUTC()).stopRequested(job, "ada", Duration.ofMillis(500));

        server.awaitState(job, JobState.CANCELED);
    }

    @Test
    void aNewServerFinishesAJobWhoseWorkerEndedMeanwhile() {
        Job job = server.submit(experiment, Action.TRAIN, deed("train").put("wait", true));
        awaitMessage(job, "epoch 1");
        server.leave();
        ProcessHandle.of(leader(job)).orElseThrow().children().forEach(ProcessHandle::destroyForcibly);
        await("the worker's exit code", () -> Files.exists(server.files.of(job).root().resolve("attempts/1/exit")));

        server = server.restarted();

        server.awaitState(job, JobState.ERROR);
        assertThat(message(job)).contains("signal 9");
    }

    @Test
    void aFollowedLogComesAsItIsWrittenAndEndsWithTheJob() throws Exception {
        Job job = server.submit(experiment, Action.TRAIN, deed("hang"));
        InputStream log = server.service.log(CALLER, job.owner(), job.id()).follow();
        CompletableFuture<String> followed = CompletableFuture.supplyAsync(() -> readAll(log));
        awaitMessage(job, "up and doing");
        assertThat(followed).isNotDone();

        cancel(job);

        assertThat(followed.get(10, TimeUnit.SECONDS)).contains("attempt 1 on local/cpu0").contains("working with").endsWith("Canceled EOF\n");
    }

    @Test
    void theLogOfADoneJobEndsWithItsState() {
        Job job = server.submit(experiment, Action.TRAIN, deed("succeed"));
        server.awaitState(job, JobState.DONE);

        assertThat(readAll(server.service.log(CALLER, job.owner(), job.id()).open())).endsWith("Done EOF\n");
    }

    @Test
    void aDeletedJobLeavesNothingOnDisk() {
        Job job = server.submit(experiment, Action.TRAIN, deed("succeed"));
        server.awaitState(job, JobState.DONE);

        server.service.delete(CALLER, job.owner(), job.id());

        assertThat(server.files.of(job).root()).doesNotExist();
        assertThat(server.jobs.ofOwner(CALLER.org(), JobOwner.experiment(experiment.id()), PageRequest.all()).items()).isEmpty();
    }

    private void cancel(Job job) {
        server.service.cancel(CALLER, job.owner(), job.id());
    }

    private void killAll(Job job) {
        WorkerProcesses.killGroup(leader(job));
    }

    private long leader(Job job) {
        Path attempt = server.files.of(job).root().resolve("attempts").resolve(Integer.toString(job.attempt()));
        try {
            return Long.parseLong(Files.readString(attempt.resolve("pid")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode specs(Job job) throws IOException {
        return WorkerJob.read(server.files.of(job).jobFile()).specs();
    }

    private static String readAll(InputStream in) {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
