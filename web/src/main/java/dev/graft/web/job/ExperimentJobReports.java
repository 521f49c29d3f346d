// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.job.JobOwner;
import dev.graft.job.ReportedTo;
import dev.graft.web.http.Paths;
import dev.graft.web.security.access.JobCallback;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What the worker of a job of an experiment reports, with the job's own token. */
@Path(Paths.EXPERIMENTS + "/{experiment_id}/jobs")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class ExperimentJobReports {

    private final JobReports reports;

    /** For the container's proxy. */
    public ExperimentJobReports() {
        this(null);
    }

    @Inject
    public ExperimentJobReports(JobReports reports) {
        this.reports = reports;
    }

    @POST
    @Path(Paths.JOB_ID + ":status_update")
    @JobCallback
    @Operation(operationId = "reportExperimentJobStatus")
    public JobRsp status(
            @PathParam("org_name") String org,
            @PathParam("experiment_id") UUID experimentId,
            @PathParam("job_id") UUID jobId,
            ObjectNode body) {
        return reports.take(org, JobOwner.experiment(experimentId), jobId, body, ReportedTo.STATUS);
    }

    @POST
    @Path(Paths.JOB_ID + ":log_update")
    @JobCallback
    @Operation(operationId = "reportExperimentJobLog")
    public JobRsp log(
            @PathParam("org_name") String org,
            @PathParam("experiment_id") UUID experimentId,
            @PathParam("job_id") UUID jobId,
            ObjectNode body) {
        return reports.take(org, JobOwner.experiment(experimentId), jobId, body, ReportedTo.LOG);
    }
}
