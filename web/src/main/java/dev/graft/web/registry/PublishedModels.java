// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.registry;

import dev.graft.job.publish.ModelPublishing;
import dev.graft.registry.ModelCard;
import dev.graft.web.security.access.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The published models of an organisation; each card's {@code reference} is what an experiment names as {@code ngc_path}. */
@Path("orgs/{org_name}/models")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class PublishedModels {

    private final ModelPublishing publishing;
    private final CurrentCaller current;

    /** For the container's proxy. */
    public PublishedModels() {
        this(null, null);
    }

    @Inject
    public PublishedModels(ModelPublishing publishing, CurrentCaller current) {
        this.publishing = publishing;
        this.current = current;
    }

    @GET
    @Operation(operationId = "listPublishedModels")
    public List<ModelCard> list() {
        return publishing.published(current.get());
    }
}
