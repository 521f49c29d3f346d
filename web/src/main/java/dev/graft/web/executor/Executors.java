// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.executor;

import dev.graft.executor.Slot;
import dev.graft.executor.SlotPool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The executors of the server and their slots. */
@Path("executors")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class Executors {

    private final SlotPool pool;

    /** For the container's proxy. */
    protected Executors() {
        this(null);
    }

    @Inject
    public Executors(SlotPool pool) {
        this.pool = pool;
    }

    @GET
    @Operation(operationId = "listExecutors")
    public List<ExecutorRsp> list() {
        Map<String, List<ExecutorRsp.SlotRsp>> slots = pool.slots().stream()
                .collect(Collectors.groupingBy(
                        Slot::executor, LinkedHashMap::new, Collectors.mapping(ExecutorRsp.SlotRsp::of, Collectors.toList())));
        return slots.entrySet().stream().map(entry -> new ExecutorRsp(entry.getKey(), entry.getValue())).toList();
    }
}
