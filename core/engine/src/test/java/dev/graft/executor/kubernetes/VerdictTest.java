// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.executor.WorkerEnd;
import dev.graft.executor.WorkerEnd.Cause;
import dev.graft.executor.kubernetes.Verdict.Look;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTest {

    private static final OptionalInt NO_CODE = OptionalInt.empty();
    private static final Optional<Job> JOB =
            Optional.of(new JobBuilder().withNewMetadata().withName("graft-1").endMetadata().build());

    @Test
    void aPodThatRunsHasNoEndEvenWhenItsShellHasWrittenOne() {
        PodStatus running = new PodStatusBuilder().withPhase("Running").build();

        assertThat(Verdict.of(look(running, true, OptionalInt.of(0)))).isEmpty();
    }

    @Test
    void aJobWithoutAPodGoesOnWhileItIsNotOver() {
        assertThat(Verdict.of(new Look(JOB, Optional.empty(), false, false, NO_CODE, false, false, false))).isEmpty();
    }

    @Test
    void theShellsExitCodeCounts() {
        assertThat(Verdict.of(look(terminated("Error", 2), true, OptionalInt.of(2)))).contains(WorkerEnd.exited(2));
        assertThat(Verdict.of(new Look(Optional.empty(), Optional.empty(), false, true, OptionalInt.of(0), false, false, true)))
                .contains(WorkerEnd.exited(0));
    }

    @Test
    void aContainerThatWasKilledForItsMemorySaysSo() {
        assertThat(Verdict.of(look(terminated("OOMKilled", 137), true, NO_CODE)))
                .contains(WorkerEnd.outOfMemory(OptionalInt.of(137)));
    }

    @ParameterizedTest
    @CsvSource({"true, LOST", "false, UNAVAILABLE"})
    void anEvictionIsTheClustersFaultAndTold(boolean begun, Cause cause) {
        PodStatus evicted = new PodStatusBuilder()
                .withPhase("Failed")
                .withReason("Evicted")
                .withMessage("The node was low on resource: memory.")
                .build();

        assertThat(Verdict.of(impatient(evicted, begun))).hasValueSatisfying(end -> {
            assertThat(end.cause()).isEqualTo(cause);
            assertThat(end.detail()).contains("Evicted: The node was low on resource: memory.");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"PreemptionByScheduler", "DeletionByTaintManager", "TerminationByKubelet", "EvictionByEvictionAPI"})
    void aDisruptionWhileItWorkedLosesTheWorkerWithItsReason(String reason) {
        PodStatus disrupted = new PodStatusBuilder()
                .withPhase("Failed")
                .addNewCondition()
                .withType("DisruptionTarget")
                .withStatus("True")
                .withReason(reason)
                .endCondition()
                .build();

        assertThat(Verdict.of(look(disrupted, true, NO_CODE))).hasValueSatisfying(end -> {
            assertThat(end.cause()).isEqualTo(Cause.LOST);
            assertThat(end.detail()).contains(reason);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ImagePullBackOff", "ErrImageNeverPull", "InvalidImageName", "CreateContainerError"})
    void aContainerThatCannotBeMadeIsNotWaitedForForever(String reason) {
        assertThat(Verdict.of(look(waiting(reason, "registry.example: no such host"), false, NO_CODE))).hasValueSatisfying(end -> {
            assertThat(end.cause()).isEqualTo(Cause.UNAVAILABLE);
            assertThat(end.detail()).contains(reason, "no such host");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ContainerCreating", "PodInitializing", "ErrImagePull"})
    void aContainerThatIsBeingMadeIsWaitedFor(String reason) {
        assertThat(Verdict.of(look(waiting(reason, ""), false, NO_CODE))).isEmpty();
    }

    @Test
    void aPodWithoutANodeWaitsAndTellsForWhat() {
        PodStatus unschedulable = new PodStatusBuilder()
                .withPhase("Pending")
                .addNewCondition()
                .withType("PodScheduled")
                .withStatus("False")
                .withReason("Unschedulable")
                .withMessage("0/3 nodes are available: 3 Insufficient nvidia.com/gpu.")
                .endCondition()
                .build();

        assertThat(Verdict.of(look(unschedulable, false, NO_CODE))).isEmpty();
        assertThat(new PodReport(unschedulable).waiting())
                .contains("Waiting for a node (Unschedulable: 0/3 nodes are available: 3 Insufficient nvidia.com/gpu.).");
    }

    @Test
    void aProgramThatTheImageDoesNotHaveIsThePlansFault() {
        assertThat(Verdict.of(look(terminated("StartError", 128), false, NO_CODE)))
                .hasValueSatisfying(end -> assertThat(end.exitCode()).hasValue(127));
    }

    @Test
    void aTimeThatIsOverByEitherClockIsATimeLimit() {
        PodStatus deadline = new PodStatusBuilder().withPhase("Failed").withReason("DeadlineExceeded").build();

        assertThat(Verdict.of(look(deadline, true, NO_CODE))).contains(WorkerEnd.timeLimit(NO_CODE));
        Look overrun = new Look(
                JOB, PodReport.of(pod(terminated("Error", 143))), false, true, OptionalInt.of(143), true, true, true);
        assertThat(Verdict.of(overrun)).contains(WorkerEnd.timeLimit(OptionalInt.of(143)));
    }

    @Test
    void anExitFileOfANetworkFileSystemIsWaitedForAWhile() {
        PodStatus over = terminated("Completed", 0);

        assertThat(Verdict.of(look(over, true, NO_CODE))).isEmpty();
        assertThat(Verdict.of(impatient(over, true))).contains(WorkerEnd.exited(0));
    }

    @Test
    void aJobThatSomebodyRemovedIsLostOrNeverRan() {
        Look begun = new Look(Optional.empty(), Optional.empty(), false, true, NO_CODE, false, false, false);
        Look waiting = new Look(Optional.empty(), Optional.empty(), false, false, NO_CODE, false, false, false);

        assertThat(Verdict.of(begun)).contains(WorkerEnd.lost());
        assertThat(Verdict.of(waiting)).hasValueSatisfying(end -> assertThat(end.cause()).isEqualTo(Cause.UNAVAILABLE));
    }

    @Test
    void aPodThatWasStoppedBeforeItBeganNeverStarted() {
        Look look = new Look(JOB, PodReport.of(pod(terminated("Error", 143))), true, false, NO_CODE, false, true, true);

        assertThat(Verdict.of(look)).contains(WorkerEnd.neverStarted());
    }

    private static Look look(PodStatus status, boolean begun, OptionalInt exitCode) {
        return new Look(JOB, PodReport.of(pod(status)), false, begun, exitCode, false, false, true);
    }

    private static Look impatient(PodStatus status, boolean begun) {
        return new Look(JOB, PodReport.of(pod(status)), false, begun, NO_CODE, false, false, false);
    }

    private static Pod pod(PodStatus status) {
        return new PodBuilder().withStatus(status).build();
    }

    private static PodStatus terminated(String reason, int code) {
        return new PodStatusBuilder()
                .withPhase(code == 0 ? "Succeeded" : "Failed")
                .addNewContainerStatus()
                .withName("worker")
                .withNewState()
                .withNewTerminated()
                .withReason(reason)
                .withExitCode(code)
                .endTerminated()
                .endState()
                .endContainerStatus()
                .build();
    }

    private static PodStatus waiting(String reason, String message) {
        return new PodStatusBuilder()
                .withPhase("Pending")
                .addNewContainerStatus()
                .withName("worker")
                .withNewState()
                .withNewWaiting()
                .withReason(reason)
                .withMessage(message)
                .endWaiting()
                .endState()
                .endContainerStatus()
                .build();
    }
}
