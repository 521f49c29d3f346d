// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import dev.graft.spi.Action;
import dev.graft.spi.launch.LaunchPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Work to be started.
 *
 * @param attempt which start of which job
 * @param architecture the network
 * @param action what is done
 * @param plan what to run
 * @param slots where, at least one, all of the executor that starts it
 * @param classPath jars and folders that an embedded form needs beside the executor's own
 * @param inputs files and folders outside the job's own that it reads; absolute
 * @param environment environment variables from the user, added to those of the executor
 * @param encryptionKey the experiment's key for its models; empty text when there is none
 * @param resultsDir existing folder that takes what the job makes
 * @param statusFile file to which status lines are appended
 * @param logFile file to which output is appended
 * @param timeLimit how long it may run; empty for as long as it likes
 */
public record Work(
        Attempt attempt,
        String architecture,
        Action action,
        LaunchPlan plan,
        List<Slot> slots,
        List<Path> classPath,
        List<Path> inputs,
        Map<String, String> environment,
        String encryptionKey,
        Path resultsDir,
        Path statusFile,
        Path logFile,
        Optional<Duration> timeLimit) {
    public Work {
        Objects.requireNonNull(attempt, "attempt");
        Objects.requireNonNull(architecture, "architecture");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(plan, "plan");
        slots = List.copyOf(slots);
        if (slots.isEmpty()) {
            throw new IllegalArgumentException("work needs a slot");
        }
        classPath = List.copyOf(classPath);
        inputs = List.copyOf(inputs);
        environment = Map.copyOf(environment);
        Objects.requireNonNull(encryptionKey, "encryptionKey");
        Objects.requireNonNull(resultsDir, "resultsDir");
        Objects.requireNonNull(statusFile, "statusFile");
        Objects.requireNonNull(logFile, "logFile");
        Objects.requireNonNull(timeLimit, "timeLimit");
    }

    /** Number of granted GPUs. */
    public int gpus() {
        return (int) slots.stream().filter(Slot::gpu).count();
    }

    /** Number of granted CPU cores. */
    public int cores() {
        return slots.stream().mapToInt(Slot::cores).sum();
    }
}
