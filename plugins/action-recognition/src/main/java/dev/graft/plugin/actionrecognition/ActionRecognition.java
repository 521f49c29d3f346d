// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.actionrecognition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.described.DescribedNetwork;
import dev.graft.spi.launch.LaunchRequest;
import dev.graft.spi.spec.DatasetFacts;
import dev.graft.spi.spec.SpecFault;
import java.util.ArrayList;
import java.util.List;
import org.pf4j.Extension;

/**
 * Action recognition in videos. A network looks at frames ({@code rgb}), at optical flow ({@code of}) or at both ({@code joint}); what
 * belongs to the other stream is taken out of the specs, because the trainer refuses it.
 */
@Extension
public final class ActionRecognition extends DescribedNetwork {

    private static final String BACKBONE = "/model/backbone";
    private static final String SCHEDULE = "/train/optim/lr_scheduler";
    private static final String RGB = "rgb";
    private static final String OPTICAL_FLOW = "of";

    @Override
    public List<SpecFault> check(Action action, ObjectNode specs, DatasetFacts datasets) {
        List<SpecFault> faults = new ArrayList<>(super.check(action, specs, datasets));
        if (specs.at(BACKBONE).asText().equals("i3d")) {
            faults.add(new SpecFault(BACKBONE, "is i3d, which is not built yet; choose a ResNet"));
        }
        if (specs.at(SCHEDULE).asText().equals("AutoReduce")) {
            faults.add(new SpecFault(SCHEDULE, "is AutoReduce, which is not built yet; choose MultiStep"));
        }
        return faults;
    }

    @Override
    protected void adjust(LaunchRequest request, ObjectNode specs) {
        switch (specs.at("/model/model_type").asText()) {
            case RGB -> removeStream(specs, OPTICAL_FLOW);
            case OPTICAL_FLOW -> removeStream(specs, RGB);
            case "joint" -> splitPretrained(specs);
            default -> { }
        }
        chooseLabels(specs);
    }

    private static void removeStream(ObjectNode specs, String stream) {
        remove(specs, "/model", stream + "_seq_length", stream + "_pretrained_num_classes", stream + "_pretrained_model_path");
        remove(specs, "/dataset/augmentation_config", stream + "_input_mean", stream + "_input_std");
    }

    /** Two base experiments stand for the two streams: frames first, then optical flow. */
    private static void splitPretrained(ObjectNode specs) {
        String[] paths = specs.at("/model/rgb_pretrained_model_path").asText().split(",");
        if (paths.length == 2) {
            specs.withObject("/model").put("rgb_pretrained_model_path", paths[0]).put("of_pretrained_model_path", paths[1]);
        }
    }

    /** The trainer reads one map of labels; users have one for each type of input. */
    private static void chooseLabels(ObjectNode specs) {
        JsonNode labels = specs.at("/dataset/label_map_" + specs.at("/model/input_type").asText());
        if (labels.isObject()) {
            specs.withObject("/dataset").set("label_map", labels.deepCopy());
        }
        remove(specs, "/dataset", "label_map_2d", "label_map_3d");
    }

    private static void remove(ObjectNode specs, String object, String... names) {
        if (specs.at(object) instanceof ObjectNode there) {
            there.remove(List.of(names));
        }
    }
}
