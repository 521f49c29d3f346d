// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.spi.Action;
import dev.graft.spi.ActionProvider;
import dev.graft.spi.network.ActionRule;
import dev.graft.spi.spec.SpecParameter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A plugin's parameters as text, one line each, so that a change of any of them is seen in a review. */
final class ParameterRecord {

    private ParameterRecord() {}

    /** The lines of all actions, sorted by action and name. */
    static List<String> of(ActionProvider plugin) {
        return plugin.rules().stream()
                .map(ActionRule::action)
                .flatMap(action -> plugin.specs(action).parameters().stream().map(parameter -> line(action, parameter)))
                .sorted()
                .toList();
    }

    private static String line(Action action, SpecParameter parameter) {
        return Stream.of(
                        action + " " + parameter.name(),
                        parameter.hidden() ? "hidden" : parameter.type().word(),
                        parameter.defaultValue().map(JsonNode::toString).map(value -> "default " + value).orElse(""),
                        parameter.min().isPresent() ? "min " + parameter.min().getAsDouble() : "",
                        parameter.max().isPresent() ? "max " + parameter.max().getAsDouble() : "",
                        parameter.options().isEmpty() ? "" : "options " + parameter.options(),
                        parameter.required() ? "required" : "",
                        parameter.popular() ? "popular" : "",
                        parameter.hidden() ? "" : parameter.automl().name().toLowerCase(Locale.ROOT),
                        parameter.mathCond().isEmpty() ? "" : "math " + parameter.mathCond(),
                        parameter.dependsOn().isEmpty() ? "" : "depends on " + parameter.dependsOn(),
                        parameter.parentParam() ? "parent" : "")
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" | "));
    }
}
