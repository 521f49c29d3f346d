// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import static dev.graft.job.run.JobServer.CALLER;
import static dev.graft.job.run.JobServer.deed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.dataset.Dataset;
import dev.graft.dataset.DatasetDependant.Intent;
import dev.graft.experiment.Experiment;
import dev.graft.fault.InvalidRequest;
import dev.graft.fault.NotFound;
import dev.graft.job.EventBus;
import dev.graft.job.Job;
import dev.graft.job.JobClaims;
import dev.graft.job.JobOrder;
import dev.graft.job.JobOwner;
import dev.graft.job.JobState;
import dev.graft.org.Caller;
import dev.graft.org.Role;
import dev.graft.spi.Action;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.network.ActionRule.DatasetRole;
import dev.graft.spi.spec.SpecFault;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobServiceTest {

    @TempDir
    private Path data;

    private JobServer server;
    private Experiment experiment;

    /** Its dataset has no data, so that jobs stay Pending. */
    private Experiment waiting;

    @BeforeEach
    void start() {
        server = new JobServer(data, 1);
        experiment = server.experiment(server.pulledDataset());
        waiting = server.experiment(server.newDataset());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aSubmittedJobIsPendingWithItsSpecsMergedIntoTheDefaultsThatFitTheDataset() {
        ObjectNode given = JsonNodeFactory.instance.objectNode();
        given.putObject("train").put("epochs", 5);

        Job job = server.service.validate(CALLER, owner(experiment), order(Action.TRAIN, given));

        assertThat(job.state()).isEqualTo(JobState.PENDING);
        assertThat(job.specs().toString())
                .isEqualTo("{\"do\":\"succeed\",\"train\":{\"epochs\":5,\"rate\":0.1},\"classes\":10}");
        assertThat(server.jobs.find(job.id())).isEmpty();
    }

    @Test
    void allFaultsOfTheSpecsAreToldAtOnceWithTheirPointers() {
        ObjectNode given = JsonNodeFactory.instance.objectNode().put("do", 1);
        given.putObject("train").put("epochs", 0).put("rate", "fast").put("speed", 3);

        assertThatThrownBy(() -> server.service.submit(CALLER, owner(experiment), order(Action.TRAIN, given)))
                .isInstanceOfSatisfying(InvalidRequest.class, fault -> {
                    assertThat(fault.code()).isEqualTo(StandardError.INVALID_SPECS);
                    assertThat(fault.faults())
                            .extracting(SpecFault::pointer)
                            .containsExactly("/specs/do", "/specs/train/epochs", "/specs/train/rate", "/specs/train/speed");
                });
        assertThat(server.jobs.queue()).isEmpty();
    }

    @Test
    void whatTheSchemaCannotSayThePluginSays() {
        ObjectNode given = JsonNodeFactory.instance.objectNode().put("classes", 7);

        assertThatThrownBy(() -> server.service.submit(CALLER, owner(experiment), order(Action.TRAIN, given)))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("/specs/classes: the dataset has 10 classes");
    }

    @Test
    void anActionThatTheNetworkLacksIsRefusedWithTheAllowedOnes() {
        refused(StandardError.ACTION_NOT_ALLOWED, () -> submit(experiment, Action.PRUNE, Optional.empty()))
                .hasMessageContaining("train, evaluate, export");
    }

    @Test
    void aDatasetOfATypeWithoutActionsRefusesThemAll() {
        Dataset dataset = server.pulledDataset();

        refused(
                        StandardError.ACTION_NOT_ALLOWED,
                        () -> server.service.submit(CALLER, JobOwner.dataset(dataset.id()), JobOrder.of(Action.CONVERT)))
                .hasMessageContaining("image_classification");
    }

    @Test
    void aParentThatIsNeededAndMissingIsRefused() {
        refused(StandardError.INVALID_PARENT, () -> submit(experiment, Action.EXPORT, Optional.empty()))
                .hasMessageContaining("job of action train");
    }

    @Test
    void aParentThatCannotBeUsedIsRefused() {
        Job training = submit(waiting, Action.TRAIN, Optional.empty());
        Job evaluation = submit(waiting, Action.EVALUATE, Optional.of(training.id()));

        refused(StandardError.INVALID_PARENT, () -> submit(waiting, Action.TRAIN, Optional.of(training.id())))
                .hasMessageContaining("leave parent_job_id out");
        refused(StandardError.INVALID_PARENT, () -> submit(waiting, Action.EXPORT, Optional.of(evaluation.id())))
                .hasMessageContaining("of action evaluate");
        refused(StandardError.INVALID_PARENT, () -> submit(waiting, Action.EXPORT, Optional.of(UUID.randomUUID())));
    }

    @Test
    void aParentThatEndedBadlyIsRefused() {
        Job training = submit(waiting, Action.TRAIN, Optional.empty());
        server.service.cancel(CALLER, training.owner(), training.id());

        refused(StandardError.INVALID_PARENT, () -> submit(waiting, Action.EXPORT, Optional.of(training.id())))
                .hasMessageContaining("Canceled");
    }

    @Test
    void resourcesThatNobodyHasAreRefused() {
        JobOrder two = new JobOrder(
                Action.TRAIN,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.of(2),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        JobOrder gpu = new JobOrder(
                Action.TRAIN,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.of("a100"),
                Optional.empty(),
                Optional.empty());

        refused(StandardError.NO_SUCH_RESOURCES, () -> server.service.submit(CALLER, owner(experiment), two));
        refused(StandardError.NO_SUCH_RESOURCES, () -> server.service.submit(CALLER, owner(experiment), gpu));
    }

    @Test
    void aTrainingWithAnInvalidDatasetIsRefusedWithTheReason() {
        Dataset dataset = server.newDataset();
        server.refuse(dataset, "classes.txt is missing.");

        refused(StandardError.INVALID_DATASET, () -> submit(server.experiment(dataset), Action.TRAIN, Optional.empty()))
                .hasMessageContaining("classes.txt is missing.");
    }

    @Test
    void aViewerReadsAndChangesNothing() {
        Caller viewer = new Caller(UUID.randomUUID(), CALLER.org(), Role.VIEWER);
        Job job = submit(waiting, Action.TRAIN, Optional.empty());

        assertThat(server.service.get(viewer, job.owner(), job.id())).isSameAs(job);
        refused(StandardError.FORBIDDEN, () -> server.service.submit(viewer, owner(waiting), JobOrder.of(Action.TRAIN)));
        refused(StandardError.FORBIDDEN, () -> server.service.cancel(viewer, job.owner(), job.id()));
        refused(StandardError.FORBIDDEN, () -> server.service.delete(viewer, job.owner(), job.id()));
        assertThat(job.state()).isEqualTo(JobState.PENDING);
    }

    @Test
    void anotherOrganisationSeesNothing() {
        Caller stranger = new Caller(UUID.randomUUID(), "other", Role.ADMIN);
        Job job = submit(waiting, Action.TRAIN, Optional.empty());

        assertThatThrownBy(() -> server.service.get(stranger, job.owner(), job.id())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> server.service.cancel(stranger, job.owner(), job.id())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> server.service.log(stranger, job.owner(), job.id())).isInstanceOf(NotFound.class);
    }

    @Test
    void aJobIsFoundUnderItsOwnOwnerAlone() {
        Job job = submit(waiting, Action.TRAIN, Optional.empty());

        assertThatThrownBy(() -> server.service.get(CALLER, owner(experiment), job.id())).isInstanceOf(NotFound.class);
    }

    @Test
    void aPendingJobCannotBeDeletedUntilItIsCanceled() {
        Job job = submit(waiting, Action.TRAIN, Optional.empty());
        refused(StandardError.ILLEGAL_STATE, () -> server.service.delete(CALLER, job.owner(), job.id()))
                .hasMessageContaining("Pending");

        server.service.cancel(CALLER, job.owner(), job.id());
        server.service.cancel(CALLER, job.owner(), job.id());
        server.service.delete(CALLER, job.owner(), job.id());

        assertThat(server.jobs.find(job.id())).isEmpty();
    }

    @Test
    void aPendingJobHasAnEmptyLogAndNoArchive() throws Exception {
        Job job = submit(waiting, Action.TRAIN, Optional.empty());

        assertThat(server.service.log(CALLER, job.owner(), job.id()).open().readAllBytes()).isEmpty();
        refused(StandardError.NOT_FOUND, () -> server.service.artifact(CALLER, job.owner(), job.id()))
                .hasMessageContaining("Pending");
    }

    @Test
    void onlyTrainingsArePausedOrResumed() {
        Job evaluation = submit(waiting, Action.EVALUATE, Optional.of(submit(waiting, Action.TRAIN, Optional.empty()).id()));

        refused(StandardError.ILLEGAL_STATE, () -> server.service.pause(CALLER, evaluation.owner(), evaluation.id()));
        refused(
                StandardError.ILLEGAL_STATE,
                () -> server.service.resume(CALLER, evaluation.owner(), evaluation.id(), Optional.empty(), Optional.empty()));
    }

    @Test
    void onlyACanceledJobIsResumed() {
        Job job = submit(waiting, Action.TRAIN, Optional.empty());

        refused(
                StandardError.ILLEGAL_STATE,
                () -> server.service.resume(CALLER, job.owner(), job.id(), Optional.empty(), Optional.empty()));
    }

    @Test
    void unfinishedJobsHoldTheirExperimentAndItsDatasets() {
        Job job = submit(waiting, Action.TRAIN, Optional.empty());
        JobClaims claims = new JobClaims(server.jobs, server.experiments, server.files, new EventBus());
        Dataset dataset = server.datasets.findAll(CALLER.org(), waiting.datasets(DatasetRole.TRAIN)).get(0);

        assertThat(claims.objection(waiting)).get().asString().contains(job.id().toString());
        assertThat(claims.objection(dataset, Intent.DELETE)).get().asString().contains(job.id().toString());
        assertThat(claims.objection(dataset, Intent.WRITE)).isEmpty();
        assertThat(claims.objection(experiment)).isEmpty();

        server.service.cancel(CALLER, job.owner(), job.id());
        assertThat(claims.objection(dataset, Intent.DELETE)).isEmpty();
    }

    @Test
    void theSchemaHasTheDefaultsThatFitTheDataset() {
        assertThat(server.service.schema(CALLER, owner(experiment), Action.TRAIN).at("/default/classes").asInt()).isEqualTo(10);
        assertThat(server.service.actions(CALLER, owner(experiment)))
                .containsExactly(Action.TRAIN, Action.EVALUATE, Action.EXPORT);
    }

    private Job submit(Experiment of, Action action, Optional<UUID> parent) {
        return server.submit(of, action, deed("succeed"), parent);
    }

    private static JobOwner owner(Experiment of) {
        return JobOwner.experiment(of.id());
    }

    private static JobOrder order(Action action, ObjectNode specs) {
        return new JobOrder(
                action,
                Optional.empty(),
                Optional.of(specs),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(
            StandardError code, ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOfSatisfying(GraftException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
