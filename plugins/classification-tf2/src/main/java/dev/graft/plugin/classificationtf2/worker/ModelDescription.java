// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationtf2.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.plugin.classificationtf2.worker.spec.DataSpec;
import dev.graft.plugin.classificationtf2.worker.spec.ModelSpec;
import dev.graft.plugin.classificationtf2.worker.spec.TrainSpec;
import dev.graft.torchkit.backbone.ChannelWidths;
import dev.graft.torchkit.backbone.Classifier;
import dev.graft.torchkit.classification.ClassNames;
import dev.graft.torchkit.classification.ClassifierDescription;
import dev.graft.torchkit.data.transform.Pipeline;
import dev.graft.torchkit.nn.BatchNormOptions;
import dev.graft.torchkit.spec.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a model file tells of its classifier: the specs' {@code model} section, how images are prepared, batch normalisation, the classes, and
 * the widths of a pruned network. It travels as metadata of checkpoints and ONNX files.
 *
 * @param classes class names in the order of the outputs
 * @param model the network
 * @param data how images are prepared
 * @param batchNorm of all batch normalisations
 * @param widths channels that are left
 * @param metadata all of it in the form that travels with a model file
 */
record ModelDescription(
        List<String> classes,
        ModelSpec model,
        DataSpec data,
        BatchNormOptions batchNorm,
        ChannelWidths widths,
        Map<String, String> metadata)
        implements ClassifierDescription {

    private static final String SPECS = "specs";
    private static final String WIDTHS = "widths";
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, List<String>> KEPT = Map.of(
            "model",
            List.of(
                    "backbone", "input_width", "input_height", "dropout", "activation_type", "resize_interpolation_method"),
            "dataset",
            List.of("preprocess_mode", "image_mean", "augmentation"),
            "train",
            List.of("bn_config"));

    ModelDescription {
        classes = List.copyOf(classes);
        metadata = Map.copyOf(metadata);
    }

    /** What a job's specs tell of a network with these classes and widths. */
    static ModelDescription of(JsonNode specs, List<String> classes, ChannelWidths widths) {
        Section root = Section.at("", specs);
        return new ModelDescription(
                classes,
                ModelSpec.read(root.section("model")),
                DataSpec.read(root.section("dataset")),
                TrainSpec.batchNorm(root.section("train").section("bn_config")),
                widths,
                metadata(specs, classes, widths));
    }

    /**
     * What the metadata of a file tells; empty if it was not written by this plugin.
     *
     * @throws IllegalArgumentException if it is damaged
     */
    static Optional<ModelDescription> of(Map<String, String> metadata) {
        Optional<List<String>> classes = ClassNames.in(metadata);
        if (classes.isEmpty() || !metadata.containsKey(SPECS) || !metadata.containsKey(WIDTHS)) {
            return Optional.empty();
        }
        try {
            Map<String, Integer> widths = new TreeMap<>();
            JSON.readTree(metadata.get(WIDTHS)).properties().forEach(entry -> widths.put(entry.getKey(), entry.getValue().asInt()));
            return Optional.of(of(JSON.readTree(metadata.get(SPECS)), classes.get(), new ChannelWidths(widths)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the specs stored with the model are damaged", e);
        }
    }

    /** The same network with fewer channels. */
    ModelDescription with(ChannelWidths fewer) {
        Map<String, String> changed = new LinkedHashMap<>(metadata);
        changed.put(WIDTHS, JSON.valueToTree(fewer.chosen()).toString());
        return new ModelDescription(classes, model, data, batchNorm, fewer, changed);
    }

    /** Paths of the machine where it was trained, and what matters in training only, are left out. */
    private static Map<String, String> metadata(JsonNode specs, List<String> classes, ChannelWidths widths) {
        ObjectNode kept = JSON.createObjectNode();
        KEPT.forEach((section, names) -> {
            ObjectNode own = kept.putObject(section);
            names.stream().filter(specs.path(section)::has).forEach(name -> own.set(name, specs.path(section).get(name)));
        });
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("network_arch", "classification_tf2");
        metadata.put(ClassNames.KEY, ClassNames.text(classes));
        metadata.put(SPECS, kept.toString());
        metadata.put(WIDTHS, JSON.valueToTree(widths.chosen()).toString());
        return metadata;
    }

    @Override
    public String backbone() {
        return model.backbone();
    }

    @Override
    public Pipeline evaluation() {
        return data.evaluationPipeline(model.size(), model.interpolation());
    }

    @Override
    public Pipeline inference() {
        return evaluation();
    }

    @Override
    public Classifier network() {
        return network(0);
    }

    /** The network with initial weights from that seed. */
    Classifier network(long seed) {
        return new ClassifierFactory(model, batchNorm, widths).create(classes.size(), seed);
    }
}
