// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What an organisation and its jobs may take. Thread safe. */
public interface OrganisationLimits {

    /** How many slots its jobs may hold together; empty for no limit. */
    OptionalInt slots(String org);

    /** How many of its jobs may be queued; empty for no limit. */
    OptionalInt queuedJobs(String org);

    /** How long a job that names no time limit of its own may run; empty for no limit. */
    Optional<Duration> time(String org);

    /** How many bytes it may store; empty for no limit. */
    OptionalLong storage(String org);
}
