// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.poseclassification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.described.DescribedNetwork;
import dev.graft.spi.launch.LaunchRequest;
import java.util.List;
import java.util.Map;
import org.pf4j.Extension;

/**
 * Action classification from body poses. The layout of the skeleton chooses the labels; skeletons of NVIDIA's body pose network are
 * neither cut nor moved at random.
 */
@Extension
public final class PoseClassification extends DescribedNetwork {

    private static final String NVIDIA = "nvidia";
    private static final Map<String, String> LABELS_OF_LAYOUT = Map.of(NVIDIA, "label_map_nvidia", "openpose", "label_map_kinetics");

    @Override
    protected void adjust(LaunchRequest request, ObjectNode specs) {
        if (!(specs.path("dataset") instanceof ObjectNode dataset)) {
            return;
        }
        String layout = specs.at("/model/graph_layout").asText();
        JsonNode labels = dataset.path(LABELS_OF_LAYOUT.getOrDefault(layout, ""));
        if (labels.isObject()) {
            dataset.set("label_map", labels.deepCopy());
        }
        dataset.remove(LABELS_OF_LAYOUT.values());
        if (layout.equals(NVIDIA)) {
            dataset.remove(List.of("random_choose", "random_move", "window_size"));
        }
    }
}
