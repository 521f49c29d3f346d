// SPDX-License-Identifier: Apache-2.0
package dev.graft.server;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/** Makes the container's threads and the clock injectable, so that the domain takes plain {@code java.util.concurrent} types. */
@ApplicationScoped
public class ServerResources {

    @Resource
    private ManagedExecutorService executor;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    /** Threads for long work; use as {@code @Background Executor}. */
    @Produces
    @Dependent
    @Background
    @Typed(ExecutorService.class)
    ExecutorService executor() {
        return executor;
    }

    /** Threads for timed work; use as {@code @Background ScheduledExecutorService}. */
    @Produces
    @Dependent
    @Background
    @Typed(ScheduledExecutorService.class)
    ScheduledExecutorService scheduler() {
        return scheduler;
    }

    /** The server's clock, in UTC. */
    @Produces
    @Dependent
    Clock clock() {
        return Clock.systemUTC();
    }
}
