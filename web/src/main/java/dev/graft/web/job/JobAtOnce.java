// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.job;

import dev.graft.job.JobOwner;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;

/**
 * Answers those who ask for a job and will not wait, once the contract has been checked. Their request need not be suspended, which takes
 * longer than the answer.
 */
@Provider
@WaitsIfAsked
@Priority(Priorities.USER + 1)
public class JobAtOnce implements ContainerRequestFilter {

    @Inject
    private JobOperations operations;

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getUriInfo().getQueryParameters().containsKey("wait")) {
            return;
        }
        MultivaluedMap<String, String> path = request.getUriInfo().getPathParameters();
        UUID job = UUID.fromString(path.getFirst("job_id"));
        request.abortWith(operations.get(owner(path), job, request.getHeaderString(HttpHeaders.IF_NONE_MATCH)));
    }

    private static JobOwner owner(MultivaluedMap<String, String> path) {
        return path.containsKey("dataset_id")
                ? JobOwner.dataset(UUID.fromString(path.getFirst("dataset_id")))
                : JobOwner.experiment(UUID.fromString(path.getFirst("experiment_id")));
    }
}
