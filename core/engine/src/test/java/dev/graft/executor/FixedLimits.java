// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** The same limits for every organisation. */
public record FixedLimits(OptionalInt slots, OptionalInt queuedJobs, Optional<Duration> time) implements OrganisationLimits {

    /** No limit at all. */
    public static final FixedLimits NONE = new FixedLimits(OptionalInt.empty(), OptionalInt.empty(), Optional.empty());

    @Override
    public OptionalInt slots(String org) {
        return slots;
    }

    @Override
    public OptionalInt queuedJobs(String org) {
        return queuedJobs;
    }

    @Override
    public Optional<Duration> time(String org) {
        return time;
    }
}
