// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import dev.graft.executor.PoolState.Waiting;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The slots that nobody holds, while a decision is being made. Not thread safe. */
final class FreeSlots {

    private static final String ANY = "";

    private final Map<String, List<Kind>> byExecutor = new LinkedHashMap<>();

    /** The fewest slots of each platform that were asked for in vain; slots are only taken away, so the same and more are in vain again. */
    private final Map<String, Integer> inVain = new HashMap<>();

    /** The fewest slots of each platform for which there was nothing left to keep; what is kept stays so. */
    private final Map<String, Integer> keptInVain = new HashMap<>();

    private int count;

    FreeSlots(Collection<Slot> slots, Set<String> held) {
        Kind kind = null;
        for (Slot slot : slots) {
            // Slots of a kind mostly come one after the other.
            kind = kind != null && kind.has(slot) ? kind : kindOf(slot);
            kind.total++;
            if (!held.contains(slot.id())) {
                kind.free.add(slot);
                count++;
            }
        }
    }

    /** How many there are. */
    int count() {
        return count;
    }

    /**
     * Takes slots for a job, all of one executor and if possible of one platform, where the fewest stay behind; empty if no executor has
     * enough. No job gets several slices of GPUs.
     */
    List<Slot> take(Waiting job) {
        String platform = platform(job);
        if (job.slots() > count || job.slots() >= inVain.getOrDefault(platform, Integer.MAX_VALUE)) {
            return List.of();
        }
        Optional<List<Kind>> best = candidates(platform, job.slots())
                .filter(kinds -> free(kinds) >= job.slots())
                .min(Comparator.comparingInt(FreeSlots::free));
        if (best.isEmpty()) {
            inVain.merge(platform, job.slots(), Math::min);
            return List.of();
        }
        List<Slot> taken = new ArrayList<>(job.slots());
        best.get().forEach(kind -> kind.moveTo(taken, job.slots()));
        count -= taken.size();
        return taken;
    }

    /** Keeps what fits a job out of this decision, where it has the most already and nothing is kept for another one. */
    void keepFor(Waiting job) {
        String platform = platform(job);
        if (count == 0 || job.slots() >= keptInVain.getOrDefault(platform, Integer.MAX_VALUE)) {
            return;
        }
        Optional<List<Kind>> most = candidates(platform, job.slots())
                .filter(kinds -> total(kinds) >= job.slots())
                .filter(kinds -> kinds.stream().noneMatch(kind -> kind.kept))
                .max(Comparator.comparingInt(FreeSlots::free));
        most.ifPresentOrElse(kinds -> kinds.forEach(this::keep), () -> keptInVain.merge(platform, job.slots(), Math::min));
    }

    private void keep(Kind kind) {
        kind.kept = true;
        count -= kind.free.size();
        kind.free.clear();
    }

    private Kind kindOf(Slot slot) {
        List<Kind> kinds = byExecutor.computeIfAbsent(slot.executor(), executor -> new ArrayList<>());
        return kinds.stream().filter(known -> known.has(slot)).findFirst().orElseGet(() -> {
            Kind kind = new Kind(slot);
            kinds.add(kind);
            return kind;
        });
    }

    /** Where slots of a platform can come from together: single kinds, and for any platform whole executors too. */
    private Stream<List<Kind>> candidates(String platform, int wanted) {
        Predicate<Kind> fits = kind -> (wanted == 1 || !kind.slices) && (platform.equals(ANY) || kind.platform.equals(platform));
        Stream<List<Kind>> single = byExecutor.values().stream().flatMap(List::stream).filter(fits).map(List::of);
        return platform.equals(ANY) ? Stream.concat(single, together(fits)) : single;
    }

    private Stream<List<Kind>> together(Predicate<Kind> fits) {
        return byExecutor.values().stream()
                .map(kinds -> kinds.stream().filter(fits).toList())
                .filter(kinds -> kinds.size() > 1);
    }

    private static String platform(Waiting job) {
        return job.platform().map(name -> name.toLowerCase(Locale.ROOT)).orElse(ANY);
    }

    private static int free(List<Kind> kinds) {
        return kinds.stream().mapToInt(kind -> kind.free.size()).sum();
    }

    private static int total(List<Kind> kinds) {
        return kinds.stream().mapToInt(kind -> kind.total).sum();
    }

    /** The slots of one platform on one executor. */
    private static final class Kind {
        private final String executor;
        private final String platform;
        private final boolean slices;
        private final Deque<Slot> free = new ArrayDeque<>();
        private int total;
        private boolean kept;

        private Kind(Slot first) {
            this.executor = first.executor();
            this.platform = first.platform();
            this.slices = first.slice();
        }

        private boolean has(Slot slot) {
            return slot.platform().equals(platform) && slot.executor().equals(executor);
        }

        private void moveTo(List<Slot> taken, int wanted) {
            while (taken.size() < wanted && !free.isEmpty()) {
                taken.add(free.remove());
            }
        }
    }
}
