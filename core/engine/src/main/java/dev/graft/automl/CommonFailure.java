// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds out that a search cannot work: its first trials have all failed, and for one reason. */
final class CommonFailure {

    private static final int FIRST = 3;

    private CommonFailure() {}

    /** The reason for which the first trials failed; figures in it (a loss, a batch) may differ. */
    static Optional<String> of(List<SearchTrial> trials) {
        if (trials.size() < FIRST) {
            return Optional.empty();
        }
        List<SearchTrial> first = trials.subList(0, FIRST);
        Set<String> reasons = first.stream()
                .map(trial -> trial.failure().map(reason -> reason.replaceAll("[-+]?\\d[\\d.eE+-]*", "#")).orElse(""))
                .collect(Collectors.toSet());
        return reasons.size() == 1 && !reasons.contains("") ? first.get(0).failure() : Optional.empty();
    }
}
