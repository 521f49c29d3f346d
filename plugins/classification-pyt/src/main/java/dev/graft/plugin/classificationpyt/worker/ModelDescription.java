// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationpyt.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.plugin.classificationpyt.worker.spec.DataSpec;
import dev.graft.plugin.classificationpyt.worker.spec.ModelSpec;
import dev.graft.torchkit.backbone.Classifier;
import dev.graft.torchkit.classification.ClassNames;
import dev.graft.torchkit.classification.ClassifierDescription;
import dev.graft.torchkit.data.transform.Pipeline;
import dev.graft.torchkit.spec.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model file tells of its classifier, so that evaluation, export and inference need not be told again: the specs' {@code model}
 * section and pipelines, and the classes. It travels as metadata of checkpoints and ONNX files.
 *
 * @param classes class names in the order of the outputs
 * @param model the network
 * @param evaluation what is done to images for evaluation
 * @param inference what is done to images for inference
 * @param metadata all of it in the form that travels with a model file
 */
record ModelDescription(
        List<String> classes, ModelSpec model, Pipeline evaluation, Pipeline inference, Map<String, String> metadata)
        implements ClassifierDescription {

    private static final String SPECS = "specs";
    private static final String MODEL = "model";
    private static final String DATASET = "dataset";
    private static final String NORMALIZATION = "img_norm_cfg";
    private static final String PIPELINE = "pipeline";
    private static final JsonMapper JSON = new JsonMapper();

    ModelDescription {
        classes = List.copyOf(classes);
        metadata = Map.copyOf(metadata);
    }

    /** The metadata of a classifier that is trained with these specs. */
    static Map<String, String> metadata(JsonNode specs, List<String> classes) {
        ObjectNode kept = JSON.createObjectNode();
        ObjectNode model = specs.path(MODEL).isObject() ? specs.path(MODEL).deepCopy() : JSON.createObjectNode();
        // Paths of the machine where it was trained mean nothing elsewhere.
        model.remove("init_cfg");
        if (model.get("backbone") instanceof ObjectNode backbone) {
            backbone.remove("pretrained");
        }
        kept.set(MODEL, model);
        ObjectNode dataset = kept.putObject(DATASET);
        JsonNode given = specs.path(DATASET);
        if (given.has(NORMALIZATION)) {
            dataset.set(NORMALIZATION, given.get(NORMALIZATION));
        }
        ObjectNode data = dataset.putObject("data");
        for (String split : List.of("train", "val", "test")) {
            JsonNode pipeline = given.path("data").path(split).path(PIPELINE);
            if (pipeline.isArray()) {
                data.putObject(split).set(PIPELINE, pipeline);
            }
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("network_arch", "classification_pyt");
        metadata.put(ClassNames.KEY, ClassNames.text(classes));
        metadata.put(SPECS, kept.toString());
        return metadata;
    }

    /**
     * What the metadata of a file tells; empty if it was not written by this plugin.
     *
     * @throws IllegalArgumentException if it is damaged
     */
    static Optional<ModelDescription> of(Map<String, String> metadata) {
        Optional<List<String>> classes = ClassNames.in(metadata);
        if (classes.isEmpty() || !metadata.containsKey(SPECS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(JSON.readTree(metadata.get(SPECS)), classes.get()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the specs stored with the model are damaged", e);
        }
    }

    /** What a job's specs tell, for a model file that tells nothing. */
    static ModelDescription of(JsonNode specs, List<String> classes) {
        Section root = Section.at("", specs);
        DataSpec data = DataSpec.read(root.section(DATASET));
        return new ModelDescription(
                classes,
                ModelSpec.read(root.section(MODEL)),
                data.evaluationPipeline(),
                data.inferencePipeline(),
                metadata(specs, classes));
    }

    @Override
    public String backbone() {
        return model.backbone();
    }

    @Override
    public Classifier network() {
        return new ClassifierFactory().create(model, classes.size(), evaluation.outputSize(), 0);
    }
}
