// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import dev.graft.job.JobResult.DetailedStatus;
import dev.graft.org.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where jobs change their state. Each change is checked, recorded in the job's history with who and why, logged in one line,
 * told in the job's detailed status, and announced after the commit ({@link JobStateChanged}).
 *
 * <p>Methods that take an id or a run load the job themselves and answer whether the change took place; a job that was deleted or has
 * moved on meanwhile is left alone.
 */
@ApplicationScoped
@Transactional
public class JobLifecycle {

    /** Who acts when no user does. */
    public static final String SERVER = "server";

    private static final Logger LOG = LoggerFactory.getLogger(JobLifecycle.class);

    private final JobRepository jobs;
    private final Event<Object> events;
    private final Clock clock;

    /** For the container's proxy. */
    protected JobLifecycle() {
        this(null, null, null);
    }

    @Inject
    public JobLifecycle(JobRepository jobs, Event<Object> events, Clock clock) {
        this.jobs = jobs;
        this.events = events;
        this.clock = clock;
    }

    /** Stores a new job as Pending. */
    public void submitted(Job job, Caller caller) {
        submitted(job, caller.userId().toString());
    }

    /** Stores a new job as Pending. */
    public void submitted(Job job, String who) {
        tell(job, "Waiting to be scheduled.");
        jobs.add(job);
        record(job, Optional.empty(), who, "submitted: " + job.action() + " of " + job.owner());
    }

    /** Tells a Pending job's owner what it waits for; a change is logged. */
    public boolean waiting(UUID jobId, String reason) {
        Optional<Job> found = jobs.lock(jobId).filter(job -> job.state() == JobState.PENDING);
        found.filter(job -> !job.result().detailedStatus().message().equals(Optional.of(reason))).ifPresent(job -> {
            tell(job, reason);
            LOG.info("job {} Pending: {}", jobId, reason);
        });
        return found.isPresent();
    }

    /**
     * Reserves slots for a Pending job: it is Running from now on.
     *
     * @param statusSize bytes that its status file has already
     * @return the job as stored; empty if it is not Pending any more, or just being changed by somebody else
     */
    public Optional<Job> started(UUID jobId, Placement place, long statusSize) {
        Optional<Job> found = jobs.claim(jobId);
        found.ifPresent(job -> {
            job.start(place, statusSize, now());
            String slots = String.join(", ", place.slots());
            tell(job, "Starting on " + slots + ".");
            record(job, Optional.of(JobState.PENDING), SERVER, "started on " + slots);
        });
        return found;
    }

    /**
     * Makes another server answer for a Running job whose own one is gone.
     *
     * @param from the server that is gone
     * @return the job as stored; empty if it is not Running under that server any more
     */
    public Optional<Job> takenOver(UUID jobId, UUID from, UUID server) {
        Optional<Job> found = jobs.lock(jobId)
                .filter(job -> job.state() == JobState.RUNNING)
                .filter(job -> job.run().server().equals(from));
        found.ifPresent(job -> {
            job.takeOver(server);
            LOG.info("job {} Running: server {} takes it over from {}", jobId, server, from);
            if (job.isSearch()) {
                events.fire(new SearchBegun(jobId));
            }
        });
        return found;
    }

    /** Lets a Pending search begin under a server: it is Running from now on, without slots. */
    public boolean searching(UUID jobId, UUID server) {
        Optional<Job> found = jobs.claim(jobId);
        found.ifPresent(job -> {
            job.start(Placement.ofSearch(server), 0, now());
            tell(job, "Searching.");
            record(job, Optional.of(JobState.PENDING), SERVER, "search begun");
            events.fire(new SearchBegun(jobId));
        });
        return found.isPresent();
    }

    /** Stores what a Running job has reported since. */
    public void reported(JobRun run, JobResult latest) {
        running(run).ifPresent(job -> {
            report(job, latest);
            job.searchId().ifPresent(search -> events.fire(new TrialReported(job.id(), search)));
        });
    }

    /** Asks to stop a Running job; it becomes Canceled when its processes are gone. */
    public void stopRequested(Job job, Caller caller, Duration grace) {
        stopRequested(job, caller.userId().toString(), grace);
    }

    /** Asks to stop a Running job; it becomes Canceled when its processes are gone. */
    public void stopRequested(Job job, String who, Duration grace) {
        job.requestStop(who, grace, now());
        LOG.info("job {} Running: asked to stop by {}", job.id(), who);
        events.fire(new StopRequested(job.id(), grace));
    }

    /** Ends a Pending job as its user wishes. */
    public void canceled(Job job, String who) {
        JobState from = job.state();
        job.cancel(now());
        tell(job, "Canceled before it started.");
        record(job, Optional.of(from), who, "canceled before it started");
    }

    /** Ends a Running job whose processes are gone as its user wishes. */
    public boolean canceled(JobRun run, JobResult last) {
        return end(run, last, job -> {
            job.cancel(now());
            String who = job.stopRequestedBy().orElse(SERVER);
            tell(job, job.action().trains() ? "Canceled; it can be resumed from its latest checkpoint." : "Canceled.");
            record(job, Optional.of(JobState.RUNNING), who, "canceled; no process is left");
        });
    }

    /** Ends a Running job well. */
    public boolean done(JobRun run, JobResult last, ArtifactStats stats) {
        return end(run, last, job -> {
            job.done(stats, now());
            String ended = job.isSearch() ? "search ended, " : "worker succeeded, ";
            record(job, Optional.of(JobState.RUNNING), SERVER, ended + stats.size() + " bytes packed");
        });
    }

    /** Ends a Running job badly. */
    public boolean failed(JobRun run, JobResult last, String reason) {
        return end(run, last, job -> fail(job, reason));
    }

    /** Ends a Pending job that can never run. */
    public boolean refused(UUID jobId, String reason) {
        Optional<Job> found = jobs.lock(jobId).filter(job -> job.state() == JobState.PENDING);
        found.ifPresent(job -> fail(job, reason));
        return found.isPresent();
    }

    /**
     * Puts a Running job back into the queue; it goes on from its latest checkpoint.
     *
     * @param workerLost whether its worker vanished or could not be run, which is forgiven a few times; false if it never came up
     * @param pause how long it shall wait before it is tried again
     */
    public boolean requeued(JobRun run, boolean workerLost, Duration pause, String reason) {
        Optional<Job> found = running(run);
        found.ifPresent(job -> {
            job.requeue(workerLost, pause, now());
            tell(job, reason);
            record(job, Optional.of(JobState.RUNNING), SERVER, reason);
        });
        return found.isPresent();
    }

    /** Puts a Canceled training back into the queue. */
    void resumed(Job job, JobSubmission.Resumption resumption, Caller caller) {
        JobState from = job.state();
        job.resume(resumption.parentId(), resumption.specs(), now());
        tell(job, "Waiting to be scheduled; it goes on from its latest checkpoint.");
        record(job, Optional.of(from), caller.userId().toString(), "resumed");
    }

    /** Puts a Canceled trial back into the queue when its search goes on. */
    public void resumedTrial(Job trial, String who) {
        JobState from = trial.state();
        trial.resume(trial.parentId(), trial.specs(), now());
        tell(trial, "Waiting to be scheduled; it goes on from its latest checkpoint.");
        record(trial, Optional.of(from), who, "resumed with its search");
    }

    /** Removes a job that has ended; its files go after the commit. */
    void deleted(Job job, Caller caller) {
        jobs.remove(job);
        LOG.info("job {} {} deleted by {}", job.id(), job.state().label(), caller.userId());
        events.fire(new JobDeleted(job.id(), job.org()));
    }

    private void fail(Job job, String reason) {
        JobState from = job.state();
        job.fail(now());
        tell(job, reason);
        record(job, Optional.of(from), SERVER, reason);
    }

    private boolean end(JobRun run, JobResult last, Consumer<Job> change) {
        Optional<Job> found = running(run);
        found.ifPresent(job -> {
            report(job, last);
            change.accept(job);
        });
        return found.isPresent();
    }

    private Optional<Job> running(JobRun run) {
        return jobs.lock(run.jobId()).filter(run::isOf);
    }

    private void tell(Job job, String message) {
        ZonedDateTime time = clock.instant().atZone(ZoneOffset.UTC);
        DetailedStatus status = new DetailedStatus(
                Optional.of(time.getMonthValue() + "/" + time.getDayOfMonth() + "/" + time.getYear()),
                Optional.of(time.getHour() + ":" + time.getMinute() + ":" + time.getSecond()),
                Optional.of(job.state().label()),
                Optional.of(message));
        report(job, job.result().withStatus(status));
    }

    private void report(Job job, JobResult latest) {
        if (job.report(latest, now())) {
            events.fire(new JobResultChanged(job.id()));
        }
    }

    private void record(Job job, Optional<JobState> from, String who, String why) {
        jobs.add(new JobHistoryEntry(job.id(), now(), from, job.state(), who, why));
        LOG.info("job {} of organisation {}: {} -> {}: {}", job.id(), job.org(), from.map(JobState::label).orElse("new"), job.state().label(), why);
        events.fire(new JobStateChanged(job.id(), job.org(), job.state()));
    }

    private Instant now() {
        return clock.instant();
    }
}
