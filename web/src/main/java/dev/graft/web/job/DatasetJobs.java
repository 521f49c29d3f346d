// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.job.JobOwner;
import dev.graft.web.http.ListParameters;
import dev.graft.web.http.Paths;
import dev.graft.web.http.RepeatedRequests;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The jobs of a dataset. */
@Path(Paths.DATASETS + "/{dataset_id}/jobs")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class DatasetJobs {

    private final JobOperations operations;

    /** For the container's proxy. */
    public DatasetJobs() {
        this(null);
    }

    @Inject
    public DatasetJobs(JobOperations operations) {
        this.operations = operations;
    }

    @GET
    @Operation(operationId = "listDatasetJobs")
    public Response list(@PathParam("dataset_id") String datasetId, @BeanParam ListParameters parameters) {
        return operations.list(JobOwner.Kind.DATASET, datasetId, parameters);
    }

    @POST
    @Operation(operationId = "runDatasetJob")
    public Response run(
            @PathParam("dataset_id") String datasetId,
            @HeaderParam(RepeatedRequests.KEY_HEADER) String key,
            ObjectNode body) {
        return operations.run(JobOwner.Kind.DATASET, datasetId, key, body);
    }

    @GET
    @Path(Paths.JOB_ID)
    @Operation(operationId = "getDatasetJob")
    public void get(
            @PathParam("dataset_id") UUID datasetId,
            @PathParam("job_id") UUID jobId,
            @QueryParam("wait") Integer wait,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch,
            @Suspended AsyncResponse response) {
        operations.get(JobOwner.dataset(datasetId), jobId, wait, ifNoneMatch, response);
    }

    @GET
    @Path(Paths.JOB_ID + ":events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(operationId = "followDatasetJob")
    public void events(
            @PathParam("dataset_id") UUID datasetId,
            @PathParam("job_id") UUID jobId,
            @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) String lastEventId,
            @Context Request request,
            @Context SseEventSink sink,
            @Context Sse sse) {
        operations.events(JobOwner.dataset(datasetId), jobId, EventsRequest.of(lastEventId, request, sink, sse));
    }

    @GET
    @Path(Paths.JOB_ID + ":history")
    @Operation(operationId = "getDatasetJobHistory")
    public JobHistoryRsp history(@PathParam("dataset_id") UUID datasetId, @PathParam("job_id") UUID jobId) {
        return operations.history(JobOwner.dataset(datasetId), jobId);
    }

    @DELETE
    @Path(Paths.JOB_ID)
    @Operation(operationId = "deleteDatasetJob")
    public ObjectNode delete(@PathParam("dataset_id") UUID datasetId, @PathParam("job_id") UUID jobId) {
        return operations.delete(JobOwner.dataset(datasetId), jobId);
    }

    @POST
    @Path(Paths.JOB_ID + ":cancel")
    @Operation(operationId = "cancelDatasetJob")
    public ObjectNode cancel(@PathParam("dataset_id") UUID datasetId, @PathParam("job_id") UUID jobId) {
        return operations.cancel(JobOwner.dataset(datasetId), jobId);
    }

    @GET
    @Path(Paths.JOB_ID + ":download")
    @Produces({MediaType.APPLICATION_OCTET_STREAM, MediaType.APPLICATION_JSON})
    @Operation(operationId = "downloadDatasetJob")
    public Response download(
            @PathParam("dataset_id") UUID datasetId, @PathParam("job_id") UUID jobId, @Context HttpHeaders headers) {
        return operations.download(JobOwner.dataset(datasetId), jobId, headers);
    }

    @GET
    @Path(Paths.JOB_ID + ":status_update")
    @Operation(operationId = "datasetJobStatusUpdate")
    public JobRsp statusUpdate(@PathParam("dataset_id") UUID datasetId, @PathParam("job_id") UUID jobId) {
        return operations.get(JobOwner.dataset(datasetId), jobId);
    }

    @GET
    @Path(Paths.JOB_ID + ":log_update")
    @Operation(operationId = "datasetJobLogUpdate")
    public JobRsp logUpdate(@PathParam("dataset_id") UUID datasetId, @PathParam("job_id") UUID jobId) {
        return operations.get(JobOwner.dataset(datasetId), jobId);
    }
}
