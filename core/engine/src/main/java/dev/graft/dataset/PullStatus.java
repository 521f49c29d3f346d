// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import java.util.Locale;

/** How far the data of a dataset (or of a base experiment) has come; the API's {@code PullStatus}. */
public enum PullStatus {
    /** Registered; its data has not arrived yet. */
    STARTING,
    /** Its data is being fetched, unpacked or checked. */
    IN_PROGRESS,
    /** Complete and fit for jobs. */
    PULL_COMPLETE,
    /** Not fit for jobs; the reason says why. */
    INVALID_PULL;

    /** The name in the API, for example {@code pull_complete}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing more happens unless someone uploads again. */
    public boolean settled() {
        return this == PULL_COMPLETE || this == INVALID_PULL;
    }
}
