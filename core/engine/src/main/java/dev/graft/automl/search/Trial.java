// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;

/**
 * One evaluation that was begun.
 *
 * @param proposal what was asked for
 * @param outcome what came of it
 */
public record Trial(Proposal proposal, Outcome outcome) {

    /** What came of a trial. A failure is not a score, and 0.0 is one. */
    public sealed interface Outcome {}

    /** Not ended yet. */
    public record Running() implements Outcome {}

    /** Ended with a value of the metric. */
    public record Scored(double value) implements Outcome {
        public Scored {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a score is a finite number, not " + value);
            }
        }
    }

    /** Ended without a value. */
    public record Failed() implements Outcome {}

    public Trial {
        Objects.requireNonNull(proposal, "proposal");
        Objects.requireNonNull(outcome, "outcome");
    }

    /** The trial's place in the search, from 0. */
    public int number() {
        return proposal.number();
    }

    /** The values tried. */
    public Map<String, JsonNode> values() {
        return proposal.values();
    }

    boolean running() {
        return outcome instanceof Running;
    }
}
