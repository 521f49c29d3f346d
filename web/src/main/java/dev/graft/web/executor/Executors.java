// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.executor;

import dev.graft.job.pool.PoolReports;
import dev.graft.web.security.access.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The executors of the server: their slots, what runs on them, and what waits for them. */
@Path("executors")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class Executors {

    private final PoolReports reports;
    private final CurrentCaller caller;

    /** For the container's proxy. */
    public Executors() {
        this(null, null);
    }

    @Inject
    public Executors(PoolReports reports, CurrentCaller caller) {
        this.reports = reports;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "listExecutors")
    public List<ExecutorRsp> list() {
        return reports.of(caller.account().roles().keySet()).stream().map(ExecutorRsp::of).toList();
    }
}
