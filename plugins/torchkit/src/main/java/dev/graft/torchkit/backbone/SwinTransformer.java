// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.Conv2d;
import dev.graft.torchkit.nn.Conv2dOptions;
import dev.graft.torchkit.nn.Dropout;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.LayerNorm;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.Ops;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The Swin transformer (arXiv:2103.14030), with the names of its published weights. Maps whose sides are no multiples of the window are padded
 * with zeros, as in torchvision, so that any image of whole patches will do.
 */
public final class SwinTransformer extends Backbone {

    private static final int PATCH = 4;

    /** The published sizes with patches of 4 and windows of 7. */
    public enum Variant {
        TINY("swin_tiny_patch4_window7_224", 96, List.of(2, 2, 6, 2), 3),
        SMALL("swin_small_patch4_window7_224", 96, List.of(2, 2, 18, 2), 3),
        BASE("swin_base_patch4_window7_224", 128, List.of(2, 2, 18, 2), 4);

        private final String publishedName;
        private final int width;
        private final List<Integer> depths;
        private final int heads;

        Variant(String publishedName, int width, List<Integer> depths, int heads) {
            this.publishedName = publishedName;
            this.width = width;
            this.depths = depths;
            this.heads = heads;
        }

        /** The name of the published weights and in specs. */
        public String publishedName() {
            return publishedName;
        }
    }

    /**
     * What is dropped at random while training, each a probability from 0 to below 1.
     *
     * @param path residual branches; that of the last block, those before less
     * @param element features behind patches, projections and perceptrons
     * @param attention weights of attention
     */
    public record DropRates(double path, double element, double attention) {}

    private final Conv2d patches;
    private final LayerNorm patchNorm;
    private final Dropout dropout;
    private final List<SwinStage> stages = new ArrayList<>();
    private final List<FeatureLevel> levels = new ArrayList<>();
    private final LayerNorm norm;

    /** A network of the given size. */
    public SwinTransformer(Variant variant, DropRates drops, Initializer initializer) {
        Initializer init = initializer.with(Initializer.Scheme.TRUNCATED_NORMAL);
        patches = child("patch_embed.proj", Conv2d.biased(3, variant.width, PATCH, Conv2dOptions.of(PATCH, 0), initializer));
        patchNorm = child("patch_embed.norm", new LayerNorm(variant.width, LayerNorm.DEFAULT_EPSILON));
        dropout = child("pos_drop", new Dropout(drops.element()));
        int depth = variant.depths.stream().mapToInt(Integer::intValue).sum();
        int before = 0;
        for (int i = 0; i < variant.depths.size(); i++) {
            List<Double> paths = new ArrayList<>();
            for (int block = 0; block < variant.depths.get(i); block++) {
                paths.add(drops.path() * (before + block) / (depth - 1));
            }
            boolean last = i == variant.depths.size() - 1;
            stages.add(child("layers." + i, new SwinStage(variant.width << i, variant.heads << i, paths, drops, !last, init)));
            levels.add(new FeatureLevel(variant.width << i, PATCH << i));
            before += variant.depths.get(i);
        }
        norm = child("norm", new LayerNorm(featureCount(), LayerNorm.DEFAULT_EPSILON));
    }

    @Override
    public <T> T features(Ops<T> ops, T images) {
        T x = embedded(ops, images);
        for (SwinStage stage : stages) {
            x = stage.downsample(ops, stage.forward(ops, x));
        }
        return ops.mean(norm.forward(ops, x), false, 1, 2);
    }

    @Override
    public <T> List<T> pyramid(Ops<T> ops, T images) {
        List<T> maps = new ArrayList<>();
        T x = embedded(ops, images);
        for (SwinStage stage : stages) {
            T map = stage.forward(ops, x);
            maps.add(ops.permute(map, 0, 3, 1, 2));
            x = stage.downsample(ops, map);
        }
        return maps;
    }

    /** Patches N x H/4 x W/4 x C. */
    private <T> T embedded(Ops<T> ops, T images) {
        T x = ops.permute(patches.forward(ops, images), 0, 2, 3, 1);
        return dropout.forward(ops, patchNorm.forward(ops, x));
    }

    @Override
    public int featureCount() {
        return levels.get(levels.size() - 1).channels();
    }

    @Override
    public List<FeatureLevel> pyramidLevels() {
        return List.copyOf(levels);
    }

    @Override
    public int inputMultiple() {
        return PATCH;
    }

    @Override
    public Set<String> undecayed() {
        return parameters().keySet().stream()
                .filter(name -> name.endsWith(WindowAttention.BIAS_TABLE))
                .collect(Collectors.toSet());
    }

    /** Block 0 is the embedding of the patches, 1 to 4 are the stages. */
    @Override
    public List<List<Module>> blocks() {
        List<List<Module>> blocks = new ArrayList<>();
        blocks.add(List.of(patches, patchNorm));
        stages.forEach(stage -> blocks.add(List.of(stage)));
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
