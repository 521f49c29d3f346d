// SPDX-License-Identifier: Apache-2.0
package dev.graft.cluster;

import dev.graft.executor.SlotPool;
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
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the other servers that this one lives, and knows which of them do. One of this machine is gone when its process is; any other when
 * nothing was heard of it for the length of its lease, which only a server can tell that was itself heard of all that time: after the database was away, or
 * this server was frozen, the others get as long again.
 */
@ApplicationScoped
public class Heartbeat {

    /** After that time without a sign of life a server counts as gone. */
    static final Duration LEASE = Duration.ofSeconds(15);

    /** How often a server is heard of. */
    private static final Duration EVERY = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final ThisServer self;
    private final ServerRepository servers;
    private final SlotPool pool;
    private final Clock clock;
    private final ScheduledExecutorService timer;

    private volatile List<Server> alive = List.of();
    private volatile List<Server> gone = List.of();
    private Instant steadySince = Instant.MAX;
    private Instant lastBeat = Instant.MIN;

    /** For the container's proxy. */
    protected Heartbeat() {
        this(null, null, null, null, null);
    }

    @Inject
    public Heartbeat(
            ThisServer self,
            ServerRepository servers,
            SlotPool pool,
            Clock clock,
            @Background ScheduledExecutorService timer) {
        this.self = self;
        this.servers = servers;
        this.pool = pool;
        this.clock = clock;
        this.timer = timer;
    }

    void start(@Observes @Priority(StartOrder.SERVERS) ServerStarted started) {
        start();
    }

    /** As the container's start does: this server is known to the others when it returns. */
    public void start() {
        beat();
        timer.scheduleWithFixedDelay(this::beatOrTell, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The servers that live, as of the last sign of life of this one, which is among them. */
    public List<Server> alive() {
        return alive;
    }

    /** Their ids. */
    public Set<UUID> aliveIds() {
        Set<UUID> ids = alive.stream().map(Server::id).collect(Collectors.toCollection(HashSet::new));
        ids.add(self.id());
        return ids;
    }

    /** Whether no other server lives. */
    public boolean alone() {
        return alive.size() <= 1;
    }

    /** Forgets the servers that were gone at the last look; one that comes back nevertheless makes itself known again. */
    public void forgetGone() {
        gone.stream().map(Server::id).forEach(servers::remove);
    }

    /** Shows that this server lives, and looks who else does. */
    public synchronized void beat() {
        Instant now = clock.instant();
        boolean interrupted = lastBeat.isBefore(now.minus(LEASE.dividedBy(2)));
        if (interrupted) {
            steadySince = now;
        }
        if (!servers.heardOf(self.id())) {
            servers.add(new Server(self, SlotOffer.of(pool.executors()), now));
            LOG.info("server {} on {} is known to the others", self.id(), self.host());
        }
        lastBeat = now;
        boolean canJudge = !steadySince.plus(LEASE).isAfter(now);
        Set<UUID> silent = canJudge ? servers.silentFor(LEASE) : Set.of();
        Map<Boolean, List<Server>> known = servers.all().stream().collect(Collectors.partitioningBy(server -> lives(server, silent)));
        alive = known.get(true);
        gone = known.get(false);
    }

    private boolean lives(Server server, Set<UUID> silent) {
        if (server.id().equals(self.id())) {
            return true;
        }
        return server.host().equals(self.host()) ? server.processRuns() : !silent.contains(server.id());
    }

    private void beatOrTell() {
        try {
            beat();
        } catch (RuntimeException e) {
            LOG.warn("the other servers cannot be told that this one lives, trying again in {} s: {}", EVERY.toSeconds(), e.toString());
        }
    }
}
