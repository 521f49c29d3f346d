// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The processes of this machine that work for a job: those whose command line names its folder, or that stood by for it and write its
 * log.
 */
final class Workers {

    private Workers() {}

    static List<ProcessHandle> of(String jobId) {
        return ProcessHandle.allProcesses()
                .filter(process -> commandLine(process).contains(jobId) || output(process).contains(jobId))
                .toList();
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
        } catch (IOException e) {
            // It has just ended.
            return "";
        }
    }

    private static String output(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "fd", "1")).toString();
        } catch (IOException e) {
            // It has just ended, or is another user's.
            return "";
        }
    }
}
