// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationtf2.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code classmap.json}: the number of each class, as TAO writes it beside a model. */
final class ClassMap {

    /** Name of the file. */
    static final String NAME = "classmap.json";

    private static final JsonMapper JSON = new JsonMapper();

    private ClassMap() {}

    static void write(Path file, List<String> classes) throws IOException {
        ObjectNode json = JSON.createObjectNode();
        for (int number = 0; number < classes.size(); number++) {
            json.put(classes.get(number), number);
        }
        Files.writeString(file, json.toPrettyString() + "\n");
    }

    /**
     * The classes in the order of their numbers.
     *
     * @throws GraftException if the file cannot be read, or its numbers are not 0 to the number of classes
     */
    static List<String> read(Path file) {
        TreeMap<Integer, String> classes = new TreeMap<>();
        try {
            JsonNode json = JSON.readTree(file.toFile());
            for (Map.Entry<String, JsonNode> entry : json.properties()) {
                classes.put(entry.getValue().asInt(-1), entry.getKey());
            }
        } catch (IOException e) {
            throw unusable(file, e.getMessage(), e);
        }
        if (classes.isEmpty() || classes.firstKey() != 0 || classes.lastKey() != classes.size() - 1) {
            throw unusable(file, "it has to number all classes from 0 on, like {\"cat\": 0, \"dog\": 1}", null);
        }
        return List.copyOf(classes.values());
    }

    private static GraftException unusable(Path file, String why, Exception cause) {
        return new GraftException(
                StandardError.INVALID_DATASET, "the class map " + file.getFileName() + " cannot be used: " + why, cause);
    }
}
