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
 * The fully attentional network in its hybrid form (arXiv:2204.12451): two ConvNeXt stages, then tokens at stride 16, then two
 * layers of class attention. Names, shapes and initialisation are those of the paper's code. Drop path has the same rate in all
 * blocks, as there.
 */
public final class FanHybrid extends Backbone {

    private static final int STRIDE = 16;
    private static final int CLASS_LAYERS = 2;

    /** The published sizes. */
    public enum Variant {
        TINY("fan_tiny_8_p4_hybrid", 192, 8, 8, List.of(3, 3), 1),
        SMALL("fan_small_12_p4_hybrid", 384, 10, 8, List.of(3, 3), 1),
        BASE("fan_base_16_p4_hybrid", 448, 16, 8, List.of(3, 3), 1),
        LARGE("fan_large_16_p4_hybrid", 480, 22, 10, List.of(3, 5), 0.001);

        private final String publishedName;
        private final int width;
        private final int depth;
        private final int heads;
        private final List<Integer> stemDepths;
        private final double headInitScale;

        Variant(
                String publishedName,
                int width,
                int depth,
                int heads,
                List<Integer> stemDepths,
                double headInitScale) {
            this.publishedName = publishedName;
            this.width = width;
            this.depth = depth;
            this.heads = heads;
            this.stemDepths = stemDepths;
            this.headInitScale = headInitScale;
        }

        /** The name in the paper's code and in specs. */
        public String publishedName() {
            return publishedName;
        }
    }

    private final Variant variant;
    private final PatchEmbedding patches;
    private final FourierPositions positions;
    private final List<FanBlock> blocks = new ArrayList<>();
    private final Parameter classToken;
    private final List<ClassAttentionBlock> classBlocks = new ArrayList<>();
    private final LayerNorm norm;

    /** A network of the given size. */
    public FanHybrid(Variant variant, double dropPathRate, Initializer initializer) {
        Initializer init = initializer.with(Initializer.Scheme.TRUNCATED_NORMAL);
        this.variant = variant;
        classToken = parameter("cls_token", init.truncatedNormal(1, 1, variant.width));
        patches = child("patch_embed", new PatchEmbedding(variant, init));
        positions = child("pos_embed", new FourierPositions(variant.width, init));
        for (int i = 0; i < variant.depth; i++) {
            blocks.add(child("blocks." + i, new FanBlock(variant.width, variant.heads, dropPathRate, init)));
        }
        for (int i = 0; i < CLASS_LAYERS; i++) {
            classBlocks.add(
                    child("cls_attn_blocks." + i, new ClassAttentionBlock(variant.width, variant.heads, init)));
        }
        norm = child("norm", new LayerNorm(variant.width, FanBlock.EPSILON));
    }

    @Override
    public <T> T features(Ops<T> ops, T images) {
        T x = tokens(ops, patches.project(ops, last(patches.pyramid(ops, images))));
        x = ops.concat(List.of(ops.expandBatch(ops.read(classToken), x), x), 1);
        for (ClassAttentionBlock block : classBlocks) {
            x = block.forward(ops, x);
        }
        return ops.select(norm.forward(ops, x), 1, 0);
    }

    @Override
    public <T> List<T> pyramid(Ops<T> ops, T images) {
        List<T> maps = new ArrayList<>(patches.pyramid(ops, images));
        T projected = patches.project(ops, last(maps));
        T map = ops.transpose(tokens(ops, projected), 1, 2);
        maps.add(ops.reshape(map, Ops.DYNAMIC, variant.width, ops.size(projected, 2), ops.size(projected, 3)));
        return maps;
    }

    private static <T> T last(List<T> maps) {
        return maps.get(maps.size() - 1);
    }

    /** A map N x C x H x W through all blocks: N x (H · W) x C. */
    private <T> T tokens(Ops<T> ops, T map) {
        Size2d grid = new Size2d(ops.size(map, 2), ops.size(map, 3));
        T x = ops.transpose(ops.reshape(map, Ops.DYNAMIC, variant.width, grid.height() * grid.width()), 1, 2);
        x = ops.add(x, positions.forward(ops, grid, x));
        for (FanBlock block : blocks) {
            x = block.forward(ops, x, grid);
        }
        return x;
    }

    @Override
    public int featureCount() {
        return variant.width;
    }

    @Override
    public List<FeatureLevel> pyramidLevels() {
        return List.of(
                new FeatureLevel(ConvNextStem.WIDTHS.get(0), 4),
                new FeatureLevel(ConvNextStem.WIDTHS.get(1), 8),
                new FeatureLevel(variant.width, STRIDE));
    }

    @Override
    public int inputMultiple() {
        return STRIDE;
    }

    @Override
    public String headName() {
        return "head";
    }

    @Override
    public double headInitScale() {
        return variant.headInitScale;
    }

    @Override
    public Initializer.Scheme headScheme() {
        return Initializer.Scheme.TRUNCATED_NORMAL;
    }

    @Override
    public Set<String> undecayed() {
        return Set.of("cls_token");
    }

    /** ConvNeXt stages and a 2x2 convolution that makes the tokens. */
    private static final class PatchEmbedding extends Module {

        private final ConvNextStem stem;
        private final Conv2d projection;

        PatchEmbedding(Variant variant, Initializer init) {
            stem = child("backbone", new ConvNextStem(variant.stemDepths, init));
            projection = child(
                    "proj",
                    Conv2d.biased(
                            last(ConvNextStem.WIDTHS),
                            variant.width,
                            2,
                            Conv2dOptions.of(2, 0),
                            init.with(Initializer.Scheme.TORCH_DEFAULT)));
        }

        <T> List<T> pyramid(Ops<T> ops, T images) {
            return stem.pyramid(ops, images);
        }

        <T> T project(Ops<T> ops, T map) {
            return projection.forward(ops, map);
        }
    }
}
