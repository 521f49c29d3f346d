// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit.executor;

import java.util.Locale;

/** What a worker of the kit does. */
public enum Deed {
    /** Writes {@code result.csv}, says SUCCESS and ends with 0. */
    SUCCEED,
    /** Says FAILURE with the reason {@link KitWorker#REASON} and ends with 2. */
    FAIL,
    /** Says RUNNING and waits for a signal. */
    HANG,
    /** Says RUNNING, and waits on when it is asked to end. */
    IGNORE_SIGNALS,
    /** Says RUNNING, and succeeds as soon as there is a file {@code go} among its results. */
    AWAIT_GO,
    /** Wants ever more memory. */
    FILL_MEMORY;

    /** The word for it in specs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Deed of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
