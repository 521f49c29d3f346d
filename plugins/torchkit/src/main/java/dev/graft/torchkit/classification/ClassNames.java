// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.classification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The class names in the metadata of a model file: a JSON list in the order of the network's outputs. */
public final class ClassNames {

    /** The key of the metadata. */
    public static final String KEY = "classes";

    private static final JsonMapper JSON = new JsonMapper();

    private ClassNames() {}

    /** The value of the metadata. */
    public static String text(List<String> classes) {
        return JSON.valueToTree(classes).toString();
    }

    /**
     * The names, if the metadata have them.
     *
     * @throws IllegalArgumentException if they are damaged
     */
    public static Optional<List<String>> in(Map<String, String> metadata) {
        if (!metadata.containsKey(KEY)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(metadata.get(KEY), new TypeReference<List<String>>() {}));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the class names stored with the model are damaged", e);
        }
    }
}
