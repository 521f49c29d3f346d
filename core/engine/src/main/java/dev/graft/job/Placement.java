// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a job runs.
 *
 * @param server the server that answers for it
 * @param host the machine whose own slots it holds; empty if they can be reached from any machine, as those of a cluster
 * @param executor name of the executor
 * @param slots ids of the slots that it holds, unique on their host; none for a search
 */
public record Placement(UUID server, Optional<String> host, String executor, List<String> slots) {

    /** What stands for the executor of a search. */
    private static final String SEARCH = "search";

    public Placement {
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(executor, "executor");
        slots = List.copyOf(slots);
    }

    /** Of a search, which is conducted by a server and holds no slots. */
    public static Placement ofSearch(UUID server) {
        return new Placement(server, Optional.empty(), SEARCH, List.of());
    }
}
