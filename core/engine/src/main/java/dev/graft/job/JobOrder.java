// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What a caller asks for.
 *
 * @param action what to do
 * @param parentJobId the job whose output it uses
 * @param specs the specs given, to be merged into the defaults; empty to take the defaults as they are
 * @param numGpu number of GPUs (slots on a machine without GPUs); empty or 0 for one
 * @param platform the kind of GPU, for example {@code a100}; empty for any
 * @param priority how urgent it is among the jobs of its organisation, -100 to 100; 0 is ordinary
 * @param timeLimit how long its worker may run; empty for the server's limit, if it has one
 * @param name a name, at most 500 characters
 * @param description a description, at most 1,000 characters
 */
public record JobOrder(
        Action action,
        Optional<UUID> parentJobId,
        Optional<ObjectNode> specs,
        OptionalLong numGpu,
        Optional<String> platform,
        int priority,
        Optional<Duration> timeLimit,
        Optional<String> name,
        Optional<String> description) {

    public JobOrder {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(parentJobId, "parentJobId");
        Objects.requireNonNull(specs, "specs");
        Objects.requireNonNull(numGpu, "numGpu");
        Objects.requireNonNull(platform, "platform");
        Objects.requireNonNull(timeLimit, "timeLimit");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
    }

    /** An order of ordinary urgency without a time limit of its own. */
    public JobOrder(
            Action action,
            Optional<UUID> parentJobId,
            Optional<ObjectNode> specs,
            OptionalLong numGpu,
            Optional<String> platform,
            Optional<String> name,
            Optional<String> description) {
        this(action, parentJobId, specs, numGpu, platform, 0, Optional.empty(), name, description);
    }

    /** The same order with that urgency and time limit. */
    public JobOrder with(int otherPriority, Optional<Duration> otherTimeLimit) {
        return new JobOrder(action, parentJobId, specs, numGpu, platform, otherPriority, otherTimeLimit, name, description);
    }

    /** An order with nothing but an action. */
    public static JobOrder of(Action action) {
        return new JobOrder(
                action,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
