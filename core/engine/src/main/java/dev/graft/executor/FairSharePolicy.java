// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import dev.graft.executor.Decision.Grant;
import dev.graft.executor.PoolState.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;

/**
 * Fair share with backfill. The organisation that holds the fewest slots is served next, its longest waiting job first. A job that does
 * not fit lets the next one pass, until it has waited for {@code patience}: then slots that become free are kept for the one that has
 * waited longest, so that many small jobs cannot starve a large one.
 */
public final class FairSharePolicy implements SchedulingPolicy {

    private static final Comparator<Waiting> LONGEST_FIRST =
            Comparator.comparing(Waiting::since).thenComparing(Waiting::id);

    private final Duration patience;

    /** @param patience how long a job lets others pass */
    public FairSharePolicy(Duration patience) {
        this.patience = Objects.requireNonNull(patience, "patience");
    }

    @Override
    public Decision decide(PoolState state) {
        FreeSlots free = new FreeSlots(state.slots(), held(state));
        List<Grant> grants = new ArrayList<>();
        List<UUID> queue = new ArrayList<>();
        PriorityQueue<Share> shares = shares(state);
        Set<UUID> served = new HashSet<>();
        keepForStarving(state, free, grants, shares, served);
        while (!shares.isEmpty()) {
            Share share = shares.remove();
            Waiting next = share.next();
            if (!served.contains(next.id())) {
                List<Slot> slots = free.take(next);
                if (slots.isEmpty()) {
                    queue.add(next.id());
                } else {
                    grants.add(new Grant(next.id(), slots));
                    share.held += slots.size();
                }
            }
            share.position++;
            if (share.hasNext()) {
                shares.add(share);
            }
        }
        return new Decision(grants, queue);
    }

    /** Serves the job that has waited longest beyond its patience, or keeps what is free for it. */
    private void keepForStarving(
            PoolState state, FreeSlots free, List<Grant> grants, PriorityQueue<Share> shares, Set<UUID> served) {
        state.waiting().stream()
                .filter(job -> job.slots() > 1 && Duration.between(job.since(), state.now()).compareTo(patience) > 0)
                .filter(free::couldEverFit)
                .min(LONGEST_FIRST)
                .ifPresent(starving -> {
                    List<Slot> slots = free.take(starving);
                    if (slots.isEmpty()) {
                        free.keepFor(starving);
                        return;
                    }
                    grants.add(new Grant(starving.id(), slots));
                    served.add(starving.id());
                    List<Share> all = new ArrayList<>(shares);
                    shares.clear();
                    all.stream().filter(share -> share.org.equals(starving.org())).forEach(share -> share.held += slots.size());
                    shares.addAll(all);
                });
    }

    private static Set<String> held(PoolState state) {
        Set<String> held = new HashSet<>();
        state.running().forEach(running -> held.addAll(running.slots()));
        return held;
    }

    private static PriorityQueue<Share> shares(PoolState state) {
        Map<String, Share> byOrg = new HashMap<>();
        state.waiting().forEach(job -> byOrg.computeIfAbsent(job.org(), Share::new).jobs.add(job));
        state.running().forEach(running -> {
            Share share = byOrg.get(running.org());
            if (share != null) {
                share.held += running.slots().size();
            }
        });
        byOrg.values().forEach(share -> share.jobs.sort(LONGEST_FIRST));
        PriorityQueue<Share> shares = new PriorityQueue<>(
                Comparator.comparingLong((Share share) -> share.held).thenComparing(Share::next, LONGEST_FIRST));
        shares.addAll(byOrg.values());
        return shares;
    }

    /** One organisation's part. */
    private static final class Share {
        private final String org;
        private final List<Waiting> jobs = new ArrayList<>();
        private long held;
        private int position;

        private Share(String org) {
            this.org = org;
        }

        private Waiting next() {
            return jobs.get(position);
        }

        private boolean hasNext() {
            return position < jobs.size();
        }
    }
}
