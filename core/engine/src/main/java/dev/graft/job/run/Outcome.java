// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import dev.graft.executor.WorkerEnd;
import dev.graft.job.Job;
import dev.graft.job.JobResult.DetailedStatus;
import dev.graft.spi.worker.ExitCode;
import java.util.Optional;

/**
 * What is made of the end of a worker.
 *
 * @param kind which way the job goes
 * @param message for the job's owner; empty text for SUCCEEDED and CANCELED
 */
record Outcome(Kind kind, String message) {

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

    private static final int SIGNAL_BASE = 128;
    private static final int SIGKILL = 9;
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

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
        if (!end.started()) {
            return new Outcome(Kind.QUEUE_AGAIN, "The server stopped before the worker had started; the job is queued again.");
        }
        if (end.exitCode().isEmpty()) {
            return lost(job, "The worker vanished without a word: its machine stopped, or all its processes were killed.");
        }
        int code = end.exitCode().getAsInt();
        if (code == ExitCode.TERMINATED.code()) {
            return lost(job, "The worker was asked to stop from outside Graft (SIGTERM).");
        }
        if (code == ExitCode.SUCCESS.code()) {
            return saidSuccess(last)
                    ? new Outcome(Kind.SUCCEEDED, "")
                    : failed(last, "The worker ended without reporting success; its log may tell why.");
        }
        return failed(last, explain(code));
    }

    private static Outcome lost(Job job, String what) {
        return job.lostWorkers() == 0
                ? new Outcome(Kind.REPEAT, what + " The job is queued again" + (job.action().trains() ? " and goes on from its latest checkpoint." : "."))
                : new Outcome(Kind.FAILED, what + " As this happened for the second time, the job is not repeated; submit it again when the cause is mended.");
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
