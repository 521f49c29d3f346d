// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.fault.InvalidRequest;
import dev.graft.org.Caller;
import dev.graft.org.OrganisationService;
import dev.graft.org.Role;
import dev.graft.org.User;
import dev.graft.web.security.access.CachedAccounts;
import dev.graft.web.security.access.CurrentCaller;
import dev.graft.web.security.access.RequiresRole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Users of an organisation and their roles, for its administrators. */
@Path("admin/orgs/{org_name}/users")
@ApplicationScoped
@RequiresRole(Role.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
public class UserAdminResource {

    private static final String USER = "{user_id:[0-9a-fA-F-]{36}}";

    private final OrganisationService service;
    private final CurrentCaller current;
    private final CachedAccounts accounts;

    /** For the container's proxy. */
    public UserAdminResource() {
        this(null, null, null);
    }

    @Inject
    public UserAdminResource(OrganisationService service, CurrentCaller current, CachedAccounts accounts) {
        this.service = service;
        this.current = current;
        this.accounts = accounts;
    }

    /** The members, by name. */
    @GET
    @Operation(operationId = "listUsers")
    public List<UserResponse> list() {
        Caller caller = current.get();
        return service.users(caller).stream().map(user -> UserResponse.of(user, caller.org())).toList();
    }

    /** Takes a user into the organisation, making the user if the server has none of that name. */
    @POST
    @Operation(operationId = "addUser")
    public Response add(ObjectNode body) {
        Caller caller = current.get();
        User user = service.addUser(caller, body.path("name").asText(), role(body));
        accounts.forgetAll();
        return Response.status(Response.Status.CREATED).entity(UserResponse.of(user, caller.org())).build();
    }

    /** Changes a member's role. */
    @PATCH
    @Path(USER)
    @Operation(operationId = "changeUserRole")
    public UserResponse changeRole(@PathParam("user_id") UUID userId, ObjectNode body) {
        Caller caller = current.get();
        User user = service.changeRole(caller, userId, role(body));
        accounts.forgetAll();
        return UserResponse.of(user, caller.org());
    }

    /** Ends a membership; a user without any other is removed with all keys. */
    @DELETE
    @Path(USER)
    @Operation(operationId = "removeUser")
    public UserResponse remove(@PathParam("user_id") UUID userId) {
        Caller caller = current.get();
        User user = service.removeUser(caller, userId);
        accounts.forgetAll();
        return UserResponse.of(user, caller.org());
    }

    private static Role role(ObjectNode body) {
        return Role.find(body.path("role").asText())
                .orElseThrow(() -> InvalidRequest.at("/role", "must be viewer, member or admin"));
    }
}
