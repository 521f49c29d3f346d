// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.automl.space.SpecPath;
import dev.graft.spi.spec.SpecParameter;
import dev.graft.spi.spec.SpecType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A number or a switch inside a list of the specs, such as the probability of one transform of a pipeline, as a parameter that can be
 * searched. The schema describes the list alone; so the type and the range follow from the value that the specs have: a number from 0 to 1
 * is a share of the whole and keeps that range, any other has an open range (see {@link dev.graft.spi.spec.SearchRange}).
 */
final class ElementParameter {

    private ElementParameter() {}

    /**
     * The parameter of that name.
     *
     * @param name of the list, the number of the element from 0, and what follows inside it, with dots between
     * @param declared the parameters of the schema; the list's own one says whether its elements may be searched
     * @return empty if the specs have neither a number nor a switch inside a list there
     */
    static Optional<SpecParameter> of(String name, Collection<SpecParameter> declared, ObjectNode specs) {
        return declared.stream()
                .filter(list -> list.type() == SpecType.ARRAY && name.startsWith(list.name() + "."))
                .findFirst()
                .flatMap(list -> new SpecPath(name)
                        .find(specs)
                        .filter(value -> value.isNumber() || value.isBoolean())
                        .map(value -> parameter(name, list, value)));
    }

    private static SpecParameter parameter(String name, SpecParameter list, JsonNode value) {
        boolean share = value.isNumber() && value.doubleValue() >= 0 && value.doubleValue() <= 1;
        return new SpecParameter(
                name,
                type(value, share),
                "An element of " + list.name() + ".",
                "",
                Optional.of(value),
                share ? OptionalDouble.of(0) : OptionalDouble.empty(),
                share ? OptionalDouble.of(1) : OptionalDouble.empty(),
                List.of(),
                false,
                false,
                false,
                list.automl(),
                "",
                "",
                false);
    }

    private static SpecType type(JsonNode value, boolean share) {
        if (value.isBoolean()) {
            return SpecType.BOOLEAN;
        }
        return value.isIntegralNumber() && !share ? SpecType.INTEGER : SpecType.NUMBER;
    }
}
