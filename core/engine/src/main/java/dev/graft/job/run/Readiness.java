// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a Pending job has all that it needs but slots.
 *
 * @param missing what it waits for, each a part of a sentence; empty when it is ready
 * @param never why it can never run; empty if it still can
 */
record Readiness(List<String> missing, Optional<String> never) {

    Readiness {
        missing = List.copyOf(missing);
    }

    boolean ready() {
        return missing.isEmpty() && never.isEmpty();
    }

    /** What a person is told of a job that is not ready. */
    String reason() {
        return never.orElseGet(() -> "Waiting for " + String.join(" and ", missing) + ".");
    }

    /** Collects what speaks against a job. */
    static final class Builder {
        private final List<String> missing = new ArrayList<>();
        private Optional<String> never = Optional.empty();

        void waitFor(String thing) {
            missing.add(thing);
        }

        void giveUp(String reason) {
            never = never.or(() -> Optional.of(reason));
        }

        Readiness build() {
            return new Readiness(missing, never);
        }
    }
}
