// SPDX-License-Identifier: Apache-2.0
package dev.graft.cluster;

import dev.graft.executor.SlotPool;
import dev.graft.spi.error.GraftException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** The slots of all servers, for the question whether work can ever run. */
@ApplicationScoped
public class AllSlots {

    private final SlotPool pool;
    private final List<SlotOffer> own;
    private final Heartbeat heartbeat;

    /** For the container's proxy. */
    protected AllSlots() {
        this(null, null);
    }

    @Inject
    public AllSlots(SlotPool pool, Heartbeat heartbeat) {
        this.pool = pool;
        this.own = pool == null ? List.of() : SlotOffer.of(pool.executors());
        this.heartbeat = heartbeat;
    }

    /**
     * Makes sure that work can ever run on one of the servers.
     *
     * @param count number of slots, at least 1
     * @param platform the kind of GPU; empty for any
     * @throws GraftException NO_SUCH_RESOURCES if no executor of any server has so many such slots
     */
    public void requireFitting(long count, Optional<String> platform) {
        if (!here(count, platform) && !elsewhere(count, platform)) {
            pool.requireFitting(count, platform);
        }
    }

    /** Whether work can run on this server. */
    public boolean here(long count, Optional<String> platform) {
        return SlotOffer.fit(own, count, platform);
    }

    private boolean elsewhere(long count, Optional<String> platform) {
        return heartbeat.alive().stream().anyMatch(server -> SlotOffer.fit(server.offers(), count, platform));
    }
}
