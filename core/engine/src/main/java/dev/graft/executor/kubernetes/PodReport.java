// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a pod's status tells of its worker.
 *
 * @param status of the pod
 */
record PodReport(PodStatus status) {

    /** Reasons for which the kubelet has given the container up, at least for now (kubelet's images and container packages). */
    private static final Set<String> REFUSALS = Set.of(
            "ErrImageNeverPull",
            "ImagePullBackOff",
            "ImageInspectError",
            "InvalidImageName",
            "RegistryUnavailable",
            "SignatureValidationFailed",
            "CreateContainerConfigError",
            "CreateContainerError",
            "RunContainerError");

    /** The image has no such program. */
    private static final Set<String> NO_PROGRAM = Set.of("StartError", "ContainerCannotRun");

    static Optional<PodReport> of(Pod pod) {
        return Optional.ofNullable(pod.getStatus()).map(PodReport::new);
    }

    /** Whether its containers have been started. */
    boolean running() {
        return "Running".equals(status.getPhase());
    }

    /** Whether its container, or all of it, is over. */
    boolean over() {
        return terminated().isPresent() || List.of("Succeeded", "Failed").contains(text(status.getPhase()));
    }

    /** Whether the container was killed for its memory. */
    boolean outOfMemory() {
        return terminated().filter(end -> "OOMKilled".equals(end.getReason())).isPresent();
    }

    /** The exit code of the container, which is the worker's. */
    OptionalInt exitCode() {
        return terminated().map(end -> OptionalInt.of(end.getExitCode())).orElse(OptionalInt.empty());
    }

    /** Why the image's program could not be run at all. */
    Optional<String> noProgram() {
        return terminated()
                .filter(end -> NO_PROGRAM.contains(text(end.getReason())))
                .map(end -> sentence(end.getReason(), end.getMessage()));
    }

    /** Why the container cannot be made now. */
    Optional<String> refusal() {
        return container(ContainerState::getWaiting)
                .filter(waiting -> REFUSALS.contains(text(waiting.getReason())))
                .map(waiting -> sentence(waiting.getReason(), waiting.getMessage()));
    }

    /** Whether its time was over by Kubernetes' clock. */
    boolean deadlineExceeded() {
        return "DeadlineExceeded".equals(status.getReason());
    }

    /** Why the cluster has ended it: eviction, preemption, a node that was drained, stopped or lost. */
    Optional<String> disruption() {
        return condition("DisruptionTarget", "True")
                .map(condition -> sentence(condition.getReason(), condition.getMessage()))
                .or(() -> Optional.ofNullable(status.getReason()).map(reason -> sentence(reason, status.getMessage())));
    }

    /** What it waits for; empty once it runs. */
    Optional<String> waiting() {
        return condition("PodScheduled", "False")
                .map(condition -> "Waiting for a node (" + sentence(condition.getReason(), condition.getMessage()) + ").")
                .or(() -> container(ContainerState::getWaiting)
                        .map(ContainerStateWaiting::getReason)
                        .map(reason -> "The pod is being prepared (" + reason + ")."));
    }

    private Optional<ContainerStateTerminated> terminated() {
        return container(ContainerState::getTerminated);
    }

    private <T> Optional<T> container(Function<ContainerState, T> part) {
        return stream(status.getContainerStatuses())
                .filter(container -> PodTemplate.CONTAINER.equals(container.getName()))
                .map(ContainerStatus::getState)
                .flatMap(Stream::ofNullable)
                .map(part)
                .flatMap(Stream::ofNullable)
                .findFirst();
    }

    private Optional<PodCondition> condition(String type, String value) {
        return stream(status.getConditions())
                .filter(condition -> type.equals(condition.getType()) && value.equals(condition.getStatus()))
                .findFirst();
    }

    private static <T> Stream<T> stream(List<T> list) {
        return list == null ? Stream.empty() : list.stream();
    }

    private static String sentence(String reason, String message) {
        return text(message).isBlank() ? text(reason) : text(reason) + ": " + message.strip();
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
