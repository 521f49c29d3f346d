// SPDX-License-Identifier: Apache-2.0
package dev.graft.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The servers that share this database. */
public interface ServerRepository {

    /** Stores a server that starts; it counts as heard of now. */
    void add(Server server);

    /** All that are stored, the longest running first. */
    List<Server> all();

    /**
     * Notes that a server was heard of now.
     *
     * @return false if it is not stored any more: others took it for gone
     */
    boolean heardOf(UUID id);

    /** Those that were not heard of for so long, by the clock of the database. */
    Set<UUID> silentFor(Duration time);

    /** Removes a server that is gone. */
    void remove(UUID id);

    /**
     * Takes the turn to hand out slots until the transaction ends; one server has it at a time.
     *
     * @return false if another server has it now
     */
    boolean takeTurn();
}
