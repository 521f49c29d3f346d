// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli;

/** The exit codes of the command line, for scripts. */
public final class ExitCode {

    /** All went well. */
    public static final int OK = 0;

    /** The server refused, a job ended in Error or Canceled, or a file could not be read or written. */
    public static final int FAILED = 1;

    /** The command line itself is wrong. */
    public static final int USAGE = 2;

    /** No valid key, or its role does not allow it. */
    public static final int NOT_ALLOWED = 3;

    /** The server cannot be reached. */
    public static final int UNREACHABLE = 4;

    private ExitCode() {}
}
