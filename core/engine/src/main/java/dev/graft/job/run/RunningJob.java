// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import dev.graft.executor.Worker;
import dev.graft.job.Job;
import dev.graft.job.JobFolder;
import dev.graft.job.JobResult;
import dev.graft.job.JobResult.DetailedStatus;
import dev.graft.job.JobRun;
import dev.graft.job.StatusReader;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** The watch over one worker's status lines and log. Its methods exclude each other. */
final class RunningJob {

    private final JobRun run;
    private final JobFolder folder;
    private final Worker worker;
    private final StatusTail tail;
    private final StatusReader reader = new StatusReader();
    private final DetailedStatus before;

    private final AtomicBoolean stopped = new AtomicBoolean();
    private long logSize;
    private JobResult stored;

    /**
     * Takes up the watch: the lines of earlier attempts are read for their metrics only.
     *
     * @param job the job, Running
     */
    RunningJob(Job job, JobFolder folder, Worker worker) throws IOException {
        this.run = job.run();
        this.folder = folder;
        this.worker = worker;
        this.before = job.result().detailedStatus();
        this.tail = new StatusTail(folder.status());
        tail.until(job.statusOffset()).forEach(reader::read);
        reader.beginAttempt();
        this.stored = job.result();
    }

    UUID id() {
        return run.jobId();
    }

    JobRun run() {
        return run;
    }

    /** Its worker is being stopped; whether it was not before. */
    boolean markStopped() {
        return stopped.compareAndSet(false, true);
    }

    Worker worker() {
        return worker;
    }

    /** Looks for new lines. */
    synchronized Look look() throws IOException {
        List<String> lines = tail.next();
        lines.forEach(reader::read);
        return lookAt(result(), !lines.isEmpty());
    }

    /** Looks for the last lines, when the worker is gone. */
    synchronized JobResult last() throws IOException {
        tail.rest().forEach(reader::read);
        return result();
    }

    /** The worker's own last words in this attempt; {@link DetailedStatus#NONE} if it said none. */
    synchronized DetailedStatus words() {
        return reader.result().detailedStatus();
    }

    /** The result of a look was stored; the next one is compared with it. */
    synchronized void markStored(JobResult result) {
        stored = result;
    }

    /**
     * What a look has found.
     *
     * @param result what the job has reported so far
     * @param changed whether that differs from what was stored last
     * @param linesCame whether there were new status lines
     * @param logGrew whether the log has grown since the last look
     */
    record Look(JobResult result, boolean changed, boolean linesCame, boolean logGrew) {}

    private Look lookAt(JobResult result, boolean linesCame) throws IOException {
        long size = Files.exists(folder.log()) ? Files.size(folder.log()) : 0;
        boolean grew = size != logSize;
        logSize = size;
        return new Look(result, !result.equals(stored), linesCame, grew);
    }

    private JobResult result() {
        JobResult result = reader.result();
        return result.detailedStatus().equals(DetailedStatus.NONE) ? result.withStatus(before) : result;
    }
}
