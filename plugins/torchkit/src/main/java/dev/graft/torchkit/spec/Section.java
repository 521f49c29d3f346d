// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * One object of the specs. A value that is absent, {@code null} or empty text counts as not given, because that is how TAO's clients leave
 * out paths. Numbers may be given as text ({@code "4e-5"}), as YAML readers make of them. Each fault is a {@link GraftException} of kind
 * {@link StandardError#INVALID_SPECS} that starts with the JSON pointer of the value. Not safe for several threads.
 */
public final class Section {

    private final String pointer;
    private final ObjectNode node;
    private final Set<String> asked = new TreeSet<>();
    private final Map<String, Section> children = new LinkedHashMap<>();

    private Section(String pointer, ObjectNode node) {
        this.pointer = pointer;
        this.node = node;
    }

    /** The whole of the specs. */
    public static Section root(ObjectNode specs) {
        return new Section("", specs);
    }

    /** An object that stands at {@code pointer} of the specs, for example an entry of a list. */
    public static Section at(String pointer, JsonNode node) {
        if (node instanceof ObjectNode object) {
            return new Section(pointer, object);
        }
        throw invalid(pointer, "is " + node + "; an object is expected");
    }

    /** Where this object stands, as a JSON pointer; empty text for the root. */
    public String pointer() {
        return pointer;
    }

    /** The object called {@code name}; an empty one if it is not given. */
    public Section section(String name) {
        return children.computeIfAbsent(name, key -> value(key)
                .map(found -> at(pointer + "/" + key, found))
                .orElseGet(() -> new Section(pointer + "/" + key, JsonNodeFactory.instance.objectNode())));
    }

    /** Whether a value of that name is given. */
    public boolean has(String name) {
        return value(name).isPresent();
    }

    /** Marks names as known although this action has no use for them: they belong to other actions. */
    public void leave(String... names) {
        asked.addAll(List.of(names));
    }

    /** A text. */
    public Optional<String> text(String name) {
        return value(name).map(found -> {
            if (!found.isValueNode()) {
                throw invalid(pointer + "/" + name, "is " + found + "; a text is expected");
            }
            return found.asText();
        });
    }

    /** A text, or {@code otherwise}. */
    public String text(String name, String otherwise) {
        return text(name).orElse(otherwise);
    }

    /** A text that must be there. */
    public String requiredText(String name) {
        return text(name).orElseThrow(() -> invalid(pointer + "/" + name, "is missing"));
    }

    /** A whole number. */
    public OptionalInt integer(String name) {
        OptionalDouble number = number(name);
        if (number.isEmpty()) {
            return OptionalInt.empty();
        }
        double value = number.getAsDouble();
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw invalid(pointer + "/" + name, "is " + value + "; a whole number is expected");
        }
        return OptionalInt.of((int) value);
    }

    /** A whole number of at least {@code least}, or {@code otherwise}. */
    public int integer(String name, int otherwise, int least) {
        int value = integer(name).orElse(otherwise);
        if (value < least) {
            throw invalid(pointer + "/" + name, "is " + value + "; at least " + least + " is allowed");
        }
        return value;
    }

    /** A number. */
    public OptionalDouble number(String name) {
        Optional<JsonNode> found = value(name);
        return found.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(number(pointer + "/" + name, found.get()));
    }

    /** A number between {@code least} and {@code most}, both allowed, or {@code otherwise}. */
    public double number(String name, double otherwise, double least, double most) {
        double value = number(name).orElse(otherwise);
        if (!(value >= least && value <= most)) {
            throw invalid(pointer + "/" + name, "is " + value + "; " + least + " to " + most + " is allowed");
        }
        return value;
    }

    /** A yes or no, or {@code otherwise}. */
    public boolean flag(String name, boolean otherwise) {
        Optional<JsonNode> found = value(name);
        if (found.isEmpty()) {
            return otherwise;
        }
        String text = found.get().asText();
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return text.equalsIgnoreCase("true");
        }
        throw invalid(pointer + "/" + name, "is " + found.get() + "; true or false is expected");
    }

    /** The numbers of a list, or of a single number; empty if not given. */
    public List<Double> numbers(String name) {
        List<Double> numbers = new ArrayList<>();
        List<JsonNode> items = items(name);
        for (int i = 0; i < items.size(); i++) {
            numbers.add(number(pointer + "/" + name + (isList(name) ? "/" + i : ""), items.get(i)));
        }
        return numbers;
    }

    /** The texts of a list, or of a single text; empty if not given. */
    public List<String> texts(String name) {
        return items(name).stream().map(JsonNode::asText).toList();
    }

    /** The objects of a list; empty if not given. */
    public List<Section> sections(String name) {
        List<Section> sections = new ArrayList<>();
        List<JsonNode> items = items(name);
        for (int i = 0; i < items.size(); i++) {
            String at = pointer + "/" + name + "/" + i;
            int key = i;
            sections.add(children.computeIfAbsent(name + "/" + key, unused -> at(at, items.get(key))));
        }
        return sections;
    }

    /** The names of all values that are given. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names.stream().filter(this::has).toList();
    }

    /** A fault of this object's value {@code name}. */
    public GraftException fault(String name, String what) {
        return invalid(pointer + "/" + name, what);
    }

    /** Refuses values that nobody asked for, here and in all objects below. */
    public void refuseUnknown() {
        List<String> unknown = new ArrayList<>();
        Set<String> known = new TreeSet<>(asked);
        node.fieldNames().forEachRemaining(name -> {
            if (!asked.contains(name)) {
                unknown.add(name);
            }
        });
        if (!unknown.isEmpty()) {
            throw invalid(
                    pointer + "/" + unknown.get(0), "is not known here; known are " + String.join(", ", known) + "; take it out");
        }
        children.values().forEach(Section::refuseUnknown);
    }

    private boolean isList(String name) {
        return node.path(name).isArray();
    }

    private List<JsonNode> items(String name) {
        List<JsonNode> items = new ArrayList<>();
        value(name).ifPresent(found -> {
            if (found.isArray()) {
                found.forEach(items::add);
            } else {
                items.add(found);
            }
        });
        return items;
    }

    private Optional<JsonNode> value(String name) {
        asked.add(name);
        JsonNode found = node.get(name);
        boolean given = found != null && !found.isNull() && !(found.isTextual() && found.asText().isBlank());
        return given ? Optional.of(found) : Optional.empty();
    }

    private static double number(String pointer, JsonNode node) {
        if (node.isNumber()) {
            return node.asDouble();
        }
        try {
            if (node.isTextual()) {
                return node.asText().equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(node.asText());
            }
        } catch (NumberFormatException e) {
            throw new GraftException(StandardError.INVALID_SPECS, pointer + " is " + node + "; a number is expected", e);
        }
        throw invalid(pointer, "is " + node + "; a number is expected");
    }

    private static GraftException invalid(String pointer, String what) {
        return new GraftException(StandardError.INVALID_SPECS, pointer + " " + what);
    }
}
