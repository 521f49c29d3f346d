// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.visualchangenet.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.plugin.visualchangenet.worker.network.ChangeClassifier;
import dev.graft.plugin.visualchangenet.worker.network.ChangeSegmenter;
import dev.graft.plugin.visualchangenet.worker.network.PairNetwork;
import dev.graft.plugin.visualchangenet.worker.network.TwinEmbedding;
import dev.graft.plugin.visualchangenet.worker.spec.ModelSpec;
import dev.graft.plugin.visualchangenet.worker.spec.ModelSpec.ClassifyHead;
import dev.graft.plugin.visualchangenet.worker.spec.SegmentSpec;
import dev.graft.torchkit.backbone.Backbone;
import dev.graft.torchkit.data.transform.ImageSize;
import dev.graft.torchkit.model.KeptSpecs;
import dev.graft.torchkit.model.NetworkDescription;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.onnx.OnnxInput;
import dev.graft.torchkit.pair.PairSpec;
import dev.graft.torchkit.spec.Section;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model file tells of its network: task, network, and how pictures are prepared.
 *
 * @param segments whether the task is segment, otherwise classify
 * @param model the network
 * @param pairs how pictures are prepared for classify
 * @param scenes how pictures are prepared for segment
 * @param metadata all of it in the form that travels with a model file
 */
record ModelDescription(
        boolean segments, ModelSpec model, PairSpec pairs, SegmentSpec scenes, Map<String, String> metadata)
        implements NetworkDescription {

    private static final int COLORS = 3;
    private static final String SEGMENT = "segment";
    private static final KeptSpecs KEPT = new KeptSpecs(
            "visual_changenet",
            List.of(
                    "/task",
                    "/model/backbone/type",
                    "/model/decode_head",
                    "/model/classify",
                    "/dataset/classify/image_ext",
                    "/dataset/classify/num_input",
                    "/dataset/classify/input_map",
                    "/dataset/classify/concat_type",
                    "/dataset/classify/grid_map",
                    "/dataset/classify/output_shape",
                    "/dataset/classify/augmentation_config",
                    "/dataset/segment/num_classes",
                    "/dataset/segment/img_size",
                    "/dataset/segment/label_transform",
                    "/dataset/segment/multi_scale_infer",
                    "/dataset/segment/augmentation/mean",
                    "/dataset/segment/augmentation/std"));

    /** What a job's specs tell. */
    static ModelDescription of(JsonNode specs) {
        Section root = Section.at("", specs);
        String task = root.text("task", SEGMENT);
        if (!List.of(SEGMENT, "classify").contains(task)) {
            throw root.fault("task", "is '" + task + "'; allowed are segment and classify");
        }
        Section dataset = root.section("dataset");
        return new ModelDescription(
                task.equals(SEGMENT),
                ModelSpec.read(root.section("model")),
                PairSpec.read(dataset.section("classify")),
                SegmentSpec.read(dataset.section(SEGMENT)),
                KEPT.metadata(specs));
    }

    /** What the metadata of a file tell; empty if it was not written by this plugin. */
    static Optional<ModelDescription> of(Map<String, String> metadata) {
        return KEPT.in(metadata).map(ModelDescription::of);
    }

    @Override
    public String summary() {
        return (segments ? "a segmenter" : "a classifier") + " of changes with " + model.backbone() + " for pictures of " + size() + " pixels";
    }

    private ImageSize size() {
        return segments ? scenes.size() : pairs.layout().joinedSize();
    }

    @Override
    public PairNetwork network(long seed) {
        Initializer init = Initializer.seeded(seed);
        return segments ? segmenter(init) : classifier(init);
    }

    private PairNetwork segmenter(Initializer init) {
        Backbone backbone = model.create(size(), init);
        return new ChangeSegmenter(backbone, model.width(), scenes.classes(), scenes.allScalesInInference(), init);
    }

    private PairNetwork classifier(Initializer init) {
        Backbone backbone = model.create(size(), init);
        ClassifyHead head = model.classify();
        return head.learnable()
                ? new ChangeClassifier(backbone, size(), model.width(), head.levels(), head.hidden(), init)
                : new TwinEmbedding(backbone, size(), head.embedding(), init);
    }

    @Override
    public List<OnnxInput> inputs() {
        return List.of(
                new OnnxInput("input0", COLORS, size().height(), size().width()),
                new OnnxInput("input1", COLORS, size().height(), size().width()));
    }
}
