// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One token bucket per client, full at first, refilled evenly over a minute; clients that stay away are forgotten. */
final class Buckets {

    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int MAX_CLIENTS = 100_000;

    private final String what;
    private final long perMinute;
    private final TimeMeter meter;
    // A bucket is full again after one period, so one that was not asked for longer than that can go.
    private final Cache<String, Bucket> buckets =
            Caffeine.newBuilder().maximumSize(MAX_CLIENTS).expireAfterAccess(PERIOD.multipliedBy(2)).build();

    /**
     * @param what what is counted, in the plural, for the message
     * @param perMinute how many; 0 for no limit
     */
    Buckets(String what, long perMinute, Clock clock) {
        this.what = what;
        this.perMinute = perMinute;
        this.meter = new ClockMeter(clock);
    }

    /** Counts one, if there is room for it. */
    void take(String client) {
        if (perMinute == 0) {
            return;
        }
        ConsumptionProbe probe = bucket(client).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw new RateLimited(what, perMinute, seconds(probe.getNanosToWaitForRefill()));
        }
    }

    /** Makes sure that there is room for one, without counting it. */
    void requireRoom(String client) {
        if (perMinute == 0) {
            return;
        }
        EstimationProbe probe = bucket(client).estimateAbilityToConsume(1);
        if (!probe.canBeConsumed()) {
            throw new RateLimited(what, perMinute, seconds(probe.getNanosToWaitForRefill()));
        }
    }

    /** Counts one that has happened. */
    void count(String client) {
        if (perMinute > 0) {
            bucket(client).tryConsume(1);
        }
    }

    private Bucket bucket(String client) {
        return buckets.get(client, unknown -> Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, PERIOD))
                .withCustomTimePrecision(meter)
                .build());
    }

    private static long seconds(long nanos) {
        return Math.max(1, TimeUnit.NANOSECONDS.toSeconds(nanos + TimeUnit.SECONDS.toNanos(1) - 1));
    }

    private record ClockMeter(Clock clock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            var now = clock.instant();
            return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
