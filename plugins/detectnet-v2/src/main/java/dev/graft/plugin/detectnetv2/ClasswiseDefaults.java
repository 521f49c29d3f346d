// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.detectnetv2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.BiConsumer;

/** Repeats the default element of each list that has one element per class. */
final class ClasswiseDefaults {

    private ClasswiseDefaults() {}

    /** Fills the lists that are there, with the classes in their order. */
    static void fill(ObjectNode defaults, List<String> classes) {
        repeat(defaults.at("/classwise_config"), classes, (element, name) -> element.put("key", name));
        repeat(defaults.at("/dataset_config/target_class_mapping"), classes, (element, name) ->
                element.put("key", name).put("value", name));
        repeat(defaults.at("/bbox_handler_config/classwise_bbox_handler_config"), classes, (element, name) ->
                element.put("key", name).withObject("/value").put("output_map", name));
    }

    private static void repeat(JsonNode list, List<String> classes, BiConsumer<ObjectNode, String> naming) {
        if (!(list instanceof ArrayNode elements) || !(elements.path(0) instanceof ObjectNode model)) {
            return;
        }
        elements.removeAll();
        for (String name : classes) {
            ObjectNode element = model.deepCopy();
            naming.accept(element, name);
            elements.add(element);
        }
    }
}
