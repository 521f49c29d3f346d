// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.fault.NotFound;
import dev.graft.org.Caller;
import dev.graft.org.Role;
import dev.graft.page.Page;
import dev.graft.page.PageRequest;
import dev.graft.spi.Action;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What callers do with jobs. Every method sees the caller's organisation only; what is not visible is NOT_FOUND. Nothing slow happens
 * here: a submitted job is stored and the scheduler wakes on the commit.
 */
@ApplicationScoped
@Transactional
public class JobService {

    /** How long a cancelled worker may take to end before it is killed. */
    private static final Duration CANCEL_GRACE = Duration.ofMillis(1500);

    /** How long a paused worker may take to write its checkpoint. */
    private static final Duration PAUSE_GRACE = Duration.ofSeconds(60);

    private final JobRepository jobs;
    private final JobLifecycle lifecycle;
    private final JobSubmission submission;
    private final JobOwners owners;
    private final JobFiles files;
    private final LogSignals signals;
    private final SearchPlans searches;

    /** For the container's proxy. */
    protected JobService() {
        this(null, null, null, null, null, null, null);
    }

    @Inject
    public JobService(
            JobRepository jobs,
            JobLifecycle lifecycle,
            JobSubmission submission,
            JobOwners owners,
            JobFiles files,
            LogSignals signals,
            SearchPlans searches) {
        this.jobs = jobs;
        this.lifecycle = lifecycle;
        this.submission = submission;
        this.owners = owners;
        this.files = files;
        this.signals = signals;
        this.searches = searches;
    }

    /**
     * Checks an order and stores it as a Pending job.
     *
     * @throws dev.graft.fault.InvalidRequest with every fault of the specs, each with its JSON pointer
     * @throws GraftException ACTION_NOT_ALLOWED, INVALID_PARENT, NO_SUCH_RESOURCES, NOT_FOUND, FORBIDDEN
     */
    public Job submit(Caller caller, JobOwner owner, JobOrder order) {
        caller.require(Role.MEMBER);
        Job job = submission.check(caller, owner, order);
        lifecycle.submitted(job, caller);
        searches.submitted(job);
        return job;
    }

    /** Checks an order as {@link #submit} does, and stores nothing; the job that would be stored. */
    public Job validate(Caller caller, JobOwner owner, JobOrder order) {
        caller.require(Role.MEMBER);
        return submission.check(caller, owner, order);
    }

    /** A page of an owner's jobs. */
    public Page<Job> list(Caller caller, JobOwner owner, PageRequest page) {
        owners.require(caller.org(), owner);
        return jobs.ofOwner(caller.org(), owner, page);
    }

    /** A page of the jobs of all experiments, or of all datasets. */
    public Page<Job> listAll(Caller caller, JobOwner.Kind kind, PageRequest page) {
        return jobs.ofKind(caller.org(), kind, page);
    }

    /** All jobs of several owners in one query, newest first; an owner without jobs is absent. */
    public Map<UUID, List<Job>> ofOwners(Caller caller, JobOwner.Kind kind, Collection<UUID> ownerIds) {
        return ownerIds.isEmpty() ? Map.of() : jobs.ofOwners(caller.org(), kind, ownerIds);
    }

    /** A job. */
    public Job get(Caller caller, JobOwner owner, UUID jobId) {
        owners.require(caller.org(), owner);
        return jobs.find(caller.org(), jobId)
                .filter(job -> job.owner().equals(owner))
                .orElseThrow(() -> NotFound.of("job of " + owner + " with id", jobId));
    }

    /** State changes of a job, oldest first. */
    public List<JobHistoryEntry> history(Caller caller, JobOwner owner, UUID jobId) {
        get(caller, owner, jobId);
        return jobs.history(jobId);
    }

    /** What the attempts of a job were made of, the first attempt first. */
    public List<JobLineage> lineage(Caller caller, JobOwner owner, UUID jobId) {
        get(caller, owner, jobId);
        return jobs.lineage(jobId);
    }

    /**
     * Cancels a job: a Pending one at once; a Running one becomes Canceled as soon as its process is gone, at most 3 seconds later. Cancelling
     * a cancelled job changes nothing.
     *
     * @throws GraftException ILLEGAL_STATE if it is Done or Error
     */
    public void cancel(Caller caller, JobOwner owner, UUID jobId) {
        stop(caller, owner, jobId, CANCEL_GRACE);
    }

    /**
     * Pauses a training: as {@link #cancel}, but its worker gets the time to write a checkpoint.
     *
     * @throws GraftException ILLEGAL_STATE if the action makes no checkpoints, or the job is Done or Error
     */
    public void pause(Caller caller, JobOwner owner, UUID jobId) {
        requireTraining(get(caller, owner, jobId), "paused");
        stop(caller, owner, jobId, PAUSE_GRACE);
    }

    /**
     * Lets a Canceled training go on from its latest checkpoint, or a search that is Done go on with more trials.
     *
     * @param parentJobId another parent; empty to keep the one it has
     * @param specs specs that are merged into those it has; empty to keep them
     * @throws dev.graft.fault.InvalidRequest with every fault of the specs
     * @throws GraftException ILLEGAL_STATE if it is not Canceled or no training; INVALID_PARENT
     */
    public Job resume(
            Caller caller, JobOwner owner, UUID jobId, Optional<UUID> parentJobId, Optional<ObjectNode> specs) {
        caller.require(Role.MEMBER);
        Job job = held(caller, owner, jobId);
        requireTraining(job, "resumed");
        JobSubmission.Resumption resumption = submission.checkResumption(caller, job, parentJobId, specs);
        searches.resumed(job);
        lifecycle.resumed(job, resumption, caller);
        return job;
    }

    /**
     * Deletes a job that has ended, with its files.
     *
     * @throws GraftException ILLEGAL_STATE while it is Pending or Running
     */
    public Job delete(Caller caller, JobOwner owner, UUID jobId) {
        caller.require(Role.MEMBER);
        Job job = held(caller, owner, jobId);
        job.searchId().ifPresent(search -> {
            throw new GraftException(
                    StandardError.ILLEGAL_STATE,
                    "Job " + jobId + " is a trial of the search " + search + ", which is deleted as a whole; delete that job.");
        });
        if (!job.state().ended()) {
            throw new GraftException(
                    StandardError.ILLEGAL_STATE,
                    "Job " + jobId + " is " + job.state().label() + ": cancel it, or wait for its end, before deleting it.");
        }
        lifecycle.deleted(job, caller);
        return job;
    }

    /** The JSON Schema of an action's specs, with the defaults that fit the owner's datasets. */
    public ObjectNode schema(Caller caller, JobOwner owner, Action action) {
        return submission.schema(caller, owner, action);
    }

    /** The allowed actions of an owner, in the order in which people use them. */
    public List<Action> actions(Caller caller, JobOwner owner) {
        return owners.subject(caller.org(), owner).actions();
    }

    /** The log of a job; empty text before it starts. */
    public JobLog log(Caller caller, JobOwner owner, UUID jobId) {
        Job job = get(caller, owner, jobId);
        return new JobLog(files.of(job).log(), () -> Optional.ofNullable(jobs.states(List.of(jobId)).get(jobId)), signals.of(jobId));
    }

    /**
     * The archive of a Done job.
     *
     * @throws GraftException NOT_FOUND if the job is not Done, saying in which state it is
     */
    public Artifact artifact(Caller caller, JobOwner owner, UUID jobId) {
        Job job = get(caller, owner, jobId);
        ArtifactStats stats = job.artifact()
                .orElseThrow(() -> new GraftException(
                        StandardError.NOT_FOUND,
                        "Job " + jobId + " is " + job.state().label() + "; only a Done job has an archive to download."));
        return new Artifact(files.of(job).archive(), jobId + ".tar.gz", stats);
    }

    /** The folder of a job's results, for single files of it; may be empty. */
    public JobFolder folder(Caller caller, JobOwner owner, UUID jobId) {
        return files.of(get(caller, owner, jobId));
    }

    /** The job as it is now, for a change: scheduler and runner change jobs all the time, and a user's wish must not be lost to them. */
    private Job held(Caller caller, JobOwner owner, UUID jobId) {
        get(caller, owner, jobId);
        return jobs.lock(jobId).orElseThrow(() -> NotFound.of("job", jobId));
    }

    private void stop(Caller caller, JobOwner owner, UUID jobId, Duration grace) {
        caller.require(Role.MEMBER);
        Job job = held(caller, owner, jobId);
        switch (job.state()) {
            case PENDING -> lifecycle.canceled(job, caller.userId().toString());
            case RUNNING -> lifecycle.stopRequested(job, caller, grace);
            case CANCELED -> {}
            default -> throw new GraftException(
                    StandardError.ILLEGAL_STATE,
                    "Job " + jobId + " is " + job.state().label() + " and cannot be stopped any more.");
        }
    }

    private static void requireTraining(Job job, String done) {
        if (!job.action().trains()) {
            throw new GraftException(
                    StandardError.ILLEGAL_STATE,
                    "Only train and retrain jobs can be " + done + "; job " + job.id() + " is of action " + job.action() + ".");
        }
    }
}
