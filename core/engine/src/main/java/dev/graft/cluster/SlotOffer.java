// SPDX-License-Identifier: Apache-2.0
package dev.graft.cluster;

import dev.graft.executor.Executor;
import dev.graft.executor.Slot;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Slots of one kind on one executor of a server.
 *
 * @param executor name of the executor
 * @param platform the kind of GPU, or {@code cpu}
 * @param count how many, at least 1
 */
public record SlotOffer(String executor, String platform, int count) {

    private static final String BETWEEN = "\t";

    public SlotOffer {
        Objects.requireNonNull(executor, "executor");
        Objects.requireNonNull(platform, "platform");
        if (count < 1) {
            throw new IllegalArgumentException("an offer has at least 1 slot, not " + count);
        }
    }

    /** What executors offer. */
    public static List<SlotOffer> of(Collection<Executor> executors) {
        return executors.stream()
                .flatMap(executor -> executor.slots().stream()
                        .collect(Collectors.groupingBy(Slot::platform, Collectors.counting()))
                        .entrySet().stream()
                        .map(kind -> new SlotOffer(executor.name(), kind.getKey(), kind.getValue().intValue())))
                .sorted(Comparator.comparing(SlotOffer::executor).thenComparing(SlotOffer::platform))
                .toList();
    }

    /** Whether one executor among the offers has so many slots of a platform, or of any. */
    static boolean fit(Collection<SlotOffer> offers, long count, Optional<String> platform) {
        Map<String, Integer> byExecutor = offers.stream()
                .filter(offer -> platform.map(offer.platform()::equalsIgnoreCase).orElse(true))
                .collect(Collectors.toMap(SlotOffer::executor, SlotOffer::count, Integer::sum));
        return byExecutor.values().stream().anyMatch(slots -> slots >= count);
    }

    static String write(Collection<SlotOffer> offers) {
        return offers.stream()
                .map(offer -> String.join(BETWEEN, offer.executor, offer.platform, Integer.toString(offer.count)))
                .collect(Collectors.joining("\n"));
    }

    static List<SlotOffer> read(String text) {
        return text.lines()
                .map(line -> line.split(BETWEEN))
                .map(parts -> new SlotOffer(parts[0], parts[1], Integer.parseInt(parts[2])))
                .toList();
    }
}
