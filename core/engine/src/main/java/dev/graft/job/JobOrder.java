// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
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
 * @param name a name, at most 500 characters
 * @param description a description, at most 1,000 characters
 */
public record JobOrder(
        Action action,
        Optional<UUID> parentJobId,
        Optional<ObjectNode> specs,
        OptionalLong numGpu,
        Optional<String> platform,
        Optional<String> name,
        Optional<String> description) {

    public JobOrder {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(parentJobId, "parentJobId");
        Objects.requireNonNull(specs, "specs");
        Objects.requireNonNull(numGpu, "numGpu");
        Objects.requireNonNull(platform, "platform");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
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
