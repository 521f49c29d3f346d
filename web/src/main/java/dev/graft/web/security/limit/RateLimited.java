// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.limit;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;

/** Too many requests of one client in too short a time. */
public class RateLimited extends GraftException {

    private static final long serialVersionUID = 1L;

    private final long perMinute;
    private final long retryAfterSeconds;

    /**
     * @param what what there were too many of, in the plural
     * @param perMinute how many are allowed
     * @param retryAfterSeconds when the next is, at least 1
     */
    public RateLimited(String what, long perMinute, long retryAfterSeconds) {
        super(StandardError.RATE_LIMITED, "Too many " + what + ": " + perMinute + " per minute are allowed. Try again in "
                + retryAfterSeconds + (retryAfterSeconds == 1 ? " second." : " seconds."));
        this.perMinute = perMinute;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** How many are allowed per minute. */
    public long perMinute() {
        return perMinute;
    }

    /** Seconds until the next is allowed, at least 1. */
    public long retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
