// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.BatchNorm2d;
import dev.graft.torchkit.nn.Conv2d;
import dev.graft.torchkit.nn.Conv2dOptions;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.Ops;
import dev.graft.torchkit.nn.Pool2dOptions;
import dev.graft.torchkit.nn.Sequential;
import java.util.ArrayList;
import java.util.List;

/** The residual network (arXiv:1512.03385), with torchvision's names, strides and initialisation. */
public final class ResNet extends Backbone {

    private static final int STEM_WIDTH = 64;
    private static final Pool2dOptions STEM_POOL = Pool2dOptions.of(3, 2, 1);

    /** The published sizes. */
    public enum Variant {
        RESNET_18(false, 2, 2, 2, 2),
        RESNET_34(false, 3, 4, 6, 3),
        RESNET_50(true, 3, 4, 6, 3),
        RESNET_101(true, 3, 4, 23, 3),
        RESNET_152(true, 3, 8, 36, 3);

        private final boolean bottleneck;
        private final List<Integer> depths;

        Variant(boolean bottleneck, Integer... depths) {
            this.bottleneck = bottleneck;
            this.depths = List.of(depths);
        }

        private int expansion() {
            return bottleneck ? BottleneckBlock.EXPANSION : 1;
        }

        private Layer block(int in, int width, int stride, Initializer init) {
            return bottleneck
                    ? new BottleneckBlock(in, width, stride, init)
                    : new ResidualBlock(in, width, stride, init);
        }
    }

    private final Conv2d conv1;
    private final BatchNorm2d bn1;
    private final List<Sequential> stages = new ArrayList<>();
    private final List<FeatureLevel> levels = new ArrayList<>();

    /** A network of the given size. */
    public ResNet(Variant variant, Initializer initializer) {
        Initializer init = initializer.with(Initializer.Scheme.KAIMING_FAN_OUT);
        conv1 = child("conv1", Conv2d.unbiased(3, STEM_WIDTH, 7, Conv2dOptions.of(2, 3), init));
        bn1 = child("bn1", new BatchNorm2d(STEM_WIDTH));
        int in = STEM_WIDTH;
        for (int i = 0; i < variant.depths.size(); i++) {
            int width = STEM_WIDTH << i;
            stages.add(child("layer" + (i + 1), stage(variant, variant.depths.get(i), in, width, i == 0 ? 1 : 2, init)));
            in = width * variant.expansion();
            levels.add(new FeatureLevel(in, 4 << i));
        }
    }

    private static Sequential stage(Variant variant, int depth, int in, int width, int stride, Initializer init) {
        List<Layer> blocks = new ArrayList<>();
        blocks.add(variant.block(in, width, stride, init));
        for (int i = 1; i < depth; i++) {
            blocks.add(variant.block(width * variant.expansion(), width, 1, init));
        }
        return new Sequential(blocks);
    }

    @Override
    public <T> T features(Ops<T> ops, T images) {
        List<T> maps = pyramid(ops, images);
        return ops.flatten(ops.globalAvgPool2d(maps.get(maps.size() - 1)));
    }

    @Override
    public <T> List<T> pyramid(Ops<T> ops, T images) {
        T x = ops.relu(bn1.forward(ops, conv1.forward(ops, images)));
        x = ops.maxPool2d(x, STEM_POOL);
        List<T> maps = new ArrayList<>();
        for (Sequential stage : stages) {
            x = stage.forward(ops, x);
            maps.add(x);
        }
        return maps;
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
    public String headName() {
        return "fc";
    }

    @Override
    public Initializer.Scheme headScheme() {
        return Initializer.Scheme.TORCH_DEFAULT;
    }
}
