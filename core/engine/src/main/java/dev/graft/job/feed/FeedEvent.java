// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.feed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;

/**
 * One thing that happened to a job.
 *
 * @param kind what it is
 * @param after where a reader is who has seen it
 * @param data of a state {@code status}, {@code from}, {@code time} and {@code reason}; of a status line the line itself; of log text
 *     {@code text}
 */
public record FeedEvent(Kind kind, FeedPosition after, ObjectNode data) {

    /** Kinds of event, by the names that clients see. */
    public enum Kind {
        /** The job's state changed. */
        STATE("state"),
        /** The worker wrote a status line. */
        STATUS("status"),
        /** The log grew. */
        LOG("log");

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }

        /** The name that clients see. */
        public String wireName() {
            return wireName;
        }
    }

    public FeedEvent {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(after, "after");
        Objects.requireNonNull(data, "data");
    }
}
