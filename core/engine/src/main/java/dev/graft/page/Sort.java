// SPDX-License-Identifier: Apache-2.0
package dev.graft.page;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Order of a list; the API's {@code ListSort}. Dates are those of the last change, names sort by name and then version. */
public enum Sort {
    DATE_DESCENDING,
    DATE_ASCENDING,
    NAME_DESCENDING,
    NAME_ASCENDING;

    /** The name in the API, for example {@code date-descending}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether entries are ordered by name. */
    public boolean byName() {
        return this == NAME_ASCENDING || this == NAME_DESCENDING;
    }

    /** Whether the largest comes first. */
    public boolean descending() {
        return this == DATE_DESCENDING || this == NAME_DESCENDING;
    }

    /** The order of that wire name, or empty if there is none. */
    public static Optional<Sort> find(String wireName) {
        return Stream.of(values()).filter(sort -> sort.wireName().equals(wireName)).findFirst();
    }
}
