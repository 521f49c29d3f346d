// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The specs of a job, read by dotted names. Their types were checked when the job was submitted.
 *
 * @param root the specs with every path filled in
 */
record Specs(JsonNode root) {

    private JsonNode at(String name) {
        JsonNode node = root;
        for (String part : name.split("\\.")) {
            node = node.path(part);
        }
        return node;
    }

    /** A text that is not empty. */
    Optional<String> text(String name) {
        return at(name).isTextual() && !at(name).textValue().isBlank() ? Optional.of(at(name).textValue()) : Optional.empty();
    }

    String text(String name, String otherwise) {
        return text(name).orElse(otherwise);
    }

    OptionalInt integer(String name) {
        return at(name).isIntegralNumber() ? OptionalInt.of(at(name).intValue()) : OptionalInt.empty();
    }

    int integer(String name, int otherwise) {
        return integer(name).orElse(otherwise);
    }

    OptionalDouble number(String name) {
        return at(name).isNumber() ? OptionalDouble.of(at(name).doubleValue()) : OptionalDouble.empty();
    }

    double number(String name, double otherwise) {
        return number(name).orElse(otherwise);
    }

    boolean flag(String name, boolean otherwise) {
        return at(name).asBoolean(otherwise);
    }

    /** The numbers of a list. */
    List<Double> numbers(String name) {
        List<Double> numbers = new ArrayList<>();
        at(name).forEach(number -> numbers.add(number.asDouble()));
        return numbers;
    }

    /** The texts of a list. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        at(name).forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** A list of objects with {@code key} and {@code value}, in its order. */
    Map<String, JsonNode> pairs(String name) {
        Map<String, JsonNode> pairs = new LinkedHashMap<>();
        at(name).forEach(pair -> pairs.put(pair.path("key").asText(), pair.path("value")));
        return pairs;
    }

    /** A list of objects with {@code key} and {@code value}, both texts. */
    Map<String, String> names(String name) {
        Map<String, String> names = new LinkedHashMap<>();
        pairs(name).forEach((key, value) -> names.put(key, value.asText()));
        return names;
    }

    /** A path that the server has filled in. */
    Path path(String name) {
        return text(name).map(Path::of).orElseThrow(() -> new GraftException(
                StandardError.INVALID_DATASET, "the dataset has no files for " + name + "; upload them, then run the job again"));
    }
}
