// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import dev.graft.server.Background;
import dev.graft.storage.DataFolder;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the executor of worker processes. */
@ApplicationScoped
public class LocalExecutorFactory implements ExecutorFactory {

    private final WorkerSettings workers;
    private final DataFolder data;
    private final int standbyPerSlot;
    private final ScheduledExecutorService timer;
    private final List<StandbyPool> made = new CopyOnWriteArrayList<>();

    /** For the container's proxy. */
    protected LocalExecutorFactory() {
        this(null, null, 0, null);
    }

    /** @param standbyPerSlot processes that stand by for the next jobs, for each slot; 0 for none */
    @Inject
    public LocalExecutorFactory(
            WorkerSettings workers,
            DataFolder data,
            @ConfigProperty(name = "graft.local.standby", defaultValue = "0") int standbyPerSlot,
            @Background ScheduledExecutorService timer) {
        this.workers = workers;
        this.data = data;
        this.standbyPerSlot = standbyPerSlot;
        this.timer = timer;
    }

    @Override
    public String kind() {
        return LocalExecutor.NAME;
    }

    @Override
    public boolean onThisMachine() {
        return true;
    }

    @Override
    public Executor make(List<Slot> machine) {
        if (standbyPerSlot < 0) {
            throw new IllegalArgumentException("graft.local.standby is " + standbyPerSlot + "; it must be 0 or more");
        }
        StandbyPool standby = new StandbyPool(standbyPerSlot * machine.size(), data.workers(), timer);
        made.add(standby);
        return new LocalExecutor(machine, workers, standby, timer);
    }

    /** Workers outlive the server, processes that stand by do not. */
    @PreDestroy
    void stop() {
        made.forEach(StandbyPool::close);
    }
}
