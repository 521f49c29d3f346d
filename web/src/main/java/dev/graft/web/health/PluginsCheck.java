// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.health;

import dev.graft.plugin.PluginHost;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether the plugins have been loaded; broken ones are counted and do not stand in the way of the others. */
@Readiness
@ApplicationScoped
public class PluginsCheck implements HealthCheck {

    private final PluginHost host;

    /** For the container's proxy. */
    protected PluginsCheck() {
        this(null);
    }

    @Inject
    public PluginsCheck(PluginHost host) {
        this.host = host;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("plugins")
                .status(host.complete())
                .withData("networks", host.all().size())
                .withData("failed", host.failed().size())
                .build();
    }
}
