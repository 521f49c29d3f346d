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

/**
 * One action of a described network.
 *
 * @param rule what it may follow and which datasets it reads
 * @param embedded its main class on the worker class path; empty if it has no embedded form
 * @param container its command in a container; empty if it has no container form
 * @param fills the spec fields that the server fills, in order
 * @param inherits whether the specs are those of the parent, but for the action's own section and the datasets
 */
record DescribedAction(
        ActionRule rule,
        Optional<EmbeddedForm> embedded,
        Optional<ContainerCommand> container,
        List<Fill> fills,
        boolean inherits) {

    private static final String DATASET_SECTION = "dataset";

    DescribedAction {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(embedded, "embedded");
        Objects.requireNonNull(container, "container");
        fills = List.copyOf(fills);
        if (embedded.isEmpty() && container.isEmpty()) {
            throw new IllegalArgumentException("action " + rule.action() + " has neither a main_class nor a container");
        }
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
