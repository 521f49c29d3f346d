// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.job;

import dev.graft.job.feed.FeedEvent;
import java.io.IOException;

/** The client's end of a stream of events. Used by one thread at a time. */
interface EventClient extends AutoCloseable {

    /**
     * Sends an event.
     *
     * @throws IOException if the client has gone
     */
    void send(FeedEvent event) throws IOException;

    /**
     * Sends a sign of life, by which it shows that a client has gone.
     *
     * @throws IOException if it has
     */
    void beat() throws IOException;

    @Override
    void close();
}
