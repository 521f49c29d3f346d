// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import dev.graft.page.Page;
import dev.graft.page.PageRequest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The stored jobs and their histories. Methods that take an organisation see nothing of another. */
public interface JobRepository {

    /** Stores a new job. */
    void add(Job job);

    /** Stores a state change of a job. */
    void add(JobHistoryEntry entry);

    /** Stores what an attempt of a job was made of. */
    void add(JobLineage lineage);

    /** Removes a job with its history and lineage. */
    void remove(Job job);

    /** A job of an organisation. */
    Optional<Job> find(String org, UUID id);

    /** A job of any organisation; for the server's own work. */
    Optional<Job> find(UUID id);

    /**
     * A job of any organisation, for a change: as it is now, even if the transaction has read it before, and nobody else can change it
     * until the transaction ends.
     */
    Optional<Job> lock(UUID id);

    /**
     * As {@link #lock}, for a job that is Pending: empty if it is not any more, or somebody else holds it now. Nobody is waited for.
     */
    Optional<Job> claim(UUID id);

    /** A page of an owner's jobs, without the trials of searches. */
    Page<Job> ofOwner(String org, JobOwner owner, PageRequest page);

    /** A page of the jobs of all owners of a kind, without the trials of searches. */
    Page<Job> ofKind(String org, JobOwner.Kind kind, PageRequest page);

    /** All jobs of several owners of one kind in one query, newest first, without trials; an owner without jobs is absent. */
    Map<UUID, List<Job>> ofOwners(String org, JobOwner.Kind kind, Collection<UUID> ownerIds);

    /** Every job in that state, in any organisation, the longest in it first. */
    List<Job> inState(JobState state);

    /** Every Pending job, in any organisation, the longest Pending first. */
    List<QueuedJob> queue();

    /** Every Running job, in any organisation. */
    List<RunningJobFacts> running();

    /** How many jobs of an organisation are Pending, without the trials of searches. */
    long pending(String org);

    /** Every job of an organisation in that state, the longest in it first. */
    List<Job> inState(String org, JobState state);

    /** The states of those jobs; one that does not exist is absent. */
    Map<UUID, JobState> states(Collection<UUID> ids);

    /** The newest Done train or retrain job of an experiment that is no trial, in any organisation. */
    Optional<Job> newestTrained(UUID experimentId);

    /** Jobs of an owner that are Pending or Running. */
    List<Job> unended(JobOwner owner);

    /** State changes of a job, oldest first. */
    List<JobHistoryEntry> history(UUID jobId);

    /** What the attempts of a job were made of, the first attempt first. */
    List<JobLineage> lineage(UUID jobId);
}
