// SPDX-License-Identifier: Apache-2.0
package dev.graft.metrics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** The registry, if anybody is to read it ({@code graft.metrics}): a server that nobody watches neither counts nor asks its database. */
@ApplicationScoped
public class WantedMetrics {

    private final boolean wanted;
    private final Instance<MetricRegistry> registry;

    /** For the container's proxy. */
    protected WantedMetrics() {
        this(false, null);
    }

    @Inject
    public WantedMetrics(
            @ConfigProperty(name = "graft.metrics", defaultValue = "false") boolean wanted, Instance<MetricRegistry> registry) {
        this.wanted = wanted;
        this.registry = registry;
    }

    /** Where to count; empty if nobody reads it. */
    Optional<MetricRegistry> registry() {
        return wanted ? Optional.of(registry.get()) : Optional.empty();
    }
}
