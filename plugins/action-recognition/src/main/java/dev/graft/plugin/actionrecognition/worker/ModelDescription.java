// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.actionrecognition.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.plugin.actionrecognition.worker.network.JointNetwork;
import dev.graft.plugin.actionrecognition.worker.network.StreamNetwork;
import dev.graft.plugin.actionrecognition.worker.spec.DataSpec;
import dev.graft.plugin.actionrecognition.worker.spec.ModelSpec;
import dev.graft.torchkit.classification.ClassNames;
import dev.graft.torchkit.model.KeptSpecs;
import dev.graft.torchkit.model.NetworkDescription;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.onnx.OnnxInput;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.video.ClipShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model file tells of its network: the specs' {@code model} section, how clips are prepared, and the classes.
 *
 * @param classes class names in the order of the outputs
 * @param model the network
 * @param data how clips are prepared
 * @param metadata all of it in the form that travels with a model file
 */
record ModelDescription(List<String> classes, ModelSpec model, DataSpec data, Map<String, String> metadata)
        implements NetworkDescription {

    private static final KeptSpecs KEPT = new KeptSpecs(
            "action_recognition",
            List.of(
                    "/model/input_width",
                    "/model/input_height",
                    "/model/model_type",
                    "/model/backbone",
                    "/model/rgb_seq_length",
                    "/model/of_seq_length",
                    "/model/input_type",
                    "/model/sample_strategy",
                    "/model/sample_rate",
                    "/model/num_fc",
                    "/dataset/augmentation_config"));

    ModelDescription {
        classes = List.copyOf(classes);
        metadata = Map.copyOf(metadata);
    }

    /** What a job's specs tell of a network with these classes. */
    static ModelDescription of(JsonNode specs, List<String> classes) {
        Section root = Section.at("", specs);
        Map<String, String> metadata = new LinkedHashMap<>(KEPT.metadata(specs));
        metadata.put(ClassNames.KEY, ClassNames.text(classes));
        return new ModelDescription(
                classes, ModelSpec.read(root.section("model")), DataSpec.read(root.section("dataset")), metadata);
    }

    /** What the metadata of a file tell; empty if it was not written by this plugin. */
    static Optional<ModelDescription> of(Map<String, String> metadata) {
        return ClassNames.in(metadata).flatMap(classes -> KEPT.in(metadata).map(specs -> of(specs, classes)));
    }

    @Override
    public String summary() {
        ClipShape shape = model.shape();
        return model.backbone() + " for clips of " + shape.frames() + " frames and " + shape.flows() + " fields of flow, "
                + shape.size() + " pixels, with " + classes.size() + " classes";
    }

    @Override
    public Layer network(long seed) {
        Initializer init = Initializer.seeded(seed);
        ClipShape shape = model.shape();
        if (shape.flows() == 0) {
            return stream(ClipShape.COLORS, shape.frames(), init);
        }
        if (shape.frames() == 0) {
            return stream(ClipShape.DIRECTIONS, shape.flows(), init);
        }
        return new JointNetwork(
                stream(ClipShape.COLORS, shape.frames(), init),
                stream(ClipShape.DIRECTIONS, shape.flows(), init),
                ClipShape.COLORS * shape.frames(),
                classes.size(),
                model.joinWidth(),
                init);
    }

    private StreamNetwork stream(int channels, int pictures, Initializer init) {
        StreamNetwork.Input input = new StreamNetwork.Input(channels, pictures, model.shape().stacked());
        return new StreamNetwork(model.backbone(), input, classes.size(), model.dropout(), init);
    }

    @Override
    public List<OnnxInput> inputs() {
        List<OnnxInput> inputs = new ArrayList<>();
        ClipShape shape = model.shape();
        if (shape.frames() > 0) {
            inputs.add(input("input_rgb", ClipShape.COLORS, shape.frames()));
        }
        if (shape.flows() > 0) {
            inputs.add(input("input_of", ClipShape.DIRECTIONS, shape.flows()));
        }
        return inputs;
    }

    private OnnxInput input(String name, int channels, int pictures) {
        int height = model.shape().size().height();
        int width = model.shape().size().width();
        return model.shape().stacked()
                ? new OnnxInput(name, (long) channels * pictures, height, width)
                : new OnnxInput(name, channels, pictures, height, width);
    }
}
