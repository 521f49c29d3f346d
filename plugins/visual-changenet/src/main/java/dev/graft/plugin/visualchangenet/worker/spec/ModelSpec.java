// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.visualchangenet.worker.spec;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.graft.spi.error.GraftException;
import dev.graft.torchkit.backbone.Backbone;
import dev.graft.torchkit.backbone.BackboneCatalog;
import dev.graft.torchkit.backbone.BackboneOptions;
import dev.graft.torchkit.data.transform.ImageSize;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.pair.ClassCriterion;
import dev.graft.torchkit.pair.ContrastiveCriterion;
import dev.graft.torchkit.pair.PairCriterion;
import dev.graft.torchkit.spec.Paths;
import dev.graft.torchkit.spec.Section;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The {@code model} section.
 *
 * @param backbone name of the network that sees the pictures
 * @param freeze whether its weights stay as they were loaded
 * @param pretrained weights of the backbone to start from
 * @param width channels of the compared maps, at least 1
 * @param classify the head of task classify
 * @param pointer where the section stands
 */
public record ModelSpec(
        String backbone, boolean freeze, Optional<Path> pretrained, int width, ClassifyHead classify, String pointer) {

    private static final String DEFAULT_BACKBONE = "fan_small_12_p4_hybrid";
    private static final int DEFAULT_WIDTH = 256;
    private static final double DROP_PATH = 0.1;

    /**
     * The head of task classify.
     *
     * @param learnable whether maps are compared by a learnt module, otherwise by the distance of embeddings
     * @param embedding length of the embeddings
     * @param hidden width of the layers behind the learnt comparison
     * @param levels number of levels behind the decision
     * @param margin of the contrastive loss
     * @param threshold distance from which a pair counts as different
     */
    public record ClassifyHead(boolean learnable, int embedding, int hidden, int levels, double margin, double threshold) {

        static ClassifyHead read(Section section) {
            String module = section.text("difference_module", "euclidean");
            if (!List.of("learnable", "euclidean").contains(module)) {
                throw section.fault("difference_module", "is '" + module + "'; allowed are learnable and euclidean");
            }
            return new ClassifyHead(
                    module.equals("learnable"),
                    section.integer("embedding_vectors", 5, 1),
                    section.integer("embed_dec", 30, 1),
                    section.integer("learnable_difference_modules", 4, 1),
                    section.number("train_margin_euclid", 2, Double.MIN_NORMAL, Double.MAX_VALUE),
                    section.number("eval_margin", 0.5, 0, Double.MAX_VALUE));
        }

        /**
         * The loss that goes with the head.
         *
         * @param weights of unchanged and changed pairs
         */
        public PairCriterion criterion(List<Double> weights) {
            return learnable
                    ? new ClassCriterion(weights.get(0), weights.get(1))
                    : new ContrastiveCriterion(margin, threshold);
        }
    }

    /** Reads the section. */
    public static ModelSpec read(Section section) {
        Section backbone = section.section("backbone");
        Section head = section.section("decode_head");
        head.leave("feature_strides");
        return new ModelSpec(
                backbone.text("type", DEFAULT_BACKBONE),
                backbone.flag("freeze_backbone", false),
                Paths.existing(backbone, "pretrained_backbone_path"),
                head.section("decoder_params").integer("embed_dim", DEFAULT_WIDTH, 1),
                ClassifyHead.read(section.section("classify")),
                section.pointer());
    }

    /**
     * The backbone with initial weights.
     *
     * @param size of the pictures
     * @throws GraftException if there is no such backbone, or it does not take such pictures
     */
    public Backbone create(ImageSize size, Initializer init) {
        Section place = Section.at(pointer + "/backbone", JsonNodeFactory.instance.objectNode());
        Backbone created;
        try {
            created = BackboneCatalog.standard().create(backbone, new BackboneOptions(DROP_PATH), init);
        } catch (IllegalArgumentException e) {
            throw place.fault("type", "is '" + backbone + "': " + e.getMessage());
        }
        int finest = created.pyramidLevels().get(0).stride();
        int coarsest = created.pyramidLevels().get(created.pyramidLevels().size() - 1).stride();
        if (finest != 4) {
            throw place.fault("type", "is '" + backbone + "', whose finest map has a stride of " + finest + "; 4 is needed");
        }
        if (size.height() % coarsest != 0 || size.width() % coarsest != 0) {
            throw place.fault("type", "is " + backbone + ", which takes sides that are multiples of " + coarsest + ", not " + size);
        }
        return created;
    }
}
