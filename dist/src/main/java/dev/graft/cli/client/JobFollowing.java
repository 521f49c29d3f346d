// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Follows a job: the server answers as soon as there is something new. A server that does not know that is asked again and again.
 *
 * @param poll how often such a server is asked
 */
public record JobFollowing(GraftApi api, JobRef job, Poll poll) {

    /** How long the server may hold an answer back. */
    private static final int PATIENCE_SECONDS = 30;

    /**
     * A job at a time.
     *
     * @param json the job
     * @param tag what the server calls this state of it; empty if it says nothing
     */
    public record Version(JsonNode json, Optional<String> tag) {}

    /**
     * Follows it until that is so.
     *
     * @param each hears every new state of it
     * @return the last one
     */
    public JsonNode until(Predicate<JsonNode> last, Consumer<JsonNode> each) {
        Version version = api.version(job);
        while (true) {
            each.accept(version.json());
            if (last.test(version.json())) {
                return version.json();
            }
            if (version.tag().isEmpty()) {
                poll.pause();
                version = api.version(job);
            } else {
                version = next(version);
            }
        }
    }

    private Version next(Version known) {
        while (true) {
            Optional<Version> news = api.newer(job, known, PATIENCE_SECONDS);
            if (news.isPresent()) {
                return news.get();
            }
        }
    }
}
