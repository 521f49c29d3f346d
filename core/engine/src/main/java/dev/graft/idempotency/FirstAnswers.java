// SPDX-License-Identifier: Apache-2.0
package dev.graft.idempotency;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Carries requests out and stores their answers, both in one transaction. */
@ApplicationScoped
@Transactional
public class FirstAnswers {

    /** How long an answer is kept. */
    public static final Duration KEPT = Duration.ofHours(24);

    private final AnsweredRequests requests;
    private final Clock clock;

    /** For the container's proxy. */
    protected FirstAnswers() {
        this(null, null);
    }

    @Inject
    public FirstAnswers(AnsweredRequests requests, Clock clock) {
        this.requests = requests;
        this.clock = clock;
    }

    /**
     * The stored answer, or that of the work, which is done in this transaction.
     *
     * @throws AlreadyAsked if another transaction is carrying a request with the key out
     * @throws GraftException KEY_REUSED if the key belongs to another request
     */
    Answer once(RequestKey key, Supplier<Answer> work) {
        Optional<Answer> known = known(key);
        if (known.isPresent()) {
            return known.get();
        }
        // First the key and then the work: whoever comes second waits here, and has done nothing.
        AnsweredRequest request = new AnsweredRequest(key, clock.instant().plus(KEPT));
        requests.add(request);
        Answer answer = work.get();
        request.answered(answer);
        return answer;
    }

    /**
     * The stored answer of a key; one that has expired is removed.
     *
     * @throws GraftException KEY_REUSED if the key belongs to another request
     */
    Optional<Answer> known(RequestKey key) {
        Optional<AnsweredRequest> request = requests.find(key.id());
        if (request.isPresent() && !clock.instant().isBefore(request.get().expiresOn())) {
            requests.remove(request.get());
            return Optional.empty();
        }
        return request.map(found -> answer(found, key));
    }

    /** Removes what has expired. */
    int removeExpired() {
        return requests.removeExpired(clock.instant());
    }

    private static Answer answer(AnsweredRequest request, RequestKey key) {
        if (!request.asksFor(key)) {
            throw new GraftException(
                    StandardError.KEY_REUSED,
                    "The Idempotency-Key was used for another request of this organisation within the last " + KEPT.toHours()
                            + " hours; a new request needs a new key.");
        }
        return request.answer();
    }
}
