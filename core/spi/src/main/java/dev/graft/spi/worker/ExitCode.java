// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.worker;

import java.util.stream.Stream;

/** How a worker process ended, as its exit code. Codes that are not listed mean that the process was killed or crashed. */
public enum ExitCode {
    /** All done; the last status line says SUCCESS. */
    SUCCESS(0),
    /** A fault of Graft or of a library; the log has its trace. */
    INTERNAL(1),
    /** Specs or data that cannot be used; the last status line says what to change. */
    USER(2),
    /** The process ran out of memory, on the host or on a GPU. */
    OUT_OF_MEMORY(3),
    /** Asked to stop (SIGTERM); a checkpoint was written if the action makes any. */
    TERMINATED(143);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The process exit code, 0 to 255. */
    public int code() {
        return code;
    }

    /** The meaning of an exit code; {@link #INTERNAL} for one that is not listed. */
    public static ExitCode of(int code) {
        return Stream.of(values()).filter(exit -> exit.code == code).findFirst().orElse(INTERNAL);
    }
}
