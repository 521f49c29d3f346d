// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.slurm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs Slurm's programs. */
final class SlurmPrograms {

    private static final long LIMIT_SECONDS = 60;

    private final Map<String, String> environment;

    SlurmPrograms(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * Runs a program to its end.
     *
     * @return what it has printed
     * @throws IOException if it cannot be run, fails, or takes longer than a minute; what it was to do may have been done all the same
     */
    String run(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(command.get(0) + " did not end within " + LIMIT_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw new IOException(command.get(0) + " ended with " + process.exitValue() + ": " + output.strip());
            }
            return output;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + command.get(0) + " ran", e);
        } finally {
            process.destroy();
        }
    }
}
