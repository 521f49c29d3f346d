// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import dev.graft.server.Background;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/** Makes the executor of worker processes. */
@ApplicationScoped
public class LocalExecutorFactory implements ExecutorFactory {

    private final WorkerSettings workers;
    private final ScheduledExecutorService timer;

    /** For the container's proxy. */
    protected LocalExecutorFactory() {
        this(null, null);
    }

    @Inject
    public LocalExecutorFactory(WorkerSettings workers, @Background ScheduledExecutorService timer) {
        this.workers = workers;
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
        return new LocalExecutor(machine, workers, timer);
    }
}
