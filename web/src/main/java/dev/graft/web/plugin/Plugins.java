// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.plugin;

import dev.graft.plugin.PluginHost;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The plugins of the server, the broken ones with their cause. */
@Path("plugins")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class Plugins {

    private final PluginHost host;

    /** For the container's proxy. */
    protected Plugins() {
        this(null);
    }

    @Inject
    public Plugins(PluginHost host) {
        this.host = host;
    }

    @GET
    @Operation(operationId = "listPlugins")
    public List<PluginRsp> list() {
        return host.plugins().stream().map(PluginRsp::of).toList();
    }
}
