// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.contract;

import dev.graft.spi.spec.SpecFault;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What the contract demands of the requests of one operation.
 *
 * @param id its {@code operationId}
 * @param parameters its path and query parameters
 * @param body what its body must be
 */
public record ContractOperation(String id, List<ParameterRule> parameters, BodyRule body) {

    public ContractOperation {
        Objects.requireNonNull(id, "id");
        parameters = List.copyOf(parameters);
        Objects.requireNonNull(body, "body");
    }

    /** Faults of the values in the path. */
    List<SpecFault> checkPath(MultivaluedMap<String, String> values) {
        return check(parameters.stream().filter(ParameterRule::inPath), values);
    }

    /** Faults of the values in the query. */
    List<SpecFault> checkQuery(MultivaluedMap<String, String> values) {
        return check(parameters.stream().filter(rule -> !rule.inPath()), values);
    }

    private static List<SpecFault> check(Stream<ParameterRule> rules, MultivaluedMap<String, String> values) {
        return rules.flatMap(rule -> values.getOrDefault(rule.name(), List.of()).stream().flatMap(value -> rule.check(value).stream()))
                .toList();
    }
}
