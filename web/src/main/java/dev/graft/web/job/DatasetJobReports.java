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

/** What the worker of a job of a dataset reports, with the job's own token. */
@Path(Paths.DATASETS + "/{dataset_id}/jobs")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class DatasetJobReports {

    private final JobReports reports;

    /** For the container's proxy. */
    public DatasetJobReports() {
        this(null);
    }

    @Inject
    public DatasetJobReports(JobReports reports) {
        this.reports = reports;
    }

    @POST
    @Path(Paths.JOB_ID + ":status_update")
    @JobCallback
    @Operation(operationId = "reportDatasetJobStatus")
    public JobRsp status(
            @PathParam("org_name") String org,
            @PathParam("dataset_id") UUID datasetId,
            @PathParam("job_id") UUID jobId,
            ObjectNode body) {
        return reports.take(org, JobOwner.dataset(datasetId), jobId, body, ReportedTo.STATUS);
    }

    @POST
    @Path(Paths.JOB_ID + ":log_update")
    @JobCallback
    @Operation(operationId = "reportDatasetJobLog")
    public JobRsp log(
            @PathParam("org_name") String org,
            @PathParam("dataset_id") UUID datasetId,
            @PathParam("job_id") UUID jobId,
            ObjectNode body) {
        return reports.take(org, JobOwner.dataset(datasetId), jobId, body, ReportedTo.LOG);
    }
}
