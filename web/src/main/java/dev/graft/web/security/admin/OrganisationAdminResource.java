// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.org.Organisation;
import dev.graft.org.OrganisationService;
import dev.graft.org.Role;
import dev.graft.web.security.access.Account;
import dev.graft.web.security.access.CachedAccounts;
import dev.graft.web.security.access.CurrentCaller;
import dev.graft.web.security.access.RequiresRole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Organisations of the server. */
@Path("admin/orgs")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class OrganisationAdminResource {

    private final OrganisationService service;
    private final CurrentCaller current;
    private final CachedAccounts accounts;

    /** For the container's proxy. */
    public OrganisationAdminResource() {
        this(null, null, null);
    }

    @Inject
    public OrganisationAdminResource(OrganisationService service, CurrentCaller current, CachedAccounts accounts) {
        this.service = service;
        this.current = current;
        this.accounts = accounts;
    }

    /** The organisations that the user belongs to, by name. */
    @GET
    @Operation(operationId = "listOrganisations")
    public List<OrganisationResponse> list() {
        Account account = current.account();
        return service.organisationsOf(account.userId()).stream()
                .flatMap(organisation -> account.in(organisation.name())
                        .map(caller -> OrganisationResponse.of(organisation, caller.role()))
                        .stream())
                .toList();
    }

    /** Makes an organisation with the caller, an administrator of the server, as its administrator. */
    @POST
    @RequiresRole(Role.ADMIN)
    @Operation(operationId = "createOrganisation")
    public Response create(ObjectNode body) {
        Organisation made = service.createOrganisation(current.operator(), body.path("name").asText());
        accounts.forgetAll();
        return Response.status(Response.Status.CREATED).entity(OrganisationResponse.of(made, Role.ADMIN)).build();
    }
}
