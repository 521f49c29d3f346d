// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.experiment;

import dev.graft.experiment.ExperimentQuery;
import dev.graft.page.Match;
import dev.graft.page.PageRequest;
import dev.graft.spi.network.Domain;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;

/** The filters of the experiments' list, checked by the contract before; for {@code @BeanParam}. */
public class ExperimentFilters {

    @QueryParam("name")
    private String name;

    @QueryParam("type")
    private String type;

    @QueryParam("arch")
    private String arch;

    /** The original's clients call the filter by the name of the field. */
    @QueryParam("network_arch")
    private String networkArch;

    @QueryParam("read_only")
    private String readOnly;

    @QueryParam("user_only")
    private String userOnly;

    /** The query that they make with a part of the list. */
    ExperimentQuery query(PageRequest page) {
        return new ExperimentQuery(
                page,
                Optional.ofNullable(name).map(Match::is),
                Optional.ofNullable(type).map(Match::parse).flatMap(ExperimentFilters::domain),
                Optional.ofNullable(arch).or(() -> Optional.ofNullable(networkArch)).map(Match::parse),
                Optional.ofNullable(readOnly).map(Boolean::parseBoolean),
                Boolean.parseBoolean(userOnly));
    }

    private static Optional<Match<Domain>> domain(Match<String> type) {
        return ExperimentBody.domain(type.value()).map(domain -> new Match<>(domain, type.negated()));
    }
}
