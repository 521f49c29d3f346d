// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.dataset.Dataset;
import dev.graft.dataset.DatasetQuery;
import dev.graft.dataset.DatasetService;
import dev.graft.job.JobOwner;
import dev.graft.org.Caller;
import dev.graft.page.Match;
import dev.graft.page.Page;
import dev.graft.web.http.ArchiveBody;
import dev.graft.web.http.EntityVersion;
import dev.graft.web.http.ListParameters;
import dev.graft.web.http.Paths;
import dev.graft.web.http.RepeatedRequests;
import dev.graft.web.job.JobOperations;
import dev.graft.web.job.JobRsp;
import dev.graft.web.security.access.CurrentCaller;
import dev.graft.web.security.http.LargeBody;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The datasets of an organisation. */
@Path(Paths.DATASETS)
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class Datasets {

    private final DatasetService datasets;
    private final DatasetRepresentations representations;
    private final JobOperations jobs;
    private final RepeatedRequests repeats;
    private final CurrentCaller caller;

    /** For the container's proxy. */
    public Datasets() {
        this(null, null, null, null, null);
    }

    @Inject
    public Datasets(
            DatasetService datasets,
            DatasetRepresentations representations,
            JobOperations jobs,
            RepeatedRequests repeats,
            CurrentCaller caller) {
        this.datasets = datasets;
        this.representations = representations;
        this.jobs = jobs;
        this.repeats = repeats;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "listDatasets")
    public Response list(
            @BeanParam ListParameters parameters,
            @QueryParam("name") String name,
            @QueryParam("type") String type,
            @QueryParam("format") String format) {
        DatasetQuery query = new DatasetQuery(
                parameters.page(),
                Optional.ofNullable(name).map(Match::is),
                Optional.ofNullable(type).map(Match::parse),
                Optional.ofNullable(format).map(Match::parse));
        Page<Dataset> page = datasets.list(caller(), query);
        return ListParameters.response(representations.of(caller(), page.items()), page);
    }

    @POST
    @Operation(operationId = "createDataset")
    public Response create(@HeaderParam(RepeatedRequests.KEY_HEADER) String key, ObjectNode body) {
        return repeats.once(
                key,
                caller().org(),
                "POST datasets",
                body,
                () -> answer(Response.status(Response.Status.CREATED), datasets.create(caller(), DatasetBody.draft(body))));
    }

    @GET
    @Path(Paths.DATASET_ID)
    @Operation(operationId = "getDataset")
    public Response get(@PathParam("dataset_id") UUID id) {
        return answer(Response.ok(), datasets.get(caller(), id));
    }

    @PUT
    @Path(Paths.DATASET_ID)
    @Operation(operationId = "updateDataset")
    public Response update(
            @PathParam("dataset_id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, ObjectNode body) {
        return patch(id, ifMatch, body);
    }

    @PATCH
    @Path(Paths.DATASET_ID)
    @Operation(operationId = "patchDataset")
    public Response patch(
            @PathParam("dataset_id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, ObjectNode body) {
        return answer(
                Response.ok(),
                datasets.change(caller(), id, DatasetBody.draft(body), EntityVersion.expected(ifMatch)));
    }

    @DELETE
    @Path(Paths.DATASET_ID)
    @Operation(operationId = "deleteDataset")
    public DatasetRsp delete(@PathParam("dataset_id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        DatasetRsp last = representations.of(caller(), datasets.get(caller(), id));
        datasets.delete(caller(), id, EntityVersion.expected(ifMatch));
        return last;
    }

    /** Takes an archive with the dataset's files, in a form or as the body itself. */
    @POST
    @Path(Paths.DATASET_ID + ":upload")
    @LargeBody
    @Operation(operationId = "uploadDataset")
    public Response upload(@PathParam("dataset_id") UUID id, @Context HttpHeaders headers, InputStream body)
            throws IOException {
        datasets.get(caller(), id);
        return answer(
                Response.status(Response.Status.CREATED),
                datasets.upload(caller(), id, ArchiveBody.open(body, headers.getMediaType())));
    }

    @GET
    @Path(Paths.DATASET_ID + "/specs/{action}/schema")
    @Operation(operationId = "getDatasetSpecsSchema")
    public ObjectNode schema(@PathParam("dataset_id") UUID id, @PathParam("action") String action) {
        return jobs.schema(JobOwner.dataset(id), action);
    }

    @POST
    @Path(Paths.DATASET_ID + "/jobs:validate")
    @Operation(operationId = "validateDatasetJob")
    public JobRsp validate(@PathParam("dataset_id") UUID id, ObjectNode body) {
        return jobs.validate(JobOwner.dataset(id), body);
    }

    private Response answer(Response.ResponseBuilder response, Dataset dataset) {
        return response.entity(representations.of(caller(), dataset)).tag(EntityVersion.tag(dataset.lockVersion())).build();
    }

    private Caller caller() {
        return caller.get();
    }
}
