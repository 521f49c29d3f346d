// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The processes of one worker: a shell that leads a session and process group of its own, and all that it started. Unix only.
 *
 * @param leader process id of the shell, which is the group's id
 */
record ProcessGroup(long leader) {

    /** Sends SIGTERM to all of them; no error if none is left. */
    void terminate() {
        signal("TERM");
    }

    /** Sends SIGKILL to all of them; no error if none is left. */
    void kill() {
        signal("KILL");
    }

    /** Whether any of them is left, zombies aside. */
    boolean alive() {
        return signal("0") && ProcessHandle.allProcesses().anyMatch(process -> groupOf(process.pid()) == leader);
    }

    /**
     * Kills the group if its leader is gone but a process with that text among its arguments is left, which nobody would watch any more.
     */
    void killOrphans(String token) {
        boolean orphaned = ProcessHandle.allProcesses()
                .anyMatch(process -> groupOf(process.pid()) == leader && commandLine(process.pid()).contains(token));
        if (orphaned) {
            kill();
        }
    }

    /** Whether the leader runs and was started with that text among its arguments. */
    boolean leaderHas(String token) {
        return ProcessHandle.of(leader).filter(ProcessHandle::isAlive).isPresent() && commandLine(leader).contains(token);
    }

    private boolean signal(String name) {
        // Java cannot signal a group; the shell's own kill can.
        List<String> command = List.of("sh", "-c", "kill -s " + name + " -- -" + leader);
        try {
            Process kill = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            return kill.waitFor() == 0;
        } catch (IOException e) {
            throw new UncheckedIOException("no signal could be sent to process group " + leader, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static String commandLine(long pid) {
        Path file = Path.of("/proc", Long.toString(pid), "cmdline");
        try {
            // ProcessHandle cuts long command lines on Linux.
            return Files.isReadable(file)
                    ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    : ProcessHandle.of(pid).flatMap(process -> process.info().commandLine()).orElse("");
        } catch (IOException e) {
            // It ended while it was looked at.
            return "";
        }
    }

    /** The group of a live process, -1 if it is none; field 5 of {@code /proc/<pid>/stat}, after the name in parentheses. */
    private static long groupOf(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return fields[0].equals("Z") ? -1 : Long.parseLong(fields[2]);
        } catch (IOException e) {
            // It ended while it was looked at.
            return -1;
        }
    }
}
