// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.BatchNorm2d;
import dev.graft.torchkit.nn.BatchNormOptions;
import dev.graft.torchkit.nn.Conv2d;
import dev.graft.torchkit.nn.Conv2dOptions;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.Ops;
import dev.graft.torchkit.nn.Pool2dOptions;
import dev.graft.torchkit.nn.Sequential;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The residual network (arXiv:1512.03385), with torchvision's names, strides and initialisation. */
public final class ResNet extends Backbone {

    private static final String STEM = "stem";
    private static final int COLORS = 3;
    private static final int STEM_WIDTH = 64;
    private static final int STEM_STRIDE = 4;
    private static final int LAST_STRIDE = 2;
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

        private List<String> innerConvolutions() {
            return bottleneck ? List.of("conv1", "conv2") : List.of("conv1");
        }

        private Layer block(ResidualShape shape, BatchNormOptions norm, Initializer init) {
            return bottleneck ? new BottleneckBlock(shape, norm, init) : new ResidualBlock(shape, norm, init);
        }
    }

    private final Conv2d conv1;
    private final BatchNorm2d bn1;
    private final List<Sequential> stages = new ArrayList<>();
    private final List<FeatureLevel> levels = new ArrayList<>();
    private final Variant variant;
    private final ChannelMap channels;

    /** A network of the given size. */
    public ResNet(Variant variant, Initializer initializer) {
        this(variant, BackboneOptions.DEFAULTS, initializer);
    }

    /** A network of the given size; of the options, it has no drop path and no other activation. */
    public ResNet(Variant variant, BackboneOptions options, Initializer initializer) {
        this(variant, COLORS, options, LAST_STRIDE, initializer);
    }

    /** A network for images of {@code inputs} channels, such as the stacked frames of a clip. */
    public ResNet(Variant variant, int inputs, BackboneOptions options, Initializer initializer) {
        this(variant, inputs, options, LAST_STRIDE, initializer);
    }

    /**
     * A network of the given size with another resolution at its end.
     *
     * @param lastStride stride of the last stage: 2 as published, 1 for maps of twice the height and width
     */
    public ResNet(Variant variant, BackboneOptions options, int lastStride, Initializer initializer) {
        this(variant, COLORS, options, lastStride, initializer);
    }

    private ResNet(Variant variant, int inputs, BackboneOptions options, int lastStride, Initializer initializer) {
        Initializer init = initializer.with(Initializer.Scheme.KAIMING_FAN_OUT);
        this.variant = variant;
        int stem = options.widths().of(STEM, STEM_WIDTH);
        conv1 = child("conv1", Conv2d.unbiased(inputs, stem, 7, Conv2dOptions.of(2, 3), init));
        bn1 = child("bn1", new BatchNorm2d(stem, options.batchNorm()));
        ChannelMap.Builder map = new ChannelMap.Builder().convolution("conv1", "bn1", STEM, ChannelMap.FIXED);
        for (int i = 0; i < variant.depths.size(); i++) {
            int stride = i == 0 ? 1 : i < variant.depths.size() - 1 ? 2 : lastStride;
            Sequential stage = stage(i, stride, options, init, map);
            stages.add(child(stageName(i), stage));
            int before = i == 0 ? STEM_STRIDE : levels.get(i - 1).stride();
            levels.add(new FeatureLevel(options.widths().of(stream(i), published(i)), before * stride));
        }
        channels = map.build(headName(), stream(variant.depths.size() - 1));
    }

    private Sequential stage(
            int stage, int stride, BackboneOptions options, Initializer init, ChannelMap.Builder map) {
        List<Layer> blocks = new ArrayList<>();
        for (int i = 0; i < variant.depths.get(stage); i++) {
            String name = stageName(stage) + "." + i;
            String from = i > 0 ? stream(stage) : stage == 0 ? STEM : stream(stage - 1);
            boolean projected = !from.equals(stream(stage));
            blocks.add(variant.block(
                    shape(stage, name, from, i == 0 ? stride : 1, projected, options.widths()), options.batchNorm(), init));
            describe(map, name, from, stream(stage), projected);
        }
        return new Sequential(blocks);
    }

    private ResidualShape shape(
            int stage, String block, String from, int stride, boolean projected, ChannelWidths widths) {
        int in = from.equals(stream(stage)) ? published(stage) : stage == 0 ? STEM_WIDTH : published(stage - 1);
        List<Integer> inner = variant.innerConvolutions().stream()
                .map(convolution -> widths.of(block + "." + convolution, STEM_WIDTH << stage))
                .toList();
        return new ResidualShape(widths.of(from, in), inner, widths.of(stream(stage), published(stage)), stride, projected);
    }

    private void describe(ChannelMap.Builder map, String block, String from, String to, boolean projected) {
        String in = from;
        int number = 1;
        for (String convolution : variant.innerConvolutions()) {
            String group = block + "." + convolution;
            map.convolution(group, block + ".bn" + number, group, in);
            in = group;
            number++;
        }
        map.convolution(block + ".conv" + number, block + ".bn" + number, to, in);
        if (projected) {
            map.convolution(block + ".downsample.0", block + ".downsample.1", to, from);
        }
    }

    private static String stageName(int stage) {
        return "layer" + (stage + 1);
    }

    /** The group of channels that a stage adds up; without bottlenecks the first stage goes on with those of the stem. */
    private String stream(int stage) {
        return stage == 0 && !variant.bottleneck ? STEM : stageName(stage);
    }

    private int published(int stage) {
        return (STEM_WIDTH << stage) * variant.expansion();
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

    /** Block 0 is the stem, 1 to 4 are the stages. */
    @Override
    public List<List<Module>> blocks() {
        List<List<Module>> blocks = new ArrayList<>();
        blocks.add(List.of(conv1, bn1));
        stages.forEach(stage -> blocks.add(List.of(stage)));
        return blocks;
    }

    @Override
    public Optional<ChannelMap> channels() {
        return Optional.of(channels);
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
