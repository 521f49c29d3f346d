// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Asks again and again until something is so.
 *
 * @param interval pause between an answer and the next question
 */
public record Poll(Duration interval) {

    /** A pace at which people see changes at once and a server hardly notices. */
    public static final Poll GENTLE = new Poll(Duration.ofMillis(400));

    /**
     * Asks until the answer is the last one.
     *
     * @param each hears every answer
     * @return the last answer
     * @throws CancellationException if the thread is interrupted
     */
    public JsonNode until(Supplier<JsonNode> question, Predicate<JsonNode> last, Consumer<JsonNode> each) {
        while (true) {
            JsonNode answer = question.get();
            each.accept(answer);
            if (last.test(answer)) {
                return answer;
            }
            pause();
        }
    }

    /** Lets the interval pass. */
    void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(interval.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for the server");
        }
    }
}
