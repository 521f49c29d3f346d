// SPDX-License-Identifier: Apache-2.0
package dev.graft.cloud;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often and after which pause a request is repeated: only if the cause can pass, and later each time, with jitter so that parallel
 * requests do not come back together.
 *
 * @param attempts requests in all without any progress, at least 1
 * @param firstPause pause after the first failure; three times as long after each further one
 */
public record RetryPolicy(int attempts, Duration firstPause) {

    /** A storage that asks for patience gets four times as much. */
    private static final int PATIENCE = 4;

    /** Six attempts within about a minute; some minutes for a storage that is busy. */
    public static RetryPolicy standard() {
        return new RetryPolicy(6, Duration.ofMillis(300));
    }

    /** Whether a request that has failed so often may be repeated. */
    boolean repeats(CloudFault.Cause why, int failures) {
        return why.passing() && failures < attempts;
    }

    /** How long to wait before the next request. */
    Duration pause(CloudFault.Cause why, int failures) {
        double factor = Math.pow(3, failures - 1.0) * (why == CloudFault.Cause.BUSY ? PATIENCE : 1);
        return Duration.ofMillis((long) (firstPause.toMillis() * factor * ThreadLocalRandom.current().nextDouble(0.75, 1.25)));
    }
}
