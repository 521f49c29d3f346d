// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.experiment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.experiment.Experiment;
import dev.graft.experiment.ExperimentQuery;
import dev.graft.experiment.ExperimentService;
import dev.graft.job.JobOwner;
import dev.graft.org.Caller;
import dev.graft.page.Page;
import dev.graft.web.http.EntityVersion;
import dev.graft.web.http.ListParameters;
import dev.graft.web.http.Paths;
import dev.graft.web.http.RepeatedRequests;
import dev.graft.web.job.JobOperations;
import dev.graft.web.job.JobRsp;
import dev.graft.web.security.access.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The experiments of an organisation, and the public ones. */
@Path(Paths.EXPERIMENTS)
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class Experiments {

    private final ExperimentService experiments;
    private final ExperimentRepresentations representations;
    private final JobOperations jobs;
    private final RepeatedRequests repeats;
    private final CurrentCaller caller;

    /** For the container's proxy. */
    public Experiments() {
        this(null, null, null, null, null);
    }

    @Inject
    public Experiments(
            ExperimentService experiments,
            ExperimentRepresentations representations,
            JobOperations jobs,
            RepeatedRequests repeats,
            CurrentCaller caller) {
        this.experiments = experiments;
        this.representations = representations;
        this.jobs = jobs;
        this.repeats = repeats;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "listExperiments")
    public Response list(@BeanParam ListParameters parameters, @BeanParam ExperimentFilters filters) {
        ExperimentQuery query = filters.query(parameters.page());
        Page<Experiment> page = experiments.list(caller(), query);
        return ListParameters.response(representations.of(caller(), page.items()), page);
    }

    @POST
    @Operation(operationId = "createExperiment")
    public Response create(@HeaderParam(RepeatedRequests.KEY_HEADER) String key, ObjectNode body) {
        return repeats.once(
                key,
                caller().org(),
                "POST experiments",
                body,
                () -> answer(Response.status(Response.Status.CREATED), experiments.create(caller(), ExperimentBody.draft(body))));
    }

    @GET
    @Path(Paths.EXPERIMENT_ID)
    @Operation(operationId = "getExperiment")
    public Response get(@PathParam("experiment_id") UUID id) {
        return answer(Response.ok(), experiments.get(caller(), id));
    }

    @PUT
    @Path(Paths.EXPERIMENT_ID)
    @Operation(operationId = "updateExperiment")
    public Response update(
            @PathParam("experiment_id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, ObjectNode body) {
        return patch(id, ifMatch, body);
    }

    @PATCH
    @Path(Paths.EXPERIMENT_ID)
    @Operation(operationId = "patchExperiment")
    public Response patch(
            @PathParam("experiment_id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, ObjectNode body) {
        return answer(
                Response.ok(),
                experiments.change(caller(), id, ExperimentBody.draft(body), EntityVersion.expected(ifMatch)));
    }

    @DELETE
    @Path(Paths.EXPERIMENT_ID)
    @Operation(operationId = "deleteExperiment")
    public Response delete(@PathParam("experiment_id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        ExperimentRsp last = representations.of(caller(), experiments.get(caller(), id));
        experiments.delete(caller(), id, EntityVersion.expected(ifMatch));
        return Response.ok(last).build();
    }

    @GET
    @Path(Paths.EXPERIMENT_ID + "/specs/{action}/schema")
    @Operation(operationId = "getExperimentSpecsSchema")
    public ObjectNode schema(@PathParam("experiment_id") UUID id, @PathParam("action") String action) {
        return jobs.schema(JobOwner.experiment(id), action);
    }

    @POST
    @Path(Paths.EXPERIMENT_ID + "/jobs:validate")
    @Operation(operationId = "validateExperimentJob")
    public JobRsp validate(@PathParam("experiment_id") UUID id, ObjectNode body) {
        return jobs.validate(JobOwner.experiment(id), body);
    }

    private Response answer(Response.ResponseBuilder response, Experiment experiment) {
        return response.entity(representations.of(caller(), experiment))
                .tag(EntityVersion.tag(experiment.lockVersion()))
                .build();
    }

    private Caller caller() {
        return caller.get();
    }
}
