// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.callback;

import dev.graft.fault.InvalidRequest;
import dev.graft.fault.NotFound;
import dev.graft.job.Job;
import dev.graft.job.JobFiles;
import dev.graft.job.JobFolder;
import dev.graft.job.JobOwner;
import dev.graft.job.JobRepository;
import dev.graft.job.JobState;
import dev.graft.job.ReportReceived;
import dev.graft.job.ReportedTo;
import dev.graft.job.SearchPlans;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Takes the reports of workers in, one at a time for each job and in the order of their arrival, or of their numbers where they have any. A
 * report that was taken before changes nothing, so that a worker may repeat what was not answered; nor does one of a job that is not Running.
 */
@ApplicationScoped
@Transactional
public class JobReporting {

    private final JobRepository jobs;
    private final JobFiles files;
    private final SearchPlans searches;
    private final Event<Object> events;

    /** For the container's proxy. */
    protected JobReporting() {
        this(null, null, null, null);
    }

    @Inject
    public JobReporting(JobRepository jobs, JobFiles files, SearchPlans searches, Event<Object> events) {
        this.jobs = jobs;
        this.files = files;
        this.searches = searches;
        this.events = events;
    }

    /**
     * Appends what is new to the files of the job, or of its trial where the job is a search.
     *
     * @return the job, whose state tells the worker whether to go on
     * @throws GraftException NOT_FOUND; CONFLICT if the sequence leaves one out; INVALID_REQUEST if a search has no such trial
     */
    public Job take(String org, JobOwner owner, UUID jobId, WorkerReport report) {
        Job job = jobs.find(org, jobId)
                .filter(found -> found.owner().equals(owner))
                .orElseThrow(() -> NotFound.of("job of " + owner + " with id", jobId));
        jobs.lock(addressee(job, report)).filter(found -> found.state() == JobState.RUNNING).ifPresent(running -> append(running, report));
        return job;
    }

    private UUID addressee(Job job, WorkerReport report) {
        if (!job.isSearch()) {
            return job.id();
        }
        if (report.experimentNumber().isEmpty()) {
            throw InvalidRequest.at("/experiment_number", "is missing; job " + job.id() + " is a search, name the trial that reports");
        }
        int number = report.experimentNumber().getAsInt();
        return searches.trial(job, number)
                .orElseThrow(() -> InvalidRequest.at("/experiment_number", "is " + number + "; the search has no such trial"));
    }

    private void append(Job job, WorkerReport report) {
        JobFolder folder = files.of(job);
        try {
            if (report.status().isPresent() && isNext(job, ReportedTo.STATUS, report.sequence())) {
                new ReportFile(folder.status()).appendLines(report.status().get(), job.statusOffset());
            }
            if (report.logContents().isPresent() && isNext(job, ReportedTo.LOG, report.sequence())) {
                new ReportFile(folder.log()).appendText(report.logContents().get(), report.sequence().isPresent());
            }
        } catch (IOException e) {
            throw new GraftException(
                    StandardError.DISK_FULL, "The report could not be stored (" + e.getMessage() + "); send it again.", e);
        }
        events.fire(new ReportReceived(job.id()));
    }

    /** Whether it was not taken before; remembers that it is now. */
    private static boolean isNext(Job job, ReportedTo file, OptionalLong sequence) {
        if (sequence.isEmpty()) {
            return true;
        }
        long next = job.reports(file) + 1;
        if (sequence.getAsLong() > next) {
            throw new GraftException(
                    StandardError.CONFLICT,
                    "The sequence is " + sequence.getAsLong() + ", but report " + next + " has not arrived; send that one first.");
        }
        boolean isNew = sequence.getAsLong() == next;
        if (isNew) {
            job.reportTaken(file);
        }
        return isNew;
    }
}
