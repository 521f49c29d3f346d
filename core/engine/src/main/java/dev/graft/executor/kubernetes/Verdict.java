// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.kubernetes;

import dev.graft.executor.WorkerEnd;
import dev.graft.executor.WorkerEnd.Cause;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Tells from Kubernetes' objects and the attempt's folder whether and how a worker has ended. */
final class Verdict {

    private static final int NOT_FOUND = 127;

    private static final Set<String> OVER = Set.of("Complete", "Failed");

    private Verdict() {}

    /**
     * What is known of an attempt at one look.
     *
     * @param job its Job; empty if it was removed
     * @param pod the latest of its pod; empty if there was none
     * @param podGone whether that pod was removed
     * @param begun whether its shell has begun
     * @param exitCode what its shell has left
     * @param overrun whether it was stopped because its time was over
     * @param stopped whether it was stopped from here
     * @param patient whether a file that should be there, or a pod's last word, may still come
     */
    record Look(
            Optional<Job> job,
            Optional<PodReport> pod,
            boolean podGone,
            boolean begun,
            OptionalInt exitCode,
            boolean overrun,
            boolean stopped,
            boolean patient) {

        /** Whether nothing of it can still run. */
        boolean over() {
            boolean podOver = pod.isPresent() ? podGone || pod.get().over() : true;
            return podOver && (pod.isPresent() || jobOver());
        }

        /** Whether no pod is made for it any more. */
        boolean jobOver() {
            return job.isEmpty() || failure().isPresent() || conditions(job.get()).stream().anyMatch(Verdict::holds);
        }

        /** Why the Job has failed. */
        Optional<String> failure() {
            return job.stream()
                    .flatMap(found -> conditions(found).stream())
                    .filter(condition -> condition.getType().equals("Failed") && holds(condition))
                    .map(condition -> condition.getReason() + ": " + condition.getMessage())
                    .findFirst();
        }
    }

    /** The end; empty while it goes on. */
    static Optional<WorkerEnd> of(Look look) {
        if (!look.over()) {
            return look.begun() ? Optional.empty() : look.pod().flatMap(PodReport::refusal).map(Verdict::unavailable);
        }
        if (look.pod().filter(PodReport::outOfMemory).isPresent()) {
            return Optional.of(WorkerEnd.outOfMemory(code(look)));
        }
        if (look.overrun() || look.pod().filter(PodReport::deadlineExceeded).isPresent()) {
            return Optional.of(WorkerEnd.timeLimit(look.exitCode()));
        }
        if (look.exitCode().isPresent()) {
            return Optional.of(WorkerEnd.exited(look.exitCode().getAsInt()));
        }
        return look.begun() ? begun(look) : neverBegun(look);
    }

    private static Optional<WorkerEnd> begun(Look look) {
        Optional<String> disruption = look.pod().flatMap(PodReport::disruption);
        if (disruption.isPresent()) {
            return Optional.of(lost("Kubernetes ended the pod (" + disruption.get() + ")."));
        }
        if (look.patient() && !look.stopped()) {
            return Optional.empty();
        }
        OptionalInt code = look.podGone() ? OptionalInt.empty() : code(look);
        return Optional.of(code.isPresent() ? WorkerEnd.exited(code.getAsInt()) : lost(""));
    }

    private static Optional<WorkerEnd> neverBegun(Look look) {
        Optional<String> noProgram = look.pod().flatMap(PodReport::noProgram);
        if (noProgram.isPresent()) {
            String why = "The image cannot run the command of this action (" + noProgram.get() + ").";
            return Optional.of(new WorkerEnd(Cause.EXITED, OptionalInt.of(NOT_FOUND), why));
        }
        if (look.stopped()) {
            return Optional.of(WorkerEnd.neverStarted());
        }
        if (look.patient()) {
            return Optional.empty();
        }
        String why = look.pod().flatMap(PodReport::disruption).or(look::failure).orElse("it was removed");
        return Optional.of(unavailable(why));
    }

    private static OptionalInt code(Look look) {
        return look.exitCode().isPresent() ? look.exitCode() : look.pod().map(PodReport::exitCode).orElse(OptionalInt.empty());
    }

    private static WorkerEnd unavailable(String why) {
        return WorkerEnd.unavailable("Kubernetes could not run the job (" + why + ").");
    }

    private static WorkerEnd lost(String why) {
        return new WorkerEnd(Cause.LOST, OptionalInt.empty(), why);
    }

    private static List<JobCondition> conditions(Job job) {
        return job.getStatus() == null || job.getStatus().getConditions() == null ? List.of() : job.getStatus().getConditions();
    }

    private static boolean holds(JobCondition condition) {
        return OVER.contains(condition.getType()) && "True".equals(condition.getStatus());
    }
}
