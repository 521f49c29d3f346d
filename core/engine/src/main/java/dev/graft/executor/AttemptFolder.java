// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import dev.graft.archive.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the worker's shell leaves on disk about one attempt, so that any later server can tell what became of it: {@code pid}, made
 * exclusively before anything runs, and {@code exit}, put in place when all is over. The server adds {@code limit}, when the attempt has to
 * be over, {@code overrun} once it has stopped the worker for that, and {@code standby}, the folder of the process that stood by for it. A
 * server that cannot reach the worker's machine adds {@code revoked}, at which the shell kills the worker and itself.
 *
 * @param folder the folder
 */
public record AttemptFolder(Path folder) {

    /**
     * What the shell runs. Its arguments: this folder, the log file, the token (there to be found by), and the command. The pid file is made
     * with noclobber: whoever makes it first, the shell or a later server that gives the attempt up, decides whether it runs. The trap
     * keeps the shell alive through a SIGTERM to the group so that it can still write the exit code. A second shell looks for the
     * revocation, for which the first has to lead its group.
     */
    public static final String SCRIPT = String.join(
            "\n",
            "umask 077",
            "set -C",
            "{ echo $$ > \"$1/pid\"; } 2>/dev/null || exit 125",
            "set +C",
            "trap : TERM",
            "folder=$1 log=$2",
            "shift 3",
            fence("$folder"),
            "\"$@\" </dev/null >>\"$log\" 2>&1",
            "code=$?",
            "kill $fence 2>/dev/null",
            "echo $code >\"$folder/exit.new\"",
            "mv \"$folder/exit.new\" \"$folder/exit\"");

    private static final Logger LOG = LoggerFactory.getLogger(AttemptFolder.class);

    private static final String STANDBY = "standby";

    /**
     * The lines of a shell's script that start a second shell, {@code $fence}, which kills the group that the first one leads once the attempt
     * is revoked.
     *
     * @param attempt where the shell finds the attempt's folder
     */
    static String fence(String attempt) {
        return "{ while sleep 2 && kill -0 $$; do [ ! -e \"" + attempt + "/revoked\" ] || kill -s KILL -- -$$; done; } </dev/null >/dev/null 2>&1 &\n"
                + "fence=$!";
    }

    /** The folder of an attempt; need not be there. */
    public static AttemptFolder of(Attempt attempt) {
        return new AttemptFolder(attempt.files());
    }

    /** Makes the folder. */
    public void create() throws IOException {
        Files.createDirectories(folder);
    }

    /** Makes sure that the attempt never starts; false if it has already. */
    public boolean preempt() {
        try {
            create();
            Files.createFile(folder.resolve("pid"));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("the attempt in " + folder + " cannot be looked at", e);
        }
    }

    /** Process id of the shell; empty if none was written: the attempt was given up before it started. */
    OptionalLong pid() {
        String text = read("pid");
        return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    }

    /** The exit code; empty if the shell did not live to write it. */
    public OptionalInt exitCode() {
        String text = read("exit");
        return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
    }

    /** Whether its shell has begun. */
    public boolean begun() {
        return pid().isPresent();
    }

    /** How the attempt ended, now that it is over. */
    public WorkerEnd end() {
        return overrun() ? WorkerEnd.timeLimit(exitCode()) : WorkerEnd.of(exitCode());
    }

    /** Whether the worker was stopped because its time was over. */
    public boolean overrun() {
        return Files.exists(folder.resolve("overrun"));
    }

    /** Stores when the attempt has to be over. */
    public void limit(Instant time) {
        write("limit", time.toString());
    }

    /** When the attempt has to be over; empty if it may run as long as it likes. */
    public Optional<Instant> limit() {
        String text = read("limit");
        return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    }

    /** Remembers that the worker is stopped because its time is over. */
    public void markOverrun() {
        write("overrun", "");
    }

    /** Makes a worker that nobody watches any more end. */
    void revoke() {
        write("revoked", "");
    }

    /** Stores that the attempt goes to a process that stood by. */
    void standby(Path process) {
        write(STANDBY, process.toString());
    }

    /** Takes back {@link #standby}: the process could not take it. */
    void withoutStandby() throws IOException {
        Files.deleteIfExists(folder.resolve(STANDBY));
    }

    /** The folder of the process that the attempt went to; empty if it got a process of its own. */
    Optional<Path> standby() {
        String text = read(STANDBY);
        return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    }

    /** Removes what is left of that folder, now that the attempt is over. */
    void clearStandby() {
        try {
            standby().ifPresent(FileTree::delete);
        } catch (UncheckedIOException e) {
            LOG.warn("left behind: {}", e.getMessage());
        }
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(folder.resolve(name) + " cannot be written", e);
        }
    }

    private String read(String name) {
        Path file = folder.resolve(name);
        try {
            return Files.exists(file) ? Files.readString(file).strip() : "";
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
