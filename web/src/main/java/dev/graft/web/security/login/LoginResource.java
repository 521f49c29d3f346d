// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.login;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.web.security.access.Account;
import dev.graft.web.security.access.Anonymous;
import dev.graft.web.security.access.Credentials;
import dev.graft.web.security.access.CurrentCaller;
import dev.graft.web.security.access.Gate;
import dev.graft.web.security.token.IssuedToken;
import dev.graft.web.security.token.TokenIssuer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The contract's login. */
@Path("login")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class LoginResource {

    private final Gate gate;
    private final CurrentCaller current;
    private final TokenIssuer issuer;

    /** For the container's proxy. */
    public LoginResource() {
        this(null, null, null);
    }

    @Inject
    public LoginResource(Gate gate, CurrentCaller current, TokenIssuer issuer) {
        this.gate = gate;
        this.current = current;
        this.issuer = issuer;
    }

    /**
     * Trades an API key, in the body or in a header, for a token.
     *
     * @throws GraftException UNAUTHENTICATED if the key is missing, wrong or revoked, without saying which
     */
    @POST
    @Anonymous
    @Operation(operationId = "login")
    public Response login(ObjectNode body, @Context HttpHeaders headers) {
        Account account = apiKey(body, headers)
                .flatMap(key -> gate.login(key, current.address()))
                .orElseThrow(LoginResource::refused)
                .account();
        IssuedToken token = issuer.accessToken(account.userId(), account.name(), account.roleNames());
        return Response.status(Response.Status.CREATED).entity(new LoginResponse(account.userId(), token.compact())).build();
    }

    private static Optional<Credentials> apiKey(ObjectNode body, HttpHeaders headers) {
        String inBody = body.path("ngc_api_key").asText().strip();
        return inBody.isEmpty()
                ? Credentials.apiKey(name -> headers.getRequestHeaders().getOrDefault(name, List.of()))
                : Optional.of(new Credentials(Credentials.Kind.API_KEY, inBody));
    }

    private static GraftException refused() {
        return new GraftException(StandardError.UNAUTHENTICATED,
                "This API key is not accepted. Send a key of this server as 'ngc_api_key'; an administrator can issue one.");
    }
}
