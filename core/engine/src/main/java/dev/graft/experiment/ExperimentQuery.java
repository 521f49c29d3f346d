// SPDX-License-Identifier: Apache-2.0
package dev.graft.experiment;

import dev.graft.page.Match;
import dev.graft.page.PageRequest;
import dev.graft.spi.network.Domain;
import java.util.Objects;
import java.util.Optional;

/**
 * Which experiments are wanted, of those of the organisation and the public ones.
 *
 * @param page which part of the list, in which order
 * @param name only those of that name (or of any other)
 * @param type only those of that field (or of the other)
 * @param networkArch only those of that architecture (or of any other)
 * @param readOnly only those whose {@code read_only} has that value
 * @param userOnly only those that the caller made
 */
public record ExperimentQuery(
        PageRequest page,
        Optional<Match<String>> name,
        Optional<Match<Domain>> type,
        Optional<Match<String>> networkArch,
        Optional<Boolean> readOnly,
        boolean userOnly) {

    public ExperimentQuery {
        Objects.requireNonNull(page, "page");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(networkArch, "networkArch");
        Objects.requireNonNull(readOnly, "readOnly");
    }

    /** Every experiment that the caller may see, newest first. */
    public static ExperimentQuery all() {
        return new ExperimentQuery(
                PageRequest.all(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
    }
}
