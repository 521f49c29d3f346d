// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.described;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.launch.EmbeddedForm;
import dev.graft.spi.launch.LaunchRequest;
import dev.graft.spi.network.ActionRule;
import dev.graft.spi.spec.SpecParameter;
import dev.graft.spi.spec.SpecSchema;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One action of a described network.
 *
 * @param rule what it may follow and which datasets it reads
 * @param embedded its main class on the worker class path; empty if it has none
 * @param command its command, run by a worker; empty if it has none
 * @param container its command in a container; empty if it has no container form
 * @param fills the spec fields that the server fills, in order
 * @param inherits whether the specs are those of the parent, but for the action's own section and the datasets
 * @param formats the dataset formats that have it; empty for an action of a network
 * @param outcomes what becomes of the results of a job on a dataset
 */
record DescribedAction(
        ActionRule rule,
        Optional<EmbeddedForm> embedded,
        Optional<LocalCommand> command,
        Optional<ContainerCommand> container,
        List<Fill> fills,
        boolean inherits,
        Set<String> formats,
        List<ResultsUse> outcomes) {

    private static final String DATASET_SECTION = "dataset";

    DescribedAction {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(embedded, "embedded");
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(container, "container");
        fills = List.copyOf(fills);
        formats = Set.copyOf(formats);
        outcomes = List.copyOf(outcomes);
        if (embedded.isEmpty() && command.isEmpty() && container.isEmpty()) {
            throw new IllegalArgumentException("action " + rule.action() + " has neither a main_class nor a command nor a container");
        }
        if (embedded.isPresent() && command.isPresent()) {
            throw new IllegalArgumentException("action " + rule.action() + " has a main_class and a command; one of them is run");
        }
    }

    /** How a worker runs a job; empty if only a container can. */
    Optional<EmbeddedForm> embedded(LaunchRequest request) {
        return embedded.or(() -> command.map(line -> line.form(request)));
    }

    Action action() {
        return rule.action();
    }

    /** The specs of a job with the parent's, the hidden constants and the server's fields in their places. */
    ObjectNode fill(LaunchRequest request, SpecSchema schema) {
        ObjectNode specs = inherits ? inherit(request) : request.specs().deepCopy();
        schema.parameters().stream().filter(SpecParameter::hidden).forEach(hidden -> putConstant(specs, hidden));
        fills.forEach(fill -> fill.apply(request, specs));
        return specs;
    }

    private ObjectNode inherit(LaunchRequest request) {
        ObjectNode own = request.specs();
        ObjectNode specs = request.inputs().parent().map(parent -> parent.specs().deepCopy()).orElseGet(own::deepCopy);
        own.properties().forEach(section -> {
            boolean replaces = section.getKey().equals(DATASET_SECTION) || section.getKey().equals(action().wireName());
            if (replaces || !specs.has(section.getKey())) {
                specs.set(section.getKey(), section.getValue().deepCopy());
            }
        });
        return specs;
    }

    private static void putConstant(ObjectNode specs, SpecParameter hidden) {
        FieldPath path = FieldPath.of(hidden.name());
        Optional<JsonNode> constant = hidden.defaultValue();
        if (constant.isPresent() && path.find(specs).isEmpty()) {
            path.put(specs, List.of(constant.get().deepCopy()));
        }
    }
}
