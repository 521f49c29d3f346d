// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.experiment.ExperimentDraft;
import dev.graft.experiment.base.BaseExperimentService;
import dev.graft.org.Role;
import dev.graft.web.json.CloudDetailsJson;
import dev.graft.web.json.Fields;
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

/** The pretrained models of the server, for its administrators. */
@Path("admin/base_experiments")
@ApplicationScoped
@RequiresRole(Role.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
public class BaseExperiments {

    private static final String ID = "{experiment_id:[0-9a-fA-F-]{36}}";

    private final BaseExperimentService service;
    private final CurrentCaller current;

    /** For the container's proxy. */
    public BaseExperiments() {
        this(null, null);
    }

    @Inject
    public BaseExperiments(BaseExperimentService service, CurrentCaller current) {
        this.service = service;
        this.current = current;
    }

    @GET
    @Operation(operationId = "listBaseExperiments")
    public List<BaseExperimentRsp> list() {
        return service.list(current.operator()).stream().map(BaseExperimentRsp::of).toList();
    }

    /** Registers a model; its files are fetched in the background. */
    @POST
    @Operation(operationId = "registerBaseExperiment")
    public Response register(ObjectNode body) {
        return Response.status(Response.Status.CREATED)
                .entity(BaseExperimentRsp.of(service.register(current.operator(), draft(body))))
                .build();
    }

    @GET
    @Path(ID)
    @Operation(operationId = "getBaseExperiment")
    public BaseExperimentRsp get(@PathParam("experiment_id") UUID id) {
        return BaseExperimentRsp.of(service.get(current.operator(), id));
    }

    @DELETE
    @Path(ID)
    @Operation(operationId = "deleteBaseExperiment")
    public BaseExperimentRsp delete(@PathParam("experiment_id") UUID id) {
        return BaseExperimentRsp.of(service.delete(current.operator(), id));
    }

    private static ExperimentDraft draft(ObjectNode body) {
        Fields fields = new Fields(body);
        ExperimentDraft.Builder draft = ExperimentDraft.builder();
        fields.text("network_arch").ifPresent(draft::networkArch);
        fields.text("ngc_path").ifPresent(draft::ngcPath);
        fields.text("name").ifPresent(draft::name);
        fields.text("description").ifPresent(draft::description);
        fields.text("version").ifPresent(draft::version);
        fields.text("logo").ifPresent(draft::logo);
        fields.text("additional_id_info").ifPresent(draft::additionalIdInfo);
        fields.flag("is_ptm_backbone").ifPresent(draft::ptmBackbone);
        fields.object("sha256_digest").ifPresent(draft::sha256Digest);
        fields.object("model_params").ifPresent(draft::modelParams);
        fields.object("cloud_details").map(CloudDetailsJson::read).ifPresent(draft::cloudDetails);
        fields.check();
        return draft.build();
    }
}
