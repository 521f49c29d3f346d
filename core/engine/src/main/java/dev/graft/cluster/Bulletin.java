// SPDX-License-Identifier: Apache-2.0
package dev.graft.cluster;

import java.util.function.Consumer;

/** Where servers put up short lines for each other. On a database of a single server nothing is put up and nothing read. */
public interface Bulletin {

    /**
     * Puts a line up when the transaction commits.
     *
     * @param line at most 1000 characters
     */
    void put(String line);

    /**
     * Reads what the other servers put up from now on, until this server stops.
     *
     * @param reader gets each line, in the order of the commits, on one thread
     * @param missed told when lines may have been missed, as the database was away
     */
    void read(Consumer<String> reader, Runnable missed);
}
