// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.spec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.spi.yaml.DeclarationException;
import dev.graft.spi.yaml.DeclarationFaults;
import dev.graft.spi.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Turns the attributes of one parameter into a {@link Declaration}, and notes what cannot be right. */
final class DeclarationReader {

    private static final Set<String> ATTRIBUTES = Set.of(
            "type", "description", "unit", "default", "min", "max", "options", "required", "popular", "hidden", "automl", "math",
            "depends_on", "parent", "pattern", "open");

    private final DeclarationFaults faults;

    DeclarationReader(DeclarationFaults faults) {
        this.faults = faults;
    }

    /** The parameter of these attributes; empty, with the fault noted, if they cannot be read. */
    Optional<Declaration> read(String name, YamlNode place, Map<String, YamlNode> attributes) {
        try {
            attributes.keySet().stream().filter(key -> !ATTRIBUTES.contains(key)).forEach(key -> faults.add(
                    attributes.get(key), name + ": '" + key + "' is no attribute of a parameter"));
            Declaration declaration = declaration(name, place, attributes);
            new DeclarationCheck(faults, place).check(declaration);
            return Optional.of(declaration);
        } catch (DeclarationException e) {
            e.faults().forEach(fault -> faults.add(place, name + ": " + fault));
            return Optional.empty();
        }
    }

    private static Declaration declaration(String name, YamlNode place, Map<String, YamlNode> attributes) {
        boolean hidden = flag(attributes, "hidden");
        SpecParameter parameter = new SpecParameter(
                name,
                type(place, attributes, hidden),
                text(attributes, "description").strip(),
                text(attributes, "unit"),
                value(attributes, "default"),
                bound(attributes, "min"),
                bound(attributes, "max"),
                options(attributes),
                flag(attributes, "required"),
                flag(attributes, "popular"),
                hidden,
                automl(attributes),
                text(attributes, "math"),
                text(attributes, "depends_on"),
                flag(attributes, "parent"));
        return new Declaration(parameter, pattern(attributes), flag(attributes, "open"));
    }

    private static SpecType type(YamlNode place, Map<String, YamlNode> attributes, boolean hidden) {
        Optional<YamlNode> node = find(attributes, "type");
        if (node.isEmpty() && hidden) {
            return SpecType.STRING;
        }
        YamlNode word = node.orElseThrow(() -> place.fault("a type is needed"));
        try {
            return SpecType.of(word.text());
        } catch (IllegalArgumentException e) {
            throw word.fault(e.getMessage());
        }
    }

    private static SpecParameter.AutoMl automl(Map<String, YamlNode> attributes) {
        Optional<YamlNode> node = find(attributes, "automl");
        if (node.isEmpty()) {
            return SpecParameter.AutoMl.OVERRIDE_ONLY;
        }
        String word = node.get().text();
        for (SpecParameter.AutoMl part : SpecParameter.AutoMl.values()) {
            if (part.name().toLowerCase(Locale.ROOT).equals(word)) {
                return part;
            }
        }
        throw node.get().fault("automl is searched, addable or override_only, not '" + word + "'");
    }

    private static List<JsonNode> options(Map<String, YamlNode> attributes) {
        List<JsonNode> options = new ArrayList<>();
        find(attributes, "options").ifPresent(node -> node.elements().forEach(option -> options.add(option.toJson())));
        return options;
    }

    private static OptionalDouble bound(Map<String, YamlNode> attributes, String key) {
        Optional<YamlNode> node = find(attributes, key);
        if (node.isEmpty()) {
            return OptionalDouble.empty();
        }
        JsonNode value = node.get().toJson();
        if (!value.isNumber()) {
            throw node.get().fault(key + " is a number, not '" + node.get().text() + "'; leave it out for no bound");
        }
        return OptionalDouble.of(value.doubleValue());
    }

    private static Optional<String> pattern(Map<String, YamlNode> attributes) {
        Optional<YamlNode> node = find(attributes, "pattern");
        if (node.isPresent()) {
            try {
                Pattern.compile(node.get().text());
            } catch (PatternSyntaxException e) {
                throw node.get().fault("pattern is no regular expression: " + e.getDescription());
            }
        }
        return node.map(YamlNode::text);
    }

    private static Optional<JsonNode> value(Map<String, YamlNode> attributes, String key) {
        return find(attributes, key).map(YamlNode::toJson);
    }

    private static String text(Map<String, YamlNode> attributes, String key) {
        return find(attributes, key).map(YamlNode::text).orElse("");
    }

    private static boolean flag(Map<String, YamlNode> attributes, String key) {
        return find(attributes, key).map(YamlNode::isTrue).orElse(false);
    }

    /** An attribute; one set to {@code ~} takes back what a block says. */
    private static Optional<YamlNode> find(Map<String, YamlNode> attributes, String key) {
        return Optional.ofNullable(attributes.get(key)).filter(node -> !node.isNull());
    }
}
