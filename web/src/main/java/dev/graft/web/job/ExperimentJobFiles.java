// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.job;

import dev.graft.job.JobOwner;
import dev.graft.job.output.Selection;
import dev.graft.web.http.Paths;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Single files of the jobs of an experiment, as the original's command line asks for them. */
@Path(Paths.EXPERIMENTS + "/{experiment_id}/jobs")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class ExperimentJobFiles {

    private final JobFileDownloads files;

    /** For the container's proxy. */
    public ExperimentJobFiles() {
        this(null);
    }

    @Inject
    public ExperimentJobFiles(JobFileDownloads files) {
        this.files = files;
    }

    @GET
    @Path(Paths.JOB_ID + ":list_files")
    @Operation(operationId = "listExperimentJobFiles")
    public List<String> list(
            @PathParam("experiment_id") UUID experimentId,
            @PathParam("job_id") UUID jobId,
            @QueryParam("retrieve_logs") boolean logs,
            @QueryParam("retrieve_specs") boolean specs) {
        return files.list(JobOwner.experiment(experimentId), jobId, logs, specs);
    }

    @GET
    @Path(Paths.JOB_ID + ":download_selective_files")
    @Produces({MediaType.APPLICATION_OCTET_STREAM, MediaType.APPLICATION_JSON})
    @Operation(operationId = "downloadExperimentJobFiles")
    public Response download(
            @PathParam("experiment_id") UUID experimentId,
            @PathParam("job_id") UUID jobId,
            @QueryParam("file_lists") List<String> names,
            @QueryParam("best_model") boolean best,
            @QueryParam("latest_model") boolean latest,
            @QueryParam("tar_files") @DefaultValue("true") boolean packed) {
        return files.download(JobOwner.experiment(experimentId), jobId, new Selection(names, best, latest), packed);
    }
}
