// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.version;

import dev.graft.web.contract.ApiDocument;
import dev.graft.web.security.access.Anonymous;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Tells anybody the version of the contract, and nothing of the server itself. Constant: the benchmarks measure others against it. */
@Path("version")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class ServedVersion {

    private final VersionRsp version;

    /** For the container's proxy. */
    public ServedVersion() {
        this.version = null;
    }

    @Inject
    public ServedVersion(ApiDocument document) {
        this.version = new VersionRsp(document.version());
    }

    @GET
    @Anonymous
    @Operation(operationId = "getVersion")
    public VersionRsp get() {
        return version;
    }
}
