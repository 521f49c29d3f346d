// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.reidentification.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.plugin.reidentification.worker.spec.DataSpec;
import dev.graft.plugin.reidentification.worker.spec.ModelSpec;
import dev.graft.torchkit.data.transform.Pipeline;
import dev.graft.torchkit.embedding.EmbedderDescription;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.spec.Section;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model file tells of its network: the specs' {@code model} section and how pixels become floats. It travels as metadata of checkpoints
 * and ONNX files.
 *
 * @param model the network
 * @param data how images are prepared
 * @param metadata all of it in the form that travels with a model file
 */
record ModelDescription(ModelSpec model, DataSpec data, Map<String, String> metadata) implements EmbedderDescription {

    private static final String SPECS = "specs";
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, List<String>> KEPT = Map.of(
            "model",
            List.of(
                    "backbone", "input_width", "input_height", "feat_dim", "reduce_feat_dim", "last_stride", "neck_feat",
                    "with_flip_feature"),
            "dataset",
            List.of("pixel_mean", "pixel_std"));

    ModelDescription {
        metadata = Map.copyOf(metadata);
    }

    /** What a job's specs tell. Paths, and what matters in training only, are left out. */
    static ModelDescription of(JsonNode specs) {
        ObjectNode kept = JSON.createObjectNode();
        KEPT.forEach((section, names) -> {
            ObjectNode own = kept.putObject(section);
            names.stream().filter(specs.path(section)::has).forEach(name -> own.set(name, specs.path(section).get(name)));
        });
        Section root = Section.root(kept);
        return new ModelDescription(
                ModelSpec.read(root.section("model")),
                DataSpec.read(root.section("dataset")),
                Map.of("network_arch", "re_identification", SPECS, kept.toString()));
    }

    /**
     * What the metadata of a file tells; empty if it was not written by this plugin.
     *
     * @throws IllegalArgumentException if it is damaged
     */
    static Optional<ModelDescription> of(Map<String, String> metadata) {
        if (!metadata.containsKey(SPECS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(JSON.readTree(metadata.get(SPECS))));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the specs stored with the model are damaged", e);
        }
    }

    @Override
    public Pipeline pipeline() {
        return data.evaluationPipeline(model.size());
    }

    @Override
    public ReIdNetwork network() {
        return Backbones.network(model, Initializer.seeded(0));
    }
}
