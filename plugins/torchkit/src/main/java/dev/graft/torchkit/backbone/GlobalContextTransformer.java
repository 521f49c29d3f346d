// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.Conv2d;
import dev.graft.torchkit.nn.Conv2dOptions;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.LayerNorm;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.Ops;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The global context vision transformer, GC-ViT (arXiv:2206.09959), with the names of its published weights. */
public final class GlobalContextTransformer extends Backbone {

    private static final int STRIDE = 4;
    private static final int LEVELS = 4;

    /** The published windows, and images of 224 pixels. */
    private static final int WINDOW = 7;

    /** The level whose window is twice as long as the others', so that it is the whole map. */
    private static final int WIDE_LEVEL = 2;

    private static final double SCALE = 1e-5;

    /** The published sizes for images of 224 pixels. */
    public enum Variant {
        XXTINY(new Shape(64, List.of(2, 2, 6, 2), 2, 3, 0, WINDOW)),
        XTINY(new Shape(64, List.of(3, 4, 6, 5), 2, 3, 0, WINDOW)),
        TINY(new Shape(64, List.of(3, 4, 19, 5), 2, 3, 0, WINDOW)),
        SMALL(new Shape(96, List.of(3, 4, 19, 5), 3, 2, SCALE, WINDOW)),
        BASE(new Shape(128, List.of(3, 4, 19, 5), 4, 2, SCALE, WINDOW));

        private final Shape shape;

        Variant(Shape shape) {
            this.shape = shape;
        }

        /** The name in the paper's code and in specs. */
        public String publishedName() {
            return "gc_vit_" + name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A size.
     *
     * @param width channels of the first level, which double from level to level
     * @param depths blocks of each level
     * @param heads of the first level, which double too
     * @param expansion how much wider a perceptron is between its layers
     * @param scale initial layer scale; 0 for none
     * @param window side of a window; images are multiples of 32 windows
     */
    record Shape(int width, List<Integer> depths, int heads, int expansion, double scale, int window) {

        Level level(int index) {
            return new Level(width << index, heads << index, expansion, scale, index == WIDE_LEVEL ? 2 * window : window);
        }

        /** From the map of a level to its window. */
        int halvings(int index) {
            return index < WIDE_LEVEL ? LEVELS - 1 - index : 0;
        }
    }

    /**
     * What the blocks of a level have in common.
     *
     * @param width channels
     * @param heads of the attention
     * @param expansion how much wider a perceptron is between its layers
     * @param scale initial layer scale; 0 for none
     * @param window side of a window
     */
    record Level(int width, int heads, int expansion, double scale, int window) {

        int headWidth() {
            return width / heads;
        }
    }

    private final Shape shape;
    private final Conv2d patches;
    private final GlobalContextLevel.Reduction stem;
    private final List<GlobalContextLevel> levels = new ArrayList<>();
    private final LayerNorm norm;

    /** A network of the given size. */
    public GlobalContextTransformer(Variant variant, BackboneOptions options, Initializer initializer) {
        this(variant.shape, options, initializer);
    }

    GlobalContextTransformer(Shape shape, BackboneOptions options, Initializer initializer) {
        Initializer linear = initializer.with(Initializer.Scheme.TRUNCATED_NORMAL);
        this.shape = shape;
        patches = child("patch_embed.proj", Conv2d.biased(3, shape.width(), 3, Conv2dOptions.of(2, 1), initializer));
        stem = child(
                "patch_embed.conv_down",
                new GlobalContextLevel.Reduction(shape.width(), shape.width(), initializer, linear));
        int depth = shape.depths().stream().mapToInt(Integer::intValue).sum();
        int before = 0;
        for (int i = 0; i < LEVELS; i++) {
            List<Double> paths = new ArrayList<>();
            for (int block = 0; block < shape.depths().get(i); block++) {
                paths.add(options.dropPathRate() * (before + block) / (depth - 1));
            }
            boolean last = i == LEVELS - 1;
            levels.add(child(
                    "levels." + i,
                    new GlobalContextLevel(shape.level(i), shape.halvings(i), paths, !last, initializer, linear)));
            before += shape.depths().get(i);
        }
        norm = child("norm", new LayerNorm(featureCount(), LayerNorm.DEFAULT_EPSILON));
    }

    @Override
    public <T> T features(Ops<T> ops, T images) {
        T x = embedded(ops, images);
        for (GlobalContextLevel level : levels) {
            x = level.downsample(ops, level.forward(ops, x));
        }
        return ops.mean(norm.forward(ops, x), false, 1, 2);
    }

    @Override
    public <T> List<T> pyramid(Ops<T> ops, T images) {
        List<T> maps = new ArrayList<>();
        T x = embedded(ops, images);
        for (GlobalContextLevel level : levels) {
            T map = level.forward(ops, x);
            maps.add(ops.permute(map, 0, 3, 1, 2));
            x = level.downsample(ops, map);
        }
        return maps;
    }

    /** N x H/4 x W/4 x C. */
    private <T> T embedded(Ops<T> ops, T images) {
        return stem.forward(ops, ops.permute(patches.forward(ops, images), 0, 2, 3, 1));
    }

    @Override
    public int featureCount() {
        return shape.level(LEVELS - 1).width();
    }

    @Override
    public List<FeatureLevel> pyramidLevels() {
        List<FeatureLevel> found = new ArrayList<>();
        for (int i = 0; i < LEVELS; i++) {
            found.add(new FeatureLevel(shape.level(i).width(), STRIDE << i));
        }
        return found;
    }

    @Override
    public int inputMultiple() {
        return (STRIDE << (LEVELS - 1)) * shape.window();
    }

    /** Block 0 is the embedding of the patches, 1 to 4 are the levels. */
    @Override
    public List<List<Module>> blocks() {
        List<List<Module>> blocks = new ArrayList<>();
        blocks.add(List.of(patches, stem));
        levels.forEach(level -> blocks.add(List.of(level)));
        return blocks;
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
