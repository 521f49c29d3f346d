// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.worker;

import dev.graft.spi.worker.ExitCode;

/** One of the processes that share a job failed, and with it the job. The message says which and why. */
final class ReplicaFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ExitCode exit;

    ReplicaFailedException(String message, ExitCode exit, Throwable noticed) {
        super(message, noticed);
        this.exit = exit;
    }

    /** How the process ended. */
    ExitCode exit() {
        return exit;
    }
}
