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

/** The jobs of an experiment. */
@Path(Paths.EXPERIMENTS + "/{experiment_id}/jobs")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class ExperimentJobs {

    private final JobOperations operations;

    /** For the container's proxy. */
    public ExperimentJobs() {
        this(null);
    }

    @Inject
    public ExperimentJobs(JobOperations operations) {
        this.operations = operations;
    }

    @GET
    @Operation(operationId = "listExperimentJobs")
    public Response list(@PathParam("experiment_id") String experimentId, @BeanParam ListParameters parameters) {
        return operations.list(JobOwner.Kind.EXPERIMENT, experimentId, parameters);
    }

    @POST
    @Operation(operationId = "runExperimentJob")
    public Response run(
            @PathParam("experiment_id") String experimentId,
            @HeaderParam(RepeatedRequests.KEY_HEADER) String key,
            ObjectNode body) {
        return operations.run(JobOwner.Kind.EXPERIMENT, experimentId, key, body);
    }

    @GET
    @Path(Paths.JOB_ID)
    @Operation(operationId = "getExperimentJob")
    public void get(
            @PathParam("experiment_id") UUID experimentId,
            @PathParam("job_id") UUID jobId,
            @QueryParam("wait") Integer wait,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch,
            @Suspended AsyncResponse response) {
        operations.get(JobOwner.experiment(experimentId), jobId, wait, ifNoneMatch, response);
    }

    @GET
    @Path(Paths.JOB_ID + ":events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(operationId = "followExperimentJob")
    public void events(
            @PathParam("experiment_id") UUID experimentId,
            @PathParam("job_id") UUID jobId,
            @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) String lastEventId,
            @Context Request request,
            @Context SseEventSink sink,
            @Context Sse sse) {
        operations.events(JobOwner.experiment(experimentId), jobId, EventsRequest.of(lastEventId, request, sink, sse));
    }

    @GET
    @Path(Paths.JOB_ID + ":history")
    @Operation(operationId = "getExperimentJobHistory")
    public JobHistoryRsp history(@PathParam("experiment_id") UUID experimentId, @PathParam("job_id") UUID jobId) {
        return operations.history(JobOwner.experiment(experimentId), jobId);
    }

    @DELETE
    @Path(Paths.JOB_ID)
    @Operation(operationId = "deleteExperimentJob")
    public ObjectNode delete(@PathParam("experiment_id") UUID experimentId, @PathParam("job_id") UUID jobId) {
        return operations.delete(JobOwner.experiment(experimentId), jobId);
    }

    @POST
    @Path(Paths.JOB_ID + ":cancel")
    @Operation(operationId = "cancelExperimentJob")
    public ObjectNode cancel(@PathParam("experiment_id") UUID experimentId, @PathParam("job_id") UUID jobId) {
        return operations.cancel(JobOwner.experiment(experimentId), jobId);
    }

    @POST
    @Path(Paths.JOB_ID + ":pause")
    @Operation(operationId = "pauseExperimentJob")
    public ObjectNode pause(@PathParam("experiment_id") UUID experimentId, @PathParam("job_id") UUID jobId) {
        return operations.pause(JobOwner.experiment(experimentId), jobId);
    }

    @POST
    @Path(Paths.JOB_ID + ":resume")
    @Operation(operationId = "resumeExperimentJob")
    public ObjectNode resume(
            @PathParam("experiment_id") UUID experimentId, @PathParam("job_id") UUID jobId, ObjectNode body) {
        return operations.resume(JobOwner.experiment(experimentId), jobId, body);
    }

    @GET
    @Path(Paths.JOB_ID + "/logs")
    @Produces({MediaType.TEXT_PLAIN, MediaType.APPLICATION_JSON})
    @Operation(operationId = "getExperimentJobLogs")
    public void logs(
            @PathParam("experiment_id") UUID experimentId,
            @PathParam("job_id") UUID jobId,
            @QueryParam("follow") String follow,
            @Suspended AsyncResponse response) {
        operations.log(JobOwner.experiment(experimentId), jobId, "true".equalsIgnoreCase(follow), response);
    }

    @GET
    @Path(Paths.JOB_ID + ":download")
    @Produces({MediaType.APPLICATION_OCTET_STREAM, MediaType.APPLICATION_JSON})
    @Operation(operationId = "downloadExperimentJob")
    public Response download(
            @PathParam("experiment_id") UUID experimentId, @PathParam("job_id") UUID jobId, @Context HttpHeaders headers) {
        return operations.download(JobOwner.experiment(experimentId), jobId, headers);
    }

    @GET
    @Path(Paths.JOB_ID + ":status_update")
    @Operation(operationId = "experimentJobStatusUpdate")
    public JobRsp statusUpdate(@PathParam("experiment_id") UUID experimentId, @PathParam("job_id") UUID jobId) {
        return operations.get(JobOwner.experiment(experimentId), jobId);
    }

    @GET
    @Path(Paths.JOB_ID + ":log_update")
    @Operation(operationId = "experimentJobLogUpdate")
    public JobRsp logUpdate(@PathParam("experiment_id") UUID experimentId, @PathParam("job_id") UUID jobId) {
        return operations.get(JobOwner.experiment(experimentId), jobId);
    }

    @POST
    @Path(Paths.JOB_ID + ":publish_model")
    @Operation(operationId = "publishExperimentModel")
    public Response publish(
            @PathParam("experiment_id") UUID experimentId, @PathParam("job_id") UUID jobId, ObjectNode body) {
        return operations.publish(experimentId, jobId, body);
    }
}
