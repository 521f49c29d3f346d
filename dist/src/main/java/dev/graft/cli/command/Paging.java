// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.command;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which part of a list, in which order. */
public final class Paging {

    @Option(names = "--skip", paramLabel = "N", description = "Leave out the first N.")
    private Integer skip;

    @Option(names = "--size", paramLabel = "N", description = "Show at most N.")
    private Integer size;

    @Option(
            names = "--sort",
            paramLabel = "ORDER",
            description = "date-descending (default), date-ascending, name-descending or name-ascending.")
    private String sort;

    Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        Fields.put(query, "skip", skip);
        Fields.put(query, "size", size);
        Fields.put(query, "sort", sort);
        return query;
    }
}
