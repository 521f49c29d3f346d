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
 * Fair share with backfill. The organisation that holds the fewest slots is served next, up to its quota; among its own jobs the most
 * urgent one, and of equally urgent ones the longest waiting. A job ages: for each {@code patience} that it has waited it counts as one
 * step more urgent. A job that does not fit when its turn comes lets others pass, until it has waited for {@code patience}: then what is
 * free is kept for it from its turn on, so that many small jobs cannot starve a large one. Slots of different kinds are kept for different
 * jobs.
 */
public final class FairSharePolicy implements SchedulingPolicy {

    private final Duration patience;

    /** @param patience how long a job lets others pass; more than zero */
    public FairSharePolicy(Duration patience) {
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("patience is more than zero, not " + patience);
        }
        this.patience = Objects.requireNonNull(patience, "patience");
    }

    @Override
    public Decision decide(PoolState state) {
        return new Deliberation(state, patience).decide();
    }

    /** One decision. */
    private static final class Deliberation {
        private final PoolState state;
        private final long patienceMillis;
        private final long nowMillis;
        private final FreeSlots free;
        private final Map<String, Share> shares = new HashMap<>();
        private final Set<UUID> served = new HashSet<>();
        private final List<Grant> grants = new ArrayList<>();

        private Deliberation(PoolState state, Duration patience) {
            this.state = state;
            this.patienceMillis = Math.max(1, patience.toMillis());
            this.nowMillis = state.now().toEpochMilli();
            Set<String> held = new HashSet<>();
            state.running().forEach(running -> held.addAll(running.slots()));
            this.free = new FreeSlots(state.slots(), held);
        }

        private Decision decide() {
            state.waiting().forEach(job -> share(job.org()).jobs.add(candidate(job)));
            shares.values().forEach(share -> share.jobs.sort(Candidate.MOST_URGENT));
            state.running().forEach(running -> share(running.org()).held += running.slots().size());
            if (free.count() > 0) {
                serveInTurn();
            }
            return queued();
        }

        private Share share(String org) {
            return shares.computeIfAbsent(org, name -> new Share(state.quotas().getOrDefault(name, Integer.MAX_VALUE)));
        }

        private Candidate candidate(Waiting job) {
            long waited = Math.max(0, nowMillis - job.since().toEpochMilli());
            return new Candidate(job, waited, job.priority() + waited / patienceMillis);
        }

        private void serveInTurn() {
            PriorityQueue<Share> turns = turns();
            while (!turns.isEmpty() && free.count() > 0) {
                Share share = turns.remove();
                boolean granted = false;
                while (share.hasNext() && !granted && free.count() > 0) {
                    Candidate next = share.take();
                    granted = share.allows(next.job()) && grantOrKeep(next);
                }
                if (share.hasNext()) {
                    turns.add(share);
                }
            }
        }

        private boolean grantOrKeep(Candidate candidate) {
            Waiting job = candidate.job();
            List<Slot> slots = free.take(job);
            if (slots.isEmpty()) {
                if (job.slots() > 1 && candidate.waitedMillis() > patienceMillis) {
                    free.keepFor(job);
                }
                return false;
            }
            grants.add(new Grant(job.id(), slots));
            served.add(job.id());
            share(job.org()).held += slots.size();
            return true;
        }

        /** The queue in the order in which it would be served, one slot after the other becoming free. */
        private Decision queued() {
            List<UUID> queue = new ArrayList<>();
            Set<UUID> overQuota = new HashSet<>();
            shares.values().forEach(Share::rewind);
            PriorityQueue<Share> turns = turns();
            while (!turns.isEmpty() && queue.size() < Decision.PLACES) {
                Share share = turns.remove();
                Waiting job = share.take().job();
                if (!served.contains(job.id())) {
                    queue.add(job.id());
                    if (!share.allows(job)) {
                        overQuota.add(job.id());
                    }
                    share.expected += job.slots();
                }
                if (share.hasNext()) {
                    turns.add(share);
                }
            }
            return new Decision(grants, queue, overQuota);
        }

        private PriorityQueue<Share> turns() {
            PriorityQueue<Share> turns = new PriorityQueue<>(
                    Comparator.comparingLong(Share::holds).thenComparing(Share::next, Candidate.MOST_URGENT));
            shares.values().stream().filter(Share::hasNext).forEach(turns::add);
            return turns;
        }
    }

    /**
     * A waiting job with what it is compared by, worked out once: of long queues every job is looked at in every decision.
     *
     * @param urgency its priority, and what it has gained by waiting
     */
    private record Candidate(Waiting job, long waitedMillis, long urgency) {

        static final Comparator<Candidate> MOST_URGENT = Candidate::compareUrgency;

        private int compareUrgency(Candidate other) {
            if (urgency != other.urgency) {
                return Long.compare(other.urgency, urgency);
            }
            if (waitedMillis != other.waitedMillis) {
                return Long.compare(other.waitedMillis, waitedMillis);
            }
            int bySince = job.since().compareTo(other.job.since());
            return bySince != 0 ? bySince : job.id().compareTo(other.job.id());
        }
    }

    /** One organisation's part. */
    private static final class Share {
        private final long quota;
        private final List<Candidate> jobs = new ArrayList<>();
        private long held;
        private long expected;
        private int position;

        private Share(long quota) {
            this.quota = quota;
        }

        private boolean hasNext() {
            return position < jobs.size();
        }

        private Candidate next() {
            return jobs.get(position);
        }

        private Candidate take() {
            return jobs.get(position++);
        }

        private void rewind() {
            position = 0;
            expected = 0;
        }

        /** Slots held, and in a look ahead those that would be. */
        private long holds() {
            return held + expected;
        }

        private boolean allows(Waiting job) {
            return held + job.slots() <= quota;
        }
    }
}
