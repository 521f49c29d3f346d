// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.container;

import java.util.Locale;

/** When an image is fetched from its registry. */
public enum PullPolicy {
    /** Before every start. */
    ALWAYS,
    /** When the engine does not have it. */
    MISSING,
    /** Never; the administrator loads images into the engine. */
    NEVER;

    /**
     * The policy of a word of the configuration, for example {@code missing}.
     *
     * @throws IllegalArgumentException if there is no such policy, naming those that there are
     */
    public static PullPolicy of(String word) {
        try {
            return valueOf(word.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("graft.container.pull is always, missing or never, not '" + word + "'", e);
        }
    }
}
