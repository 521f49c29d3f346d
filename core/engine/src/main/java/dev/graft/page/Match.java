// SPDX-License-Identifier: Apache-2.0
package dev.graft.page;

import java.util.Objects;

/**
 * A filter on one field: equal to a value, or not.
 *
 * @param value the value compared with
 * @param negated whether entries with that value are left out instead
 */
public record Match<T>(T value, boolean negated) {

    public Match {
        Objects.requireNonNull(value, "value");
    }

    /** Equal to that value. */
    public static <T> Match<T> is(T value) {
        return new Match<>(value, false);
    }

    /** Reads a query parameter: a leading {@code !} means not. */
    public static Match<String> parse(String text) {
        return text.startsWith("!") ? new Match<>(text.substring(1), true) : new Match<>(text, false);
    }

    /** Whether a value passes. */
    public boolean matches(T candidate) {
        return value.equals(candidate) != negated;
    }
}
