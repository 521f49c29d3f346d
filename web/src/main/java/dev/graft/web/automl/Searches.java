// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.automl;

import dev.graft.automl.SearchDetails;
import dev.graft.automl.SearchService;
import dev.graft.automl.chart.SearchCharts;
import dev.graft.job.JobOwner;
import dev.graft.web.http.Paths;
import dev.graft.web.security.access.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The train jobs of an experiment that are searches over hyperparameters. */
@Path(Paths.EXPERIMENTS + "/{experiment_id}/jobs")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class Searches {

    private final SearchService searches;
    private final CurrentCaller caller;

    /** For the container's proxy. */
    public Searches() {
        this(null, null);
    }

    @Inject
    public Searches(SearchService searches, CurrentCaller caller) {
        this.searches = searches;
        this.caller = caller;
    }

    @GET
    @Path(Paths.JOB_ID + ":automl_details")
    @Operation(operationId = "getExperimentJobAutomlDetails")
    public SearchDetails details(@PathParam("experiment_id") UUID experimentId, @PathParam("job_id") UUID jobId) {
        return searches.details(caller.get(), JobOwner.experiment(experimentId), jobId);
    }

    @GET
    @Path(Paths.JOB_ID + ":automl_charts")
    @Operation(operationId = "getExperimentJobAutomlCharts")
    public SearchCharts charts(@PathParam("experiment_id") UUID experimentId, @PathParam("job_id") UUID jobId) {
        return searches.charts(caller.get(), JobOwner.experiment(experimentId), jobId);
    }
}
