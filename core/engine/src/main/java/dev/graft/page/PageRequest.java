// SPDX-License-Identifier: Apache-2.0
package dev.graft.page;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * Which part of a list is wanted.
 *
 * @param skip how many entries to leave out at the start, at least 0
 * @param size how many entries at most, at least 0; empty for all
 * @param sort the order; ties are broken by id, so that parts neither overlap nor miss an entry
 */
public record PageRequest(int skip, OptionalInt size, Sort sort) {

    public PageRequest {
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(sort, "sort");
        if (skip < 0) {
            throw new IllegalArgumentException("skip is at least 0, not " + skip);
        }
        if (size.isPresent() && size.getAsInt() < 0) {
            throw new IllegalArgumentException("size is at least 0, not " + size.getAsInt());
        }
    }

    /** Everything, newest first. */
    public static PageRequest all() {
        return new PageRequest(0, OptionalInt.empty(), Sort.DATE_DESCENDING);
    }

    /** A part of the list, newest first. */
    public static PageRequest of(int skip, int size) {
        return new PageRequest(skip, OptionalInt.of(size), Sort.DATE_DESCENDING);
    }
}
