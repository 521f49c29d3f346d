// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import dev.graft.archive.FileTree;
import dev.graft.spi.worker.StandbyWorker;
import dev.graft.spi.worker.WorkerOrder;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;

/**
 * A process that waits to become the worker of one job: a shell in a session of its own and a {@link StandbyWorker}. It has a folder, whose
 * unique path among its arguments is what it is found by: {@code output}, which takes what it prints and becomes the job's log, and
 * {@code tmp}, its temporary files. It ends when the server does, and takes its folder along.
 */
final class StandbyProcess {

    /**
     * What the shell runs. Its arguments: the folder and the command, to which the shell's own process id is added. Once the worker has taken an
     * attempt, the exit code goes into the attempt's folder, and so does what a crashed Java machine leaves. See {@link AttemptFolder#SCRIPT}.
     */
    private static final String SCRIPT = String.join(
            "\n",
            "umask 077",
            "trap : TERM",
            "folder=$1",
            "shift",
            AttemptFolder.fence("$folder/" + StandbyWorker.ATTEMPT),
            "\"$@\" $$",
            "code=$?",
            "kill $fence 2>/dev/null",
            "if cd \"$folder/" + StandbyWorker.ATTEMPT + "\" 2>/dev/null; then",
            "  for crash in \"$folder\"/hs_err_pid*; do [ ! -f \"$crash\" ] || mv \"$crash\" .; done",
            "  echo $code >exit.new",
            "  mv exit.new exit",
            "fi",
            "rm -rf \"$folder\"");

    private static final String OUTPUT = "output";

    private final StandbyKind kind;
    private final Path folder;
    private final Process process;

    private StandbyProcess(StandbyKind kind, Path folder, Process process) {
        this.kind = kind;
        this.folder = folder;
        this.process = process;
    }

    /**
     * Starts a process.
     *
     * @param parent folder in which it makes its own
     */
    static StandbyProcess start(StandbyKind kind, WorkerCommand command, Path parent) throws IOException {
        Path folder = parent.resolve(UUID.randomUUID().toString());
        Path temporary = folder.resolve("tmp");
        Files.createDirectories(parent);
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createDirectory(temporary);
        ProcessBuilder builder = new ProcessBuilder(command.standby(kind, SCRIPT, folder, temporary))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(folder.resolve(OUTPUT).toFile()));
        builder.environment().clear();
        builder.environment().putAll(kind.environment());
        builder.environment().put(WorkerCommand.TEMPORARY, temporary.toString());
        return new StandbyProcess(kind, folder, builder.start());
    }

    StandbyKind kind() {
        return kind;
    }

    boolean alive() {
        return process.isAlive();
    }

    /**
     * Makes it the worker of an attempt. Its output becomes the log, after what the log holds already. The order goes out last: a server
     * that dies before it leaves an attempt that never starts.
     *
     * @return the shell, which leads the process group
     * @throws IOException if it cannot take it; it ends then, and nothing of the attempt has run
     */
    ProcessHandle take(Work work, AttemptFolder files, List<String> arguments) throws IOException {
        try (OutputStream order = process.getOutputStream()) {
            files.standby(folder);
            becomeLog(work.logFile());
            order.write((new WorkerOrder(files.folder(), work.attempt().token(), arguments).toLine() + "\n")
                    .getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            files.withoutStandby();
            throw e;
        }
        return process.toHandle();
    }

    /** Lets it end; returns at once. */
    void dismiss() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended already.
            FileTree.delete(folder);
        }
    }

    private void becomeLog(Path log) throws IOException {
        Path output = folder.resolve(OUTPUT);
        byte[] before = Files.exists(log) ? Files.readAllBytes(log) : new byte[0];
        Files.write(output, before, StandardOpenOption.TRUNCATE_EXISTING);
        Files.move(output, log, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
