// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import dev.graft.spi.Action;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What the scheduler needs to know of a Pending job; read without the job's specs and result.
 *
 * @param id the job
 * @param org its organisation
 * @param owner what it works on
 * @param architecture the network whose plugin runs it
 * @param action what it does
 * @param parentId the job that it follows
 * @param slots how many slots it takes, at least 1
 * @param platform the kind of GPU it needs; empty for any
 * @param priority how urgent it is among the jobs of its organisation; larger is more
 * @param resumed whether it goes on from a checkpoint of its own
 * @param search whether it is a search over hyperparameters, which takes no slots
 * @param pendingSince when it became Pending
 * @param notBefore when it may start at the earliest; empty for at once
 */
public record QueuedJob(
        UUID id,
        String org,
        JobOwner owner,
        String architecture,
        Action action,
        Optional<UUID> parentId,
        int slots,
        Optional<String> platform,
        int priority,
        boolean resumed,
        boolean search,
        Instant pendingSince,
        Optional<Instant> notBefore) {

    public QueuedJob {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(org, "org");
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(architecture, "architecture");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(parentId, "parentId");
        Objects.requireNonNull(platform, "platform");
        Objects.requireNonNull(pendingSince, "pendingSince");
        Objects.requireNonNull(notBefore, "notBefore");
    }

    /** For queries. */
    public QueuedJob(
            UUID id,
            String org,
            JobOwner.Kind ownerKind,
            UUID ownerId,
            String architecture,
            Action action,
            String parentId,
            Long numGpu,
            String platform,
            int priority,
            boolean resumed,
            boolean search,
            Instant pendingSince,
            Instant notBefore) {
        this(
                id,
                org,
                new JobOwner(ownerKind, ownerId),
                architecture,
                action,
                Optional.ofNullable(parentId).map(UUID::fromString),
                Job.slotsFor(numGpu),
                Optional.ofNullable(platform),
                priority,
                resumed,
                search,
                pendingSince,
                Optional.ofNullable(notBefore));
    }

    /** What is needed to know of a job. */
    public static QueuedJob of(Job job) {
        return new QueuedJob(
                job.id(),
                job.org(),
                job.owner(),
                job.architecture(),
                job.action(),
                job.parentId(),
                job.slotsWanted(),
                job.platform(),
                job.priority(),
                job.resumed(),
                job.isSearch(),
                job.pendingSince(),
                job.notBefore());
    }
}
