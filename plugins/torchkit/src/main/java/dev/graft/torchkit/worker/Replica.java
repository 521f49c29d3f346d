// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The place of a process among those that share a job.
 *
 * @param rank from 0; the first started the others, writes and reports
 * @param size number of processes, at least 1
 * @param meetingPoint file through which they find each other
 */
public record Replica(int rank, int size, Path meetingPoint) {

    private static final String RANK = "graft.replica.rank";
    private static final String SIZE = "graft.replica.size";
    private static final String MEETING_POINT = "graft.replica.meeting-point";

    public Replica {
        if (size < 1 || rank < 0 || rank >= size) {
            throw new IllegalArgumentException("rank " + rank + " of " + size + " processes is none");
        }
    }

    /** That of this process, if another one started it to share a job. */
    static Optional<Replica> ofThisProcess() {
        return Optional.ofNullable(System.getProperty(RANK))
                .map(rank -> new Replica(
                        Integer.parseInt(rank), Integer.getInteger(SIZE), Path.of(System.getProperty(MEETING_POINT))));
    }

    /** The options that tell a Java process its place. */
    List<String> options() {
        return List.of("-D" + RANK + "=" + rank, "-D" + SIZE + "=" + size, "-D" + MEETING_POINT + "=" + meetingPoint);
    }

    @Override
    public String toString() {
        return "rank " + rank + " of " + size;
    }
}
