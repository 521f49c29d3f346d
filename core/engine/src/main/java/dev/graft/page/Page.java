// SPDX-License-Identifier: Apache-2.0
package dev.graft.page;

import java.util.List;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param items the entries of this part, in order
 * @param total number of entries in the whole list, before {@code skip} and {@code size}
 */
public record Page<T>(List<T> items, long total) {

    public Page {
        items = List.copyOf(items);
        if (total < 0) {
            throw new IllegalArgumentException("total is at least 0, not " + total);
        }
    }

    /** The same part with every entry turned into something else. */
    public <R> Page<R> map(Function<? super T, ? extends R> mapping) {
        return new Page<>(items.stream().<R>map(mapping).toList(), total);
    }
}
