// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * What to try next.
 *
 * @param number place in the search, from 0 without gaps
 * @param values value of every searched parameter, by name
 * @param epochs epochs to train to, counted from the start; empty for as many as the specs say
 * @param continues the trial whose checkpoint it goes on from, with the same values
 * @param rung place in an algorithm that trains in rungs
 */
public record Proposal(int number, Map<String, JsonNode> values, OptionalInt epochs, OptionalInt continues, Rung rung) {

    /**
     * Place of a trial in brackets and rungs.
     *
     * @param bracket from 0
     * @param level from 0, the shortest training
     */
    public record Rung(int bracket, int level) {
        static final Rung NONE = new Rung(0, 0);
    }

    public Proposal {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        Objects.requireNonNull(epochs, "epochs");
        Objects.requireNonNull(continues, "continues");
        Objects.requireNonNull(rung, "rung");
    }

    /** A trial that trains as long as the specs say. */
    static Proposal whole(int number, Map<String, JsonNode> values) {
        return new Proposal(number, values, OptionalInt.empty(), OptionalInt.empty(), Rung.NONE);
    }
}
