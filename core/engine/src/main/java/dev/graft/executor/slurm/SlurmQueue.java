// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.slurm;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at Slurm's queue for all workers at once, as long as there are any, and into Slurm's accounts for those that the queue has
 * forgotten. A look that fails tells nothing: the next one is waited for.
 */
final class SlurmQueue {

    private static final Logger LOG = LoggerFactory.getLogger(SlurmQueue.class);

    private final SlurmPrograms programs;
    private final Duration every;
    private final ExecutorService threads;
    private final ScheduledExecutorService timer;
    private final Set<SlurmWorker> watchers = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();

    SlurmQueue(SlurmPrograms programs, Duration every, ExecutorService threads, ScheduledExecutorService timer) {
        this.programs = programs;
        this.every = every;
        this.threads = threads;
        this.timer = timer;
    }

    /** This user's jobs, by name; the newest where several have the same. */
    Map<String, QueueEntry> jobs() throws IOException {
        return byName(QueueEntry.parse(programs.run(QueueEntry.COMMAND)));
    }

    /** How the accounts say that jobs have ended, by name; nothing where Slurm keeps none. */
    private Map<String, QueueEntry> remembered(Set<String> names) {
        if (names.isEmpty()) {
            return Map.of();
        }
        try {
            return byName(QueueEntry.parseAccounts(programs.run(QueueEntry.accountsCommand(names))));
        } catch (IOException e) {
            LOG.debug("Slurm's accounts tell nothing: {}", e.getMessage());
            return Map.of();
        }
    }

    private static Map<String, QueueEntry> byName(List<QueueEntry> entries) {
        return entries.stream()
                .collect(Collectors.toMap(QueueEntry::name, Function.identity(), (one, two) -> one.id() > two.id() ? one : two));
    }

    /** Shows a worker every look at the queue from now on, until it has ended. */
    void watch(SlurmWorker worker) {
        watchers.add(worker);
        lookLater();
    }

    private void lookLater() {
        if (!watchers.isEmpty() && looking.compareAndSet(false, true)) {
            timer.schedule(() -> threads.execute(this::look), every.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        try {
            Set<SlurmWorker> before = Set.copyOf(watchers);
            Map<String, QueueEntry> jobs = new HashMap<>(jobs());
            Set<String> forgotten = before.stream().map(SlurmWorker::name).collect(Collectors.toSet());
            forgotten.removeAll(jobs.keySet());
            jobs.putAll(remembered(forgotten));
            before.forEach(worker -> worker.look(jobs));
        } catch (IOException | RuntimeException e) {
            LOG.warn("Slurm's queue could not be looked at, trying again in {} s: {}", every.toSeconds(), e.toString());
        } finally {
            watchers.removeIf(worker -> worker.end().isDone());
            looking.set(false);
            lookLater();
        }
    }
}
