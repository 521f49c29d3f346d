// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.spec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.spi.yaml.DeclarationFaults;
import dev.graft.spi.yaml.YamlNode;
import java.util.EnumSet;
import java.util.Set;

/** What cannot be right in the declaration of a parameter: found when the plugin is loaded, not when a job fails. */
final class DeclarationCheck {

    private static final Set<SpecType> LISTS = EnumSet.of(
            SpecType.ARRAY, SpecType.LIST_1_BACKBONE, SpecType.LIST_1_NORMAL, SpecType.LIST_2, SpecType.LIST_3);
    private static final Set<SpecType> NUMBERS = EnumSet.of(SpecType.INTEGER, SpecType.NUMBER, SpecType.ORDERED_INT);
    private static final Set<SpecType> CHOICES = EnumSet.of(SpecType.ORDERED, SpecType.ORDERED_INT, SpecType.CATEGORICAL);

    private static final Set<SpecType> SCALARS = EnumSet.of(SpecType.STRING, SpecType.INTEGER, SpecType.NUMBER);

    private final DeclarationFaults faults;
    private final YamlNode place;

    DeclarationCheck(DeclarationFaults faults, YamlNode place) {
        this.faults = faults;
        this.place = place;
    }

    void check(Declaration declaration) {
        SpecParameter parameter = declaration.parameter();
        if (!parameter.hidden() && parameter.description().isEmpty()) {
            fault(parameter, "a parameter that users see needs a description");
        }
        checkType(declaration);
        parameter.defaultValue().ifPresent(value -> checkDefault(parameter, value));
        parameter.options().forEach(option -> {
            if (!fits(parameter.type(), option)) {
                fault(parameter, "option " + option + " is no " + parameter.type().word());
            }
        });
    }

    private void checkType(Declaration declaration) {
        SpecParameter parameter = declaration.parameter();
        SpecType type = parameter.type();
        boolean bounded = parameter.min().isPresent() || parameter.max().isPresent();
        if (bounded && !NUMBERS.contains(type) && !LISTS.contains(type)) {
            fault(parameter, "min and max are for numbers and lists of numbers, not for type " + type.word());
        }
        if (parameter.min().orElse(Double.NEGATIVE_INFINITY) > parameter.max().orElse(Double.POSITIVE_INFINITY)) {
            fault(parameter, "min is larger than max");
        }
        if (CHOICES.contains(type) && parameter.options().isEmpty()) {
            fault(parameter, "type " + type.word() + " needs options");
        }
        if (!parameter.options().isEmpty() && !CHOICES.contains(type) && !SCALARS.contains(type)) {
            fault(parameter, "options are for texts and numbers, not for type " + type.word());
        }
        if (type == SpecType.CONST && parameter.defaultValue().isEmpty()) {
            fault(parameter, "type const needs a default, its only value");
        }
        if (declaration.pattern().isPresent() && type != SpecType.STRING) {
            fault(parameter, "pattern is for type string");
        }
        if (declaration.open() && type != SpecType.OBJECT) {
            fault(parameter, "open is for type object");
        }
    }

    private void checkDefault(SpecParameter parameter, JsonNode value) {
        if (parameter.hidden()) {
            return;
        }
        if (!fits(parameter.type(), value)) {
            fault(parameter, "default " + value + " is no " + parameter.type().word());
        } else if (value.isNumber() && isOutside(parameter, value.doubleValue())) {
            fault(parameter, "default " + value + " is outside min and max");
        } else if (!parameter.options().isEmpty() && !parameter.options().contains(value)) {
            fault(parameter, "default " + value + " is none of the options");
        }
    }

    private static boolean isOutside(SpecParameter parameter, double value) {
        return value < parameter.min().orElse(Double.NEGATIVE_INFINITY) || value > parameter.max().orElse(Double.POSITIVE_INFINITY);
    }

    private static boolean fits(SpecType type, JsonNode value) {
        return switch (type) {
            case OBJECT -> value.isObject();
            case ARRAY, LIST_1_BACKBONE, LIST_1_NORMAL, LIST_2, LIST_3 -> value.isArray();
            case STRING, ORDERED, CATEGORICAL -> value.isTextual();
            case INTEGER, ORDERED_INT -> value.isIntegralNumber();
            case NUMBER -> value.isNumber();
            case BOOLEAN -> value.isBoolean();
            case CONST -> value.isValueNode() && !value.isNull();
        };
    }

    private void fault(SpecParameter parameter, String message) {
        faults.add(place, parameter.name() + ": " + message);
    }
}
