// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.fault.NotFound;
import dev.graft.org.Caller;
import dev.graft.org.OrganisationService;
import dev.graft.org.Role;
import dev.graft.web.security.access.CachedAccounts;
import dev.graft.web.security.access.CurrentCaller;
import dev.graft.web.security.access.RequiresRole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** API keys of a user: one's own, whatever one's role, or those of a member whom one administers. */
@Path("admin/orgs/{org_name}/users/{user_id:[0-9a-fA-F-]{36}}/keys")
@ApplicationScoped
@RequiresRole(Role.VIEWER)
@Produces(MediaType.APPLICATION_JSON)
public class KeyResource {

    private final OrganisationService service;
    private final CurrentCaller current;
    private final CachedAccounts accounts;

    /** For the container's proxy. */
    public KeyResource() {
        this(null, null, null);
    }

    @Inject
    public KeyResource(OrganisationService service, CurrentCaller current, CachedAccounts accounts) {
        this.service = service;
        this.current = current;
        this.accounts = accounts;
    }

    /** The keys without their secrets, oldest first. */
    @GET
    @Operation(operationId = "listKeys")
    public List<KeyResponse> list(@PathParam("user_id") UUID userId) {
        return service.keys(current.get(), userId).stream().map(KeyResponse::of).toList();
    }

    /** Makes a key. The response is the only place where it can be read. */
    @POST
    @Operation(operationId = "issueKey")
    public Response issue(@PathParam("user_id") UUID userId, ObjectNode body) {
        KeyResponse issued = KeyResponse.of(service.issueKey(current.get(), userId, body.path("label").asText()));
        return Response.status(Response.Status.CREATED).entity(issued).build();
    }

    /** Revokes a key at once. Tokens that it was traded for stay good until they expire; removing the user ends them too. */
    @DELETE
    @Path("{key_id:[0-9a-fA-F-]{36}}")
    @Operation(operationId = "revokeKey")
    public KeyResponse revoke(@PathParam("user_id") UUID userId, @PathParam("key_id") UUID keyId) {
        Caller caller = current.get();
        boolean theirs = service.keys(caller, userId).stream().anyMatch(key -> key.id().equals(keyId));
        if (!theirs) {
            throw NotFound.of("API key", keyId);
        }
        KeyResponse revoked = KeyResponse.of(service.revokeKey(caller, keyId));
        accounts.forgetAll();
        return revoked;
    }
}
