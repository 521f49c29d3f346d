// SPDX-License-Identifier: Apache-2.0
package dev.graft.change;

import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * A row that clients see is being written by the current transaction, which may still fail: told when the statement has been sent, before
 * the commit.
 *
 * @param kind what the row is
 * @param org the organisation that it belongs to
 * @param ids the datasets, experiments and jobs that look different afterwards: its own id and, of a job, that of what it works on
 */
public record RowWritten(Kind kind, String org, Set<UUID> ids) {

    /** What clients see rows of. */
    public enum Kind {
        DATASET,
        EXPERIMENT,
        JOB
    }

    public RowWritten {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(org, "org");
        ids = Set.copyOf(ids);
    }
}
