// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.detectnetv2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Takes {@code classwise_config} apart into the maps of DetectNet's protobuf messages, each with one entry per class: how boxes are drawn,
 * clustered, weighted, matched and measured.
 */
final class ClasswiseConfig {

    private static final String LIST = "classwise_config";

    private ClasswiseConfig() {}

    /** Replaces the list, if there is one. */
    static void split(ObjectNode specs) {
        JsonNode list = specs.remove(LIST);
        if (list == null) {
            return;
        }
        for (JsonNode element : list) {
            String name = element.path("key").asText();
            JsonNode value = element.path("value");
            addEntry(specs, "/bbox_rasterizer_config/target_class_config", name, value.path("bbox_rasterizer_config"));
            addEntry(specs, "/postprocessing_config/target_class_config", name, element.path("postprocessing_config"));
            addEntry(
                    specs,
                    "/evaluation_config/minimum_detection_ground_truth_overlap",
                    name,
                    value.at("/evaluation_config/minimum_detection_ground_truth_overlap"));
            addEntry(specs, "/evaluation_config/evaluation_box_config", name, value.at("/evaluation_config/evaluation_box_config"));
            addTargetClass(specs, name, value.path("cost_function_config"));
        }
    }

    private static void addEntry(ObjectNode specs, String pointer, String name, JsonNode value) {
        if (!value.isMissingNode()) {
            list(specs, pointer).addObject().put("key", name).set("value", value.deepCopy());
        }
    }

    /** Alone among the five, the cost function names its class within the message. */
    private static void addTargetClass(ObjectNode specs, String name, JsonNode value) {
        if (value instanceof ObjectNode config) {
            ObjectNode target = JsonNodeFactory.instance.objectNode().put("name", name);
            target.setAll(config.deepCopy());
            list(specs, "/cost_function_config/target_classes").add(target);
        }
    }

    private static ArrayNode list(ObjectNode specs, String pointer) {
        return specs.withArray(pointer);
    }
}
