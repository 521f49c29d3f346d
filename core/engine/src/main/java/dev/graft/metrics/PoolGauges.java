// SPDX-License-Identifier: Apache-2.0
package dev.graft.metrics;

import dev.graft.executor.Slot;
import dev.graft.executor.SlotPool;
import dev.graft.job.JobRepository;
import dev.graft.server.Background;
import dev.graft.server.ServerStarted;
import dev.graft.server.StartOrder;
import dev.graft.server.ThisServer;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queue and slots as gauges. They show what was read last, at most {@link #EVERY} ago: who asks for them is on a thread that may not use
 * the database.
 */
@ApplicationScoped
public class PoolGauges {

    static final Duration EVERY = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(PoolGauges.class);

    private final WantedMetrics metrics;
    private final ThisServer self;
    private final JobRepository jobs;
    private final SlotPool pool;
    private final Clock clock;
    private final ScheduledExecutorService timer;

    private final Set<String> orgs = ConcurrentHashMap.newKeySet();
    private volatile PoolSnapshot last = new PoolSnapshot(Map.of(), Map.of(), Set.of());

    /** For the container's proxy. */
    protected PoolGauges() {
        this(null, null, null, null, null, null);
    }

    @Inject
    public PoolGauges(
            WantedMetrics metrics,
            ThisServer self,
            JobRepository jobs,
            SlotPool pool,
            Clock clock,
            @Background ScheduledExecutorService timer) {
        this.metrics = metrics;
        this.self = self;
        this.jobs = jobs;
        this.pool = pool;
        this.clock = clock;
        this.timer = timer;
    }

    void start(@Observes @Priority(StartOrder.SCHEDULER) ServerStarted started) {
        metrics.registry().ifPresent(this::show);
    }

    private void show(MetricRegistry registry) {
        Map<List<String>, List<Slot>> kinds = new TreeMap<>((one, two) -> String.join("/", one).compareTo(String.join("/", two)));
        pool.slots().forEach(slot ->
                kinds.computeIfAbsent(List.of(slot.executor(), slot.platform()), kind -> new ArrayList<>()).add(slot));
        kinds.forEach((kind, slots) -> {
            slots(registry, kind, "busy", seen -> seen.busy(slots));
            slots(registry, kind, "free", seen -> slots.size() - seen.busy(slots));
        });
        timer.scheduleWithFixedDelay(() -> look(registry), 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look(MetricRegistry registry) {
        try {
            last = PoolSnapshot.of(jobs.queue(), jobs.running(), self.host());
            Stream.concat(last.waiting().keySet().stream(), last.running().keySet().stream()).filter(orgs::add)
                    .forEach(org -> register(registry, org));
        } catch (RuntimeException e) {
            // The database is away; the next look may find it.
            LOG.debug("queue and slots could not be read for the metrics", e);
        }
    }

    private void register(MetricRegistry registry, String org) {
        Tag tag = new Tag("org", org);
        gauge(registry, MetricNames.QUEUED, seen -> seen.waiting(org).size(), tag);
        gauge(registry, MetricNames.RUNNING, seen -> seen.running().getOrDefault(org, 0), tag);
        gauge(registry, MetricNames.OLDEST, seen -> seen.oldest(org, clock.instant()).toMillis() / 1000.0, tag);
    }

    private void slots(MetricRegistry registry, List<String> kind, String state, ToDoubleFunction<PoolSnapshot> value) {
        gauge(registry, MetricNames.SLOTS, value, new Tag("executor", kind.get(0)), new Tag("platform", kind.get(1)), new Tag("state", state));
    }

    private void gauge(MetricRegistry registry, Metadata name, ToDoubleFunction<PoolSnapshot> value, Tag... tags) {
        registry.gauge(name, () -> value.applyAsDouble(last), tags);
    }
}
