// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.launch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.Optional;

/**
 * What to run for one job. An executor takes the form that it can run: the embedded one in a worker process of its own, the container
 * one on a container engine.
 *
 * @param specs the specs with every path filled in, as the trainer and the container read them
 * @param embedded runs on the worker class path; empty if the action has no embedded form
 * @param container runs in a container; empty if there is none
 */
public record LaunchPlan(ObjectNode specs, Optional<EmbeddedForm> embedded, Optional<ContainerForm> container) {
    public LaunchPlan {
        Objects.requireNonNull(specs, "specs");
        Objects.requireNonNull(embedded, "embedded");
        Objects.requireNonNull(container, "container");
        if (embedded.isEmpty() && container.isEmpty()) {
            throw new IllegalArgumentException("a plan needs an embedded or a container form");
        }
    }
}
