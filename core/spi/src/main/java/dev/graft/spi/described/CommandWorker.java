// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.described;

import dev.graft.spi.launch.ContainerForm;
import dev.graft.spi.status.StatusLine;
import dev.graft.spi.status.StatusLine.State;
import dev.graft.spi.worker.ExitCode;
import dev.graft.spi.worker.WorkerJob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The worker process of an action that is a command ({@code command: [sh, "{plugin_dir}/train.sh", ...]} in {@code network.yaml}).
 *
 * <p>It writes the specs as YAML beside the job file and runs the command in the results folder, with {@code {spec_file}},
 * {@code {job_file}} and {@code {status_file}} in its arguments replaced by those paths. What the command prints is the job's log. It may
 * append lines of its own to the status file (JSON, the fields of {@link StatusLine}). Exit code 0 is success, 2 a fault of the user's
 * specs or data, any other a fault of the command; a last status line of SUCCESS or FAILURE says it in words.
 */
public final class CommandWorker {

    /** Stands for the path of the job file. */
    static final String JOB_FILE = "{job_file}";

    /** Stands for the path of the status file. */
    static final String STATUS_FILE = "{status_file}";

    private static final Pattern LAST_WORD = Pattern.compile("\"status\"\\s*:\\s*\"(SUCCESS|FAILURE)\"");

    /** Longest wait for the command after SIGTERM, below the three seconds after which a server kills. */
    private static final long GRACE_MILLIS = 2500;

    private final Path jobFile;
    private final WorkerJob job;
    private volatile Optional<Process> process = Optional.empty();

    /**
     * A worker.
     *
     * @throws IOException if the job file cannot be read or is none
     */
    CommandWorker(Path jobFile) throws IOException {
        this.jobFile = jobFile.toAbsolutePath();
        this.job = WorkerJob.read(jobFile);
    }

    /**
     * Runs a command and ends with its exit code.
     *
     * @param arguments the job file, then the command
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        CommandWorker worker = new CommandWorker(Path.of(arguments[0]));
        Runtime.getRuntime().addShutdownHook(new Thread(worker::stop, "stop"));
        int exit = worker.run(List.of(arguments).subList(1, arguments.length));
        // Not System.exit: after a stop it would wait for the hook that waits for the command.
        System.out.flush();
        Runtime.getRuntime().halt(exit);
    }

    /** Runs the job's command and returns its exit code. */
    int run(List<String> command) throws IOException, InterruptedException {
        append(State.STARTED, "Starting " + job.action() + " of " + job.architecture() + ".");
        Process running;
        try {
            running = new ProcessBuilder(expand(command)).directory(job.resultsDir().toFile()).inheritIO().start();
        } catch (IOException e) {
            append(State.FAILURE, "The command cannot be run: " + e.getMessage() + ". Install " + command.get(0)
                    + " where the workers run, or mend the plugin.");
            return ExitCode.INTERNAL.code();
        }
        process = Optional.of(running);
        int exit = running.waitFor();
        if (exit != ExitCode.TERMINATED.code() && !lastWordIsSaid()) {
            sayLastWord(exit);
        }
        return exit;
    }

    private List<String> expand(List<String> command) throws IOException {
        Path specs = jobFile.resolveSibling(SpecSyntax.YAML.fileName());
        Files.writeString(specs, SpecSyntax.YAML.render(job.specs()));
        List<String> expanded = new ArrayList<>();
        for (String argument : command) {
            expanded.add(argument.replace(ContainerForm.SPEC_FILE, specs.toString())
                    .replace(JOB_FILE, jobFile.toString())
                    .replace(STATUS_FILE, job.statusFile().toString()));
        }
        return expanded;
    }

    private void stop() {
        process.ifPresent(running -> {
            running.destroy();
            try {
                if (!running.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
                    running.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private boolean lastWordIsSaid() throws IOException {
        List<String> lines = Files.readAllLines(job.statusFile(), StandardCharsets.UTF_8);
        return LAST_WORD.matcher(lines.get(lines.size() - 1)).find();
    }

    private void sayLastWord(int exit) throws IOException {
        if (exit == ExitCode.SUCCESS.code()) {
            append(State.SUCCESS, "Finished " + job.action() + " of " + job.architecture() + ".");
        } else {
            append(State.FAILURE, "The command of " + job.action() + " ended with exit code " + exit + "; the log has what it printed.");
        }
    }

    private void append(State state, String message) throws IOException {
        Files.writeString(
                job.statusFile(), StatusLine.of(state, message).toJson() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
