// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import dev.graft.executor.WorkerEnd;
import dev.graft.job.Job;
import dev.graft.job.JobResult.DetailedStatus;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.worker.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/**
 * What is made of the end of a worker.
 *
 * @param kind which way the job goes
 * @param message for the job's owner; empty text for SUCCEEDED and CANCELED
 * @param pause how long a job that is queued again waits before it is tried again
 */
record Outcome(Kind kind, String message, Duration pause) {

    /** Which way a job goes. */
    enum Kind {
        SUCCEEDED,
        CANCELED,
        FAILED,
        /** Once more, from the latest checkpoint; the fault is not the job's own. */
        REPEAT,
        /** Back into the queue as if nothing had been: nothing ran. */
        QUEUE_AGAIN
    }

    /** Pause before the second try of a job that nothing could run; it grows with every try. */
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);

    private static final int PAUSE_FACTOR = 6;

    private static final int SIGNAL_BASE = 128;
    private static final int SIGKILL = 9;
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    /** How often a job is queued again because of what should have run it. */
    private static final int REPEAT_LIMIT = 3;

    /** An outcome without a pause. */
    Outcome(Kind kind, String message) {
        this(kind, message, Duration.ZERO);
    }

    /**
     * Judges an end.
     *
     * @param job the job as it is stored now
     * @param last the last words of this attempt
     */
    static Outcome of(Job job, WorkerEnd end, DetailedStatus last) {
        if (job.stopRequestedBy().isPresent()) {
            return new Outcome(Kind.CANCELED, "");
        }
        return switch (end.cause()) {
            case NEVER_STARTED ->
                new Outcome(Kind.QUEUE_AGAIN, "The server stopped before the worker had started; the job is queued again.");
            case LOST ->
                lost(
                        job,
                        end.detail().isEmpty()
                                ? "The worker vanished without a word: its machine stopped, or all its processes were killed."
                                : end.detail());
            case UNAVAILABLE -> unavailable(job, end.detail());
            case OUT_OF_MEMORY -> failed(last, explain(ExitCode.OUT_OF_MEMORY.code()));
            case TIME_LIMIT ->
                new Outcome(
                        Kind.FAILED,
                        "The job ran longer than its time limit and was stopped. Give it more time with time_limit, or less to do.");
            case EXITED -> exited(job, end, last);
        };
    }

    /**
     * Judges a start that has failed: nothing runs.
     *
     * @param store what the database has to do with it; empty if nothing
     */
    static Outcome ofStart(Job job, Exception cause, Optional<GraftException> store) {
        if (job.stopRequestedBy().isPresent()) {
            return new Outcome(Kind.CANCELED, "");
        }
        if (store.isPresent()) {
            return unavailable(job, store.get().getMessage());
        }
        if (cause instanceof IOException || cause instanceof UncheckedIOException) {
            return unavailable(job, "The server could not write the files of the job, most often because its disk is full.");
        }
        if (cause instanceof GraftException fault) {
            return fault.code() == StandardError.DISK_FULL
                    ? unavailable(job, fault.getMessage())
                    : new Outcome(Kind.FAILED, fault.getMessage());
        }
        return new Outcome(Kind.FAILED, "The server could not start this job; its administrator finds the cause in the server's log.");
    }

    private static Outcome exited(Job job, WorkerEnd end, DetailedStatus last) {
        int code = end.exitCode().orElse(ExitCode.INTERNAL.code());
        if (code == ExitCode.TERMINATED.code()) {
            return lost(job, "The worker was asked to stop from outside Graft (SIGTERM).");
        }
        if (code == ExitCode.SUCCESS.code()) {
            return saidSuccess(last)
                    ? new Outcome(Kind.SUCCEEDED, "")
                    : failed(last, "The worker ended without reporting success; its log may tell why.");
        }
        return failed(last, end.detail().isEmpty() ? explain(code) : end.detail());
    }

    /** The fault of what should have run it: another time, or on another machine, it may run. */
    private static Outcome unavailable(Job job, String why) {
        return again(job, why, FIRST_PAUSE.multipliedBy((long) Math.pow(PAUSE_FACTOR, job.lostWorkers())));
    }

    /** The fault of the machine, the first time at least: it is tried again at once, and after that with growing pauses. */
    private static Outcome lost(Job job, String what) {
        return job.lostWorkers() == 0
                ? new Outcome(Kind.REPEAT, what + " The job is queued again" + (job.action().trains() ? " and goes on from its latest checkpoint." : "."))
                : again(job, what, FIRST_PAUSE.multipliedBy((long) Math.pow(PAUSE_FACTOR, job.lostWorkers() - 1.0)));
    }

    private static Outcome again(Job job, String why, Duration pause) {
        return job.lostWorkers() < REPEAT_LIMIT
                ? new Outcome(Kind.REPEAT, why + " The job is tried again in " + pause.toSeconds() + " s.", pause)
                : new Outcome(
                        Kind.FAILED,
                        why + " As this happened " + (REPEAT_LIMIT + 1)
                                + " times, the job is not repeated; submit it again when the cause is mended.");
    }

    /** The worker's own words if its last line tells of a failure, else the explanation. */
    private static Outcome failed(DetailedStatus last, String explanation) {
        Optional<String> own = last.status().filter("FAILURE"::equals).flatMap(status -> last.message()).filter(text -> !text.isBlank());
        return new Outcome(Kind.FAILED, own.map(Outcome::withoutTrace).orElse(explanation));
    }

    private static boolean saidSuccess(DetailedStatus last) {
        return last.status().filter("SUCCESS"::equals).isPresent();
    }

    private static String explain(int code) {
        if (code == ExitCode.OUT_OF_MEMORY.code()) {
            return "The worker ran out of memory. Use a smaller batch or input size, or give workers more memory.";
        }
        if (code == ExitCode.USER.code()) {
            return "The worker could not use the specs or the data; its log says which.";
        }
        if (code == NOT_FOUND || code == NOT_EXECUTABLE) {
            return "The worker's Java could not be run (exit code " + code + "); an administrator should check graft.worker.java.";
        }
        if (code == SIGNAL_BASE + SIGKILL) {
            return "The worker was killed (signal 9), most often because the machine ran out of memory. Use a smaller batch or input size,"
                    + " or run fewer jobs at once.";
        }
        if (code > SIGNAL_BASE) {
            return "The worker crashed in native code (signal " + (code - SIGNAL_BASE)
                    + "). That is a defect of Graft or of a library; please report it with the job's log.";
        }
        return "The worker failed (exit code " + code + "); the end of its log tells why.";
    }

    /** A message is for people; lines of a stack trace that a library put into it stay in the log. */
    private static String withoutTrace(String message) {
        return message.lines()
                .filter(line -> !line.startsWith("\tat ") && !line.startsWith("\t... "))
                .reduce((one, two) -> one + "\n" + two)
                .orElse("");
    }
}
