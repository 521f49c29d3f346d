// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One parameter of an action.
 *
 * @param name dotted path into the specs, for example {@code model.backbone.type}
 * @param type its type
 * @param description what it does, for people
 * @param unit unit of its value, for example {@code pixels}; empty text for none
 * @param defaultValue value when the user says nothing
 * @param min least value, inclusive
 * @param max largest value, inclusive
 * @param options the only values allowed; empty when any of the type is
 * @param required whether a job without it is refused
 * @param popular whether clients show it first
 * @param hidden whether the server fills it; hidden parameters are in no schema
 * @param automl its part in a hyperparameter search
 * @param mathCond condition on a drawn value: {@code / n} (a multiple of n) or {@code < other.parameter}; empty text for none
 * @param dependsOn a parameter that bounds it, {@code < name} and the like; empty text for none
 * @param parentParam whether others' bounds follow its drawn value
 */
public record SpecParameter(
        String name,
        SpecType type,
        String description,
        String unit,
        Optional<JsonNode> defaultValue,
        OptionalDouble min,
        OptionalDouble max,
        List<JsonNode> options,
        boolean required,
        boolean popular,
        boolean hidden,
        AutoMl automl,
        String mathCond,
        String dependsOn,
        boolean parentParam) {

    /** Part of a parameter in a hyperparameter search. */
    public enum AutoMl {
        /** Searched unless the user removes it. */
        SEARCHED,
        /** Searched if the user adds it. */
        ADDABLE,
        /** Searched only if the user adds it and overrides the lock. */
        OVERRIDE_ONLY
    }

    public SpecParameter {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(defaultValue, "defaultValue");
        Objects.requireNonNull(min, "min");
        Objects.requireNonNull(max, "max");
        options = List.copyOf(options);
        Objects.requireNonNull(automl, "automl");
        Objects.requireNonNull(mathCond, "mathCond");
        Objects.requireNonNull(dependsOn, "dependsOn");
    }
}
