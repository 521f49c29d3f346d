// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import dev.graft.page.Match;
import dev.graft.page.PageRequest;
import java.util.Objects;
import java.util.Optional;

/**
 * Which datasets of an organisation are wanted.
 *
 * @param page which part of the list, in which order
 * @param name only those of that name (or of any other)
 * @param type only those of that type (or of any other)
 * @param format only those of that format (or of any other)
 */
public record DatasetQuery(
        PageRequest page, Optional<Match<String>> name, Optional<Match<String>> type, Optional<Match<String>> format) {

    public DatasetQuery {
        Objects.requireNonNull(page, "page");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(format, "format");
    }

    /** Every dataset, newest first. */
    public static DatasetQuery all() {
        return new DatasetQuery(PageRequest.all(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
