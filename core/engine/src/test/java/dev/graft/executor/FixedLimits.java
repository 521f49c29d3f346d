// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The same limits for every organisation. */
public record FixedLimits(OptionalInt slots, OptionalInt queuedJobs, Optional<Duration> time, OptionalLong storage)
        implements OrganisationLimits {

    /** No limit at all. */
    public static final FixedLimits NONE = new FixedLimits(OptionalInt.empty(), OptionalInt.empty(), Optional.empty());

    /** Limits of jobs alone. */
    public FixedLimits(OptionalInt slots, OptionalInt queuedJobs, Optional<Duration> time) {
        this(slots, queuedJobs, time, OptionalLong.empty());
    }

    /** A limit of what may be stored alone. */
    public static FixedLimits storage(long bytes) {
        return new FixedLimits(OptionalInt.empty(), OptionalInt.empty(), Optional.empty(), OptionalLong.of(bytes));
    }

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

    @Override
    public OptionalLong storage(String org) {
        return storage;
    }
}
