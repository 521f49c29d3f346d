// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.slurm;

import dev.graft.executor.Attempt;
import dev.graft.executor.AttemptFolder;
import dev.graft.executor.Slot;
import dev.graft.executor.Work;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What {@code sbatch} is asked.
 *
 * @param work the work
 * @param command what the job runs
 * @param environment environment variables of the job
 */
record Submission(Work work, List<String> command, Map<String, String> environment) {

    /** Slurm's own limit is only the second fence behind the server's, and counts in minutes. */
    private static final long SPARE_MINUTES = 5;

    Submission {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** The name of an attempt's job; no other attempt of any job has the same. */
    static String name(Attempt attempt) {
        return "graft-" + attempt.jobId() + "-" + attempt.number();
    }

    /** The batch script: the worker's shell with its environment. */
    String script() {
        StringBuilder script = new StringBuilder("#!/bin/sh\n");
        new TreeMap<>(environment).forEach((name, value) -> script.append("export ").append(name).append('=').append(quoted(value)).append('\n'));
        return script.append(AttemptFolder.SCRIPT).append('\n').toString();
    }

    /** The command line. */
    List<String> line(Path script, SlurmSettings settings) {
        List<String> line = new ArrayList<>(List.of(
                "sbatch",
                "--parsable",
                "--no-requeue",
                "--job-name=" + name(work.attempt()),
                "--output=/dev/null",
                "--chdir=" + work.attempt().folder(),
                "--export=PATH,HOME,LANG",
                "--nodes=1",
                "--ntasks=1",
                "--cpus-per-task=" + work.cores()));
        gpus().ifPresent(gres -> line.add("--gres=" + gres));
        settings.memoryBytes().ifPresent(bytes -> line.add("--mem=" + (bytes * work.slots().size() >> 20) + "M"));
        work.timeLimit().ifPresent(limit -> line.add("--time=" + (limit.toMinutes() + SPARE_MINUTES)));
        line.addAll(settings.options());
        line.add(script.toString());
        line.add(AttemptFolder.of(work.attempt()).folder().toString());
        line.add(work.logFile().toString());
        line.add(work.attempt().token());
        line.addAll(command);
        return line;
    }

    /** The job id that {@code sbatch --parsable} has printed, before the name of a cluster. */
    static Optional<Long> parseId(String output) {
        return output.lines()
                .map(line -> line.strip().split(";")[0])
                .filter(word -> word.matches("\\d+"))
                .map(Long::parseLong)
                .findFirst();
    }

    private Optional<String> gpus() {
        if (work.gpus() == 0) {
            return Optional.empty();
        }
        List<String> types = work.slots().stream().map(Slot::platform).distinct().toList();
        boolean typed = types.size() == 1 && !types.get(0).equals("gpu");
        return Optional.of("gpu:" + (typed ? types.get(0) + ":" : "") + work.gpus());
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }
}
