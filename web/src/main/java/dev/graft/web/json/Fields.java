// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.fault.InvalidRequest;
import dev.graft.spi.spec.SpecFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The fields of a body that obeys its model, as values. What the model cannot express (that an id is a UUID) is collected here and told
 * at once by {@link #check()}. Not thread safe.
 */
public final class Fields {

    private final ObjectNode body;
    private final List<SpecFault> faults = new ArrayList<>();

    public Fields(ObjectNode body) {
        this.body = body;
    }

    /** A text. */
    public Optional<String> text(String name) {
        return field(name).map(JsonNode::asText);
    }

    /** A yes or no. */
    public Optional<Boolean> flag(String name) {
        return field(name).map(JsonNode::asBoolean);
    }

    /** An integer. */
    public Optional<Long> number(String name) {
        return field(name).map(JsonNode::asLong);
    }

    /** A word of a list; the model has checked that the list has it. */
    public <T> Optional<T> word(String name, Function<String, Optional<T>> find) {
        return text(name).flatMap(find);
    }

    /** An object. */
    public Optional<ObjectNode> object(String name) {
        return field(name).filter(JsonNode::isObject).map(ObjectNode.class::cast);
    }

    /** Any JSON value. */
    public Optional<JsonNode> any(String name) {
        return field(name).filter(value -> !value.isNull());
    }

    /** An object where the model allows anything; something else is a fault, JSON's null counts as not sent. */
    public Optional<ObjectNode> onlyObject(String name) {
        Optional<JsonNode> value = any(name);
        value.filter(given -> !given.isObject()).ifPresent(given -> fault("/" + name, "must be a JSON object"));
        return value.filter(JsonNode::isObject).map(ObjectNode.class::cast);
    }

    /** An id. */
    public Optional<UUID> id(String name) {
        return field(name).flatMap(value -> id("/" + name, value.asText()));
    }

    /** A list of ids. */
    public Optional<List<UUID>> ids(String name) {
        return field(name).map(list -> {
            List<UUID> ids = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                id("/" + name + "/" + i, list.get(i).asText()).ifPresent(ids::add);
            }
            return ids;
        });
    }

    /** An object from names to texts; numbers and booleans count as texts. */
    public Optional<Map<String, String>> texts(String name) {
        return object(name).map(object -> {
            Map<String, String> texts = new LinkedHashMap<>();
            object.properties().forEach(entry -> {
                if (entry.getValue().isValueNode() && !entry.getValue().isNull()) {
                    texts.put(entry.getKey(), entry.getValue().asText());
                } else {
                    fault(pointer(name, entry.getKey()), "must be a text");
                }
            });
            return texts;
        });
    }

    /** An object from names to integers. */
    public Optional<Map<String, Long>> numbers(String name) {
        return object(name).map(object -> {
            Map<String, Long> numbers = new LinkedHashMap<>();
            object.properties().forEach(entry -> {
                if (entry.getValue().canConvertToLong() && entry.getValue().isIntegralNumber()) {
                    numbers.put(entry.getKey(), entry.getValue().asLong());
                } else {
                    fault(pointer(name, entry.getKey()), "must be an integer");
                }
            });
            return numbers;
        });
    }

    /** Notes a fault that the caller found. */
    public void fault(String pointer, String message) {
        faults.add(new SpecFault(pointer, message));
    }

    /**
     * Ends the reading.
     *
     * @throws InvalidRequest if there were faults
     */
    public void check() {
        if (!faults.isEmpty()) {
            throw new InvalidRequest(faults);
        }
    }

    private Optional<UUID> id(String pointer, String text) {
        try {
            return Optional.of(UUID.fromString(text)).filter(id -> id.toString().equalsIgnoreCase(text)).or(() -> noId(pointer, text));
        } catch (IllegalArgumentException notAnId) {
            return noId(pointer, text);
        }
    }

    private Optional<UUID> noId(String pointer, String text) {
        fault(pointer, "'" + text + "' is no id; ids are UUIDs");
        return Optional.empty();
    }

    private Optional<JsonNode> field(String name) {
        return Optional.ofNullable(body.get(name));
    }

    private static String pointer(String name, String key) {
        return "/" + name + "/" + key.replace("~", "~0").replace("/", "~1");
    }
}
