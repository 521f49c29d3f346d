// SPDX-License-Identifier: Apache-2.0
package dev.graft.idempotency;

import dev.graft.server.Background;
import dev.graft.server.ServerStarted;
import dev.graft.server.StartOrder;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries a request with a key out once, however often it comes. */
@ApplicationScoped
public class IdempotentRequests {

    private static final Logger LOG = LoggerFactory.getLogger(IdempotentRequests.class);

    private static final int LOCKS = 64;

    private final FirstAnswers answers;
    private final ScheduledExecutorService timer;

    /** Repeats on this server wait for each other here, those on others at the database. */
    private final List<Object> locks = IntStream.range(0, LOCKS).mapToObj(i -> new Object()).toList();

    /** For the container's proxy. */
    protected IdempotentRequests() {
        this(null, null);
    }

    @Inject
    public IdempotentRequests(FirstAnswers answers, @Background ScheduledExecutorService timer) {
        this.answers = answers;
        this.timer = timer;
    }

    /**
     * The answer to a request. A request that fails stores nothing, so that its repeat is carried out.
     *
     * @param work carries the request out, within the transaction that stores its answer
     * @throws GraftException KEY_REUSED if the key belongs to another request; CONFLICT if the first one is still being carried out
     */
    public Answer once(RequestKey key, Supplier<Answer> work) {
        try {
            synchronized (locks.get(Math.floorMod(key.id().hashCode(), LOCKS))) {
                return answers.once(key, work);
            }
        } catch (AlreadyAsked faster) {
            return answers.known(key)
                    .orElseThrow(() -> new GraftException(
                            StandardError.CONFLICT,
                            "A request with this Idempotency-Key is still being carried out; repeat yours in a moment.",
                            faster));
        }
    }

    void atStart(@Observes @Priority(StartOrder.RECOVERY) ServerStarted started) {
        timer.scheduleWithFixedDelay(this::removeExpired, 1, 60, TimeUnit.MINUTES);
    }

    private void removeExpired() {
        try {
            int removed = answers.removeExpired();
            LOG.debug("{} answers to repeated requests have expired", removed);
        } catch (RuntimeException e) {
            LOG.warn("answers to repeated requests that have expired could not be removed, trying again in an hour: {}", e.toString());
        }
    }
}
