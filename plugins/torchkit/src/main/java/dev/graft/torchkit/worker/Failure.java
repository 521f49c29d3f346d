// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.worker;

import dev.graft.spi.error.Blame;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.worker.ExitCode;
import java.util.List;
import java.util.Locale;

/**
 * How a job failed, for the status file and the exit code.
 *
 * @param exit the exit code
 * @param message for the person who started the job: what happened and what to do; no stack trace
 */
record Failure(ExitCode exit, String message) {

    /** What libtorch, OpenCV and JavaCPP say when memory is short. */
    private static final List<String> OUT_OF_MEMORY = List.of(
            "out of memory", "can't allocate memory", "cannot allocate memory", "insufficient memory", "failed to allocate", "bad_alloc",
            "physical memory usage is too high");

    private static final int MAX_MESSAGE = 2000;

    static Failure of(Throwable error) {
        if (error instanceof ReplicaFailedException replica) {
            return new Failure(replica.exit(), shortened(replica.getMessage()));
        }
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof StopRequestedException) {
                return new Failure(ExitCode.TERMINATED, cause.getMessage());
            }
            if (isOutOfMemory(cause)) {
                return new Failure(
                        ExitCode.OUT_OF_MEMORY,
                        "The worker ran out of memory (" + shortened(firstLine(cause))
                                + "). Take a smaller batch size, smaller images or a smaller network, or a machine with more memory.");
            }
        }
        if (error instanceof GraftException fault) {
            ExitCode exit = fault.code().blame() == Blame.USER || fault.code() == StandardError.PROGRAM_MISSING
                    ? ExitCode.USER
                    : ExitCode.INTERNAL;
            return new Failure(exit, shortened(fault.getMessage()));
        }
        return new Failure(
                ExitCode.INTERNAL,
                "The worker failed: " + shortened(firstLine(error))
                        + ". This is a fault of Graft or of a library; the log has its trace.");
    }

    private static boolean isOutOfMemory(Throwable error) {
        if (error instanceof OutOfMemoryError) {
            return true;
        }
        String message = error.getMessage() == null ? "" : error.getMessage().toLowerCase(Locale.ROOT);
        return OUT_OF_MEMORY.stream().anyMatch(message::contains);
    }

    private static String firstLine(Throwable error) {
        String message = error.getMessage();
        return message == null || message.isBlank()
                ? error.getClass().getSimpleName()
                : error.getClass().getSimpleName() + ": " + message.lines().findFirst().orElse("");
    }

    private static String shortened(String message) {
        return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE) + " …";
    }
}
