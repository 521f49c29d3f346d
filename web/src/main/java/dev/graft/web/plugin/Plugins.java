// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.plugin;

import dev.graft.org.Role;
import dev.graft.plugin.PluginService;
import dev.graft.web.http.ArchiveBody;
import dev.graft.web.security.access.CurrentCaller;
import dev.graft.web.security.access.RequiresRole;
import dev.graft.web.security.http.LargeBody;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The plugins of the server, the broken ones with their cause; installed and removed by its administrators. */
@Path("plugins")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class Plugins {

    private final PluginService plugins;
    private final CurrentCaller current;

    /** For the container's proxy. */
    public Plugins() {
        this(null, null);
    }

    @Inject
    public Plugins(PluginService plugins, CurrentCaller current) {
        this.plugins = plugins;
        this.current = current;
    }

    @GET
    @Operation(operationId = "listPlugins")
    public List<PluginRsp> list() {
        return plugins.list().stream().map(PluginRsp::of).toList();
    }

    /** Takes a plugin's zip, in a form or as the body itself; its networks can be used with the answer. */
    @POST
    @LargeBody
    @RequiresRole(Role.ADMIN)
    @Operation(operationId = "installPlugin")
    public Response install(@Context HttpHeaders headers, InputStream body) throws IOException {
        PluginRsp plugin = PluginRsp.of(plugins.install(current.operator(), ArchiveBody.open(body, headers.getMediaType())));
        return Response.status(Response.Status.CREATED).entity(plugin).build();
    }

    @DELETE
    @Path("{plugin_id}")
    @RequiresRole(Role.ADMIN)
    @Operation(operationId = "removePlugin")
    public PluginRsp remove(@PathParam("plugin_id") String id) {
        return PluginRsp.of(plugins.remove(current.operator(), id));
    }
}
