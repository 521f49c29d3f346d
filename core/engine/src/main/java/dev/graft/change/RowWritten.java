// SPDX-License-Identifier: Apache-2.0
package dev.graft.change;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A row that clients see is being written by the current transaction, which may still fail: told when the statement has been sent, before
 * the commit.
 *
 * @param ids the datasets, experiments and jobs that look different afterwards
 * @param org the organisation whose datasets or experiments they are one of; empty if only jobs were written
 */
public record RowWritten(Set<UUID> ids, Optional<String> org) {

    public RowWritten {
        ids = Set.copyOf(ids);
        Objects.requireNonNull(org, "org");
    }
}
