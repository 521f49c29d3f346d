// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.admin;

import dev.graft.org.Role;
import dev.graft.web.security.access.RequiresRole;
import dev.graft.web.security.token.SigningKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The key that signs tokens, for administrators of the server. */
@Path("admin/signing_keys")
@ApplicationScoped
@RequiresRole(Role.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
public class SigningKeyResource {

    private final SigningKeys keys;

    /** For the container's proxy. */
    public SigningKeyResource() {
        this(null);
    }

    @Inject
    public SigningKeyResource(SigningKeys keys) {
        this.keys = keys;
    }

    /** Makes a new key sign from now on. Tokens signed with the old one stay good until they expire. */
    @POST
    @Operation(operationId = "rotateSigningKey")
    public Response rotate() {
        return Response.status(Response.Status.CREATED).entity(new SigningKeyResponse(keys.rotate())).build();
    }
}
