// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.feed;

import java.util.List;
import java.util.Objects;

/**
 * The next part of a job's events.
 *
 * @param events in their order; empty if there is nothing new
 * @param after where a reader is who has seen this part, which may be farther than its last event: lines that say nothing are passed over
 * @param ended whether nothing will follow: the job has ended, or was deleted
 */
public record FeedPart(List<FeedEvent> events, FeedPosition after, boolean ended) {
    public FeedPart {
        events = List.copyOf(events);
        Objects.requireNonNull(after, "after");
    }
}
