// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The part of a training's specs that travels with its model files.
 *
 * @param architecture name of the network, such as {@code optical_inspection}
 * @param pointers JSON pointers of what is kept; paths of the machine and what matters in training only are not among them
 */
public record KeptSpecs(String architecture, List<String> pointers) {

    private static final String ARCHITECTURE = "network_arch";
    private static final String SPECS = "specs";
    private static final JsonMapper JSON = new JsonMapper();

    public KeptSpecs {
        pointers = List.copyOf(pointers);
    }

    /** The metadata of a model that is trained with these specs. */
    public Map<String, String> metadata(JsonNode specs) {
        ObjectNode kept = JSON.createObjectNode();
        for (String pointer : pointers) {
            JsonNode value = specs.at(pointer);
            if (!value.isMissingNode()) {
                int name = pointer.lastIndexOf('/');
                ObjectNode parent = name == 0 ? kept : kept.withObject(pointer.substring(0, name));
                parent.set(pointer.substring(name + 1), value.deepCopy());
            }
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(ARCHITECTURE, architecture);
        metadata.put(SPECS, kept.toString());
        return metadata;
    }

    /**
     * The specs in a file's metadata; empty if it is not a model of this network.
     *
     * @throws IllegalArgumentException if they are damaged
     */
    public Optional<JsonNode> in(Map<String, String> metadata) {
        if (!architecture.equals(metadata.get(ARCHITECTURE)) || !metadata.containsKey(SPECS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(metadata.get(SPECS)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the specs stored with the model are damaged", e);
        }
    }
}
