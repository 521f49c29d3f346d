// SPDX-License-Identifier: Apache-2.0
package dev.graft.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdempotentRequestsTest {

    private static final Instant NOON = Instant.parse("2026-03-29T12:00:00Z");

    private final Stored stored = new Stored();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final AtomicInteger done = new AtomicInteger();
    private Instant now = NOON;

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void theSameRequestIsCarriedOutOnceAndAnsweredAlike() {
        Answer first = once("org", "key", "create one");
        Answer second = once("org", "key", "create one");

        assertThat(done).hasValue(1);
        assertThat(first).isEqualTo(new Answer(201, Optional.of("7"), "{\"n\":1}", false));
        assertThat(second).isEqualTo(new Answer(201, Optional.of("7"), "{\"n\":1}", true));
    }

    @Test
    void theKeyOfAnotherRequestIsRefused() {
        once("org", "key", "create one");

        assertThatThrownBy(() -> once("org", "key", "create another"))
                .isInstanceOfSatisfying(GraftException.class, fault -> assertThat(fault.code()).isEqualTo(StandardError.KEY_REUSED))
                .hasMessageContaining("a new request needs a new key");
        assertThat(done).hasValue(1);
    }

    @Test
    void anotherOrganisationHasKeysOfItsOwn() {
        once("one", "key", "create");
        once("two", "key", "create");

        assertThat(done).hasValue(2);
    }

    @Test
    void aKeyIsForgottenAfterADay() {
        once("org", "key", "create one");
        now = NOON.plus(FirstAnswers.KEPT).minusSeconds(1);
        once("org", "key", "create one");
        assertThat(done).hasValue(1);

        now = NOON.plus(FirstAnswers.KEPT);
        once("org", "key", "create another");
        assertThat(done).hasValue(2);
    }

    @Test
    void whoIsSlowerGetsTheAnswerOfTheFaster() {
        RequestKey key = key("org", "key", "create one");
        stored.faster = () -> once("org", "key", "create one");

        assertThat(requests().once(key, this::work).repeated()).isTrue();
        assertThat(done).hasValue(1);
    }

    @Test
    void whoIsSlowerThanOneThatHasNoAnswerYetIsAskedToComeAgain() {
        stored.faster = () -> {};

        assertThatThrownBy(() -> once("org", "key", "create one"))
                .isInstanceOfSatisfying(GraftException.class, fault -> assertThat(fault.code()).isEqualTo(StandardError.CONFLICT));
        assertThat(done).hasValue(0);
    }

    private Answer once(String org, String key, String asked) {
        return requests().once(key(org, key, asked), this::work);
    }

    private IdempotentRequests requests() {
        return new IdempotentRequests(new FirstAnswers(stored, Clock.fixed(now, ZoneOffset.UTC)), timer);
    }

    private Answer work() {
        return Answer.first(201, Optional.of("7"), "{\"n\":" + done.incrementAndGet() + "}");
    }

    private static RequestKey key(String org, String key, String asked) {
        return RequestKey.of(org, key, asked.getBytes(StandardCharsets.UTF_8));
    }

    /** Requests in memory; one that is faster can be put in before the next is stored. */
    private static final class Stored implements AnsweredRequests {

        private final Map<String, AnsweredRequest> requests = new HashMap<>();
        private Runnable faster;

        @Override
        public Optional<AnsweredRequest> find(String id) {
            return Optional.ofNullable(requests.get(id));
        }

        @Override
        public void add(AnsweredRequest request) {
            if (faster != null) {
                Runnable other = faster;
                faster = null;
                other.run();
                throw new AlreadyAsked(null);
            }
            requests.put(request.id(), request);
        }

        @Override
        public void remove(AnsweredRequest request) {
            requests.remove(request.id());
        }

        @Override
        public int removeExpired(Instant now) {
            int before = requests.size();
            requests.values().removeIf(request -> !now.isBefore(request.expiresOn()));
            return before - requests.size();
        }
    }
}
