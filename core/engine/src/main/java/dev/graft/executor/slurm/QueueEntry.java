// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.slurm;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A line of {@code squeue}, or of {@code sacct}, which remembers jobs for longer where Slurm keeps accounts.
 *
 * @param id Slurm's job id
 * @param name the job's name
 * @param state its state
 * @param reason why it waits, or ended, in Slurm's word; empty text if that is not told
 */
record QueueEntry(long id, String name, SlurmState state, String reason) {

    /** Lists all jobs of this user, those too that have ended lately. */
    static final List<String> COMMAND = List.of("squeue", "--noheader", "--me", "--states=all", "--format=%i|%j|%T|%r");

    /** Lists the jobs of those names that the accounts remember. */
    static List<String> accountsCommand(Collection<String> names) {
        return List.of(
                "sacct",
                "--noheader",
                "--allocations",
                "--parsable2",
                "--starttime=now-30days",
                "--name=" + String.join(",", names),
                "--format=JobIDRaw,JobName,State");
    }

    /** Reads the jobs that are over in the output of {@link #accountsCommand}; accounts may take a lost job for a running one forever. */
    static List<QueueEntry> parseAccounts(String output) {
        return output.lines()
                .map(line -> parseLine(line + "|"))
                .flatMap(Optional::stream)
                .filter(entry -> !entry.state().active())
                .toList();
    }

    /** Reads the output of {@link #COMMAND}; lines that are none are left out. */
    static List<QueueEntry> parse(String output) {
        return output.lines().map(QueueEntry::parseLine).flatMap(Optional::stream).toList();
    }

    private static Optional<QueueEntry> parseLine(String line) {
        String[] fields = line.split("\\|", -1);
        boolean understood = fields.length == 4 && fields[0].matches("\\d+");
        return understood
                ? Optional.of(new QueueEntry(Long.parseLong(fields[0]), fields[1], SlurmState.of(fields[2]), fields[3]))
                : Optional.empty();
    }
}
