// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.Conv2d;
import dev.graft.torchkit.nn.Conv2dOptions;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.LayerNorm;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.Ops;
import dev.graft.torchkit.nn.Parameter;
import dev.graft.torchkit.nn.Size2d;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The vision transformer (arXiv:2010.11929) in the form of DINOv2 (arXiv:2304.07193), with its names of weights. The class token is the
 * feature. DINOv2's {@code mask_token}, which serves its own training alone, is not among the weights.
 */
public final class VisionTransformer extends Backbone {

    private static final int PATCH = 14;

    /** Those of the published images, of 518 pixels. */
    private static final Size2d PUBLISHED_PLACES = Size2d.square(37);

    /** The sizes that DINOv2 and NVIDIA's NV-DINOv2 are published in. */
    public enum Variant {
        BASE("vit_base_patch14_dinov2", new Shape(768, 12, 12, 3072, false)),
        LARGE("vit_large_patch14_dinov2", new Shape(1024, 24, 16, 4096, false)),
        LARGE_GATED("vit_large_patch14_dinov2_swiglu", new Shape(1024, 24, 16, 5472, true));

        private final String publishedName;
        private final Shape shape;

        Variant(String publishedName, Shape shape) {
            this.publishedName = publishedName;
            this.shape = shape;
        }

        /** The name in timm, and in TAO's specs. */
        public String publishedName() {
            return publishedName;
        }
    }

    /**
     * A size.
     *
     * @param width of a token
     * @param depth number of blocks
     * @param heads of the attention
     * @param hidden outputs of a perceptron's first layer
     * @param gated whether half of them weigh the others
     */
    record Shape(int width, int depth, int heads, int hidden, boolean gated) {}

    private final Shape shape;
    private final Parameter classToken;
    private final LearntPositions positions;
    private final Conv2d patches;
    private final List<TransformerBlock> blocks = new ArrayList<>();
    private final LayerNorm norm;

    /** A network of the given size, with the positions of the published images. */
    public VisionTransformer(Variant variant, BackboneOptions options, Initializer initializer) {
        this(variant, PUBLISHED_PLACES, options, initializer);
    }

    /**
     * A network of the given size.
     *
     * @param places those that have learnt positions; images of other sizes get resampled ones
     */
    public VisionTransformer(Variant variant, Size2d places, BackboneOptions options, Initializer initializer) {
        this(variant.shape, places, options, initializer);
    }

    VisionTransformer(Shape shape, Size2d places, BackboneOptions options, Initializer initializer) {
        Initializer init = initializer.with(Initializer.Scheme.TRUNCATED_NORMAL);
        this.shape = shape;
        classToken = parameter("cls_token", init.truncatedNormal(1, 1, shape.width()));
        positions = child("", new LearntPositions(places, shape.width(), init));
        patches = child("patch_embed.proj", Conv2d.biased(3, shape.width(), PATCH, Conv2dOptions.of(PATCH, 0), initializer));
        for (int i = 0; i < shape.depth(); i++) {
            double dropPath = options.dropPathRate() * i / Math.max(1, shape.depth() - 1);
            blocks.add(child("blocks." + i, new TransformerBlock(shape, dropPath, init)));
        }
        norm = child("norm", new LayerNorm(shape.width(), TransformerBlock.EPSILON));
    }

    /** The whole patches of an image of that many pixels. */
    public static Size2d places(int height, int width) {
        return new Size2d(height / PATCH, width / PATCH);
    }

    @Override
    public <T> T features(Ops<T> ops, T images) {
        return ops.select(tokens(ops, patches.forward(ops, images)), 1, 0);
    }

    /** One map, of the tokens of the patches. */
    @Override
    public <T> List<T> pyramid(Ops<T> ops, T images) {
        T map = patches.forward(ops, images);
        long height = ops.size(map, 2);
        long width = ops.size(map, 3);
        T tokens = ops.slice(tokens(ops, map), 1, 1, height * width);
        return List.of(ops.reshape(ops.transpose(tokens, 1, 2), Ops.DYNAMIC, shape.width(), height, width));
    }

    /** A map N x C x H x W through all blocks: N x (1 + H · W) x C, the class token first. */
    private <T> T tokens(Ops<T> ops, T map) {
        Size2d grid = new Size2d(ops.size(map, 2), ops.size(map, 3));
        T x = ops.transpose(ops.reshape(map, Ops.DYNAMIC, shape.width(), grid.height() * grid.width()), 1, 2);
        x = ops.concat(List.of(ops.expandBatch(ops.read(classToken), x), x), 1);
        x = ops.add(x, positions.forward(ops, grid));
        for (TransformerBlock block : blocks) {
            x = block.forward(ops, x);
        }
        return norm.forward(ops, x);
    }

    @Override
    public int featureCount() {
        return shape.width();
    }

    @Override
    public List<FeatureLevel> pyramidLevels() {
        return List.of(new FeatureLevel(shape.width(), PATCH));
    }

    @Override
    public int inputMultiple() {
        return PATCH;
    }

    @Override
    public Set<String> undecayed() {
        return Set.of("cls_token", LearntPositions.NAME);
    }

    /** Block 0 is the embedding of the patches, then come the blocks. */
    @Override
    public List<List<Module>> blocks() {
        List<List<Module>> all = new ArrayList<>();
        all.add(List.of(patches));
        blocks.forEach(block -> all.add(List.of(block)));
        return all;
    }

    @Override
    public String headName() {
        return "head";
    }

    @Override
    public Initializer.Scheme headScheme() {
        return Initializer.Scheme.TRUNCATED_NORMAL;
    }
}
