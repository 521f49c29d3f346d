// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.slurm;

import java.util.List;
import java.util.Optional;

/**
 * A line of {@code squeue}.
 *
 * @param id Slurm's job id
 * @param name the job's name
 * @param state its state
 * @param reason why it waits, or ended, in Slurm's word
 */
record QueueEntry(long id, String name, SlurmState state, String reason) {

    /** Lists all jobs of this user, those too that have ended lately. */
    static final List<String> COMMAND = List.of("squeue", "--noheader", "--me", "--states=all", "--format=%i|%j|%T|%r");

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
