// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.feed;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a reader is.
 *
 * @param states number of state changes seen
 * @param statusBytes bytes of the status file seen
 * @param logBytes bytes of the log seen
 */
public record FeedPosition(int states, long statusBytes, long logBytes) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})-(\\d{1,18})-(\\d{1,18})");

    public FeedPosition {
        if (states < 0 || statusBytes < 0 || logBytes < 0) {
            throw new IllegalArgumentException("a position is not below zero: " + states + "-" + statusBytes + "-" + logBytes);
        }
    }

    /** The position that an event's id tells; empty for any other text. */
    public static Optional<FeedPosition> parse(String id) {
        Matcher parts = TEXT.matcher(id);
        return parts.matches()
                ? Optional.of(new FeedPosition(
                        Integer.parseInt(parts.group(1)), Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3))))
                : Optional.empty();
    }

    FeedPosition withState() {
        return new FeedPosition(states + 1, statusBytes, logBytes);
    }

    FeedPosition withStatus(long bytes) {
        return new FeedPosition(states, bytes, logBytes);
    }

    FeedPosition withLog(long bytes) {
        return new FeedPosition(states, statusBytes, bytes);
    }

    /** As an event's id has it. */
    @Override
    public String toString() {
        return states + "-" + statusBytes + "-" + logBytes;
    }
}
