// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.fault.InvalidRequest;
import dev.graft.idempotency.Answer;
import dev.graft.idempotency.IdempotentRequests;
import dev.graft.idempotency.RequestKey;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatedRequestsTest {

    private final Asked asked = new Asked();
    private final RepeatedRequests requests = new RepeatedRequests(asked);
    private final AtomicInteger done = new AtomicInteger();

    @Test
    void withoutAKeyEveryRequestIsCarriedOut() {
        once(null, "POST a", "{}");
        once(null, "POST a", "{}");

        assertThat(done).hasValue(2);
        assertThat(asked.answers).isEmpty();
    }

    @Test
    void aRepeatHasStatusBodyAndTagOfTheFirstAndSaysThatItIsOne() {
        Response first = once("k", "POST a", "{\"x\": 1, \"y\": {\"b\": 2, \"a\": 1.0}}");
        Response second = once("\"k\"", "POST a", "{\"y\": {\"a\": 1.0, \"b\": 2}, \"x\": 1}");

        assertThat(done).hasValue(1);
        assertThat(second.getStatus()).isEqualTo(first.getStatus()).isEqualTo(201);
        assertThat(second.getEntity()).hasToString("{\"done\":1}").isEqualTo(first.getEntity());
        assertThat(second.getEntityTag()).isEqualTo(first.getEntityTag()).isEqualTo(new EntityTag("7"));
        assertThat(first.getHeaderString("Idempotency-Replayed")).isNull();
        assertThat(second.getHeaderString("Idempotency-Replayed")).isEqualTo("true");
    }

    @Test
    void anotherTargetOrAnotherBodyIsAnotherRequest() {
        once("k", "POST a", "{\"x\": 1}");
        once("k", "POST b", "{\"x\": 1}");
        once("k", "POST a", "{\"x\": 2}");
        once("k", "POST a", "{\"x\": [1]}");

        assertThat(asked.answers.keySet()).extracting(RequestKey::fingerprint).doesNotHaveDuplicates().hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\"\"", "a b", "ü", "a\tb"})
    void whatIsNoKeyIsRefused(String key) {
        assertThatThrownBy(() -> once(key, "POST a", "{}")).isInstanceOf(InvalidRequest.class).hasMessageContaining("Idempotency-Key");
        assertThatThrownBy(() -> once("k".repeat(256), "POST a", "{}")).isInstanceOf(InvalidRequest.class);
        assertThat(done).hasValue(0);
    }

    private Response once(String key, String target, String body) {
        return requests.once(key, "acme", target, json(body), () -> Response.status(201)
                .entity(json("{\"done\": " + done.incrementAndGet() + "}"))
                .tag("7")
                .build());
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Answers in memory, by key and fingerprint. */
    private static final class Asked extends IdempotentRequests {

        private final Map<RequestKey, Answer> answers = new HashMap<>();

        @Override
        public Answer once(RequestKey key, Supplier<Answer> work) {
            Answer known = answers.get(key);
            if (known != null) {
                return new Answer(known.status(), known.etag(), known.body(), true);
            }
            Answer first = work.get();
            answers.put(key, first);
            return first;
        }
    }
}
