// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.opticalinspection.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.plugin.opticalinspection.worker.spec.ModelSpec;
import dev.graft.torchkit.data.transform.ImageSize;
import dev.graft.torchkit.model.KeptSpecs;
import dev.graft.torchkit.model.NetworkDescription;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.onnx.OnnxInput;
import dev.graft.torchkit.pair.PairSpec;
import dev.graft.torchkit.spec.Section;
import java.util.List;
import java.util.Map;

/**
 * What a model file tells of its network: the specs' {@code model} section and how pictures are put together and prepared.
 *
 * @param model the network
 * @param data how its pictures are prepared
 * @param metadata all of it in the form that travels with a model file
 */
record ModelDescription(ModelSpec model, PairSpec data, Map<String, String> metadata) implements NetworkDescription {

    private static final int COLORS = 3;
    private static final KeptSpecs KEPT = new KeptSpecs(
            "optical_inspection",
            List.of(
                    "/model/model_type",
                    "/model/embedding_vectors",
                    "/model/margin",
                    "/dataset/image_ext",
                    "/dataset/num_input",
                    "/dataset/input_map",
                    "/dataset/concat_type",
                    "/dataset/grid_map",
                    "/dataset/output_shape",
                    "/dataset/augmentation_config"));

    /** What a job's specs tell. */
    static ModelDescription of(JsonNode specs) {
        return of(specs, KEPT.metadata(specs));
    }

    private static ModelDescription of(JsonNode specs, Map<String, String> metadata) {
        Section root = Section.at("", specs);
        return new ModelDescription(ModelSpec.read(root.section("model")), PairSpec.read(root.section("dataset")), metadata);
    }

    /** What the metadata of a file tell, or {@code otherwise} if it was not written by this plugin. */
    static ModelDescription of(Map<String, String> metadata, ModelDescription otherwise) {
        return KEPT.in(metadata).map(specs -> of(specs, KEPT.metadata(specs))).orElse(otherwise);
    }

    @Override
    public String summary() {
        return "the twin network " + model.variant() + " for pictures of " + data.layout().joinedSize() + " pixels";
    }

    @Override
    public Layer network(long seed) {
        return new TwinNetwork(model.variant(), data.layout().joinedSize(), model.embedding(), Initializer.seeded(seed));
    }

    @Override
    public List<OnnxInput> inputs() {
        ImageSize size = data.layout().joinedSize();
        return List.of(
                new OnnxInput("input_1", COLORS, size.height(), size.width()),
                new OnnxInput("input_2", COLORS, size.height(), size.width()));
    }
}
