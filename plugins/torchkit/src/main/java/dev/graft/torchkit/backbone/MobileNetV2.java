// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.Activation;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.Ops;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** MobileNetV2 (arXiv:1801.04381), with torchvision's names of parameters and initialisation. */
public final class MobileNetV2 extends Backbone {

    /** The name in specs. */
    public static final String NAME = "mobilenet_v2";

    private static final String FEATURES = "features.";
    private static final String STEM = "stem";
    private static final String LAST = "last";
    private static final int STEM_WIDTH = 32;
    private static final int LAST_WIDTH = 1280;

    /** Torchvision draws the head with a deviation of 0.01, half of what the scheme gives. */
    private static final double HEAD_SCALE = 0.5;

    private static final List<Stage> STAGES = List.of(
            new Stage(1, 16, 1, 1),
            new Stage(6, 24, 2, 2),
            new Stage(6, 32, 3, 2),
            new Stage(6, 64, 4, 2),
            new Stage(6, 96, 3, 1),
            new Stage(6, 160, 3, 2),
            new Stage(6, 320, 1, 1));

    /** The stages after which the resolution falls, from 0: the levels of the pyramid. */
    private static final List<Integer> LEVELS = List.of(1, 2, 4, 6);

    private record Stage(int widening, int channels, int blocks, int stride) {}

    private final BackboneOptions options;
    private final Activation activation;
    private final List<Layer> parts = new ArrayList<>();
    private final List<List<Layer>> stages = new ArrayList<>();
    private final ChannelMap channels;

    /** A network of the published width; of the options, it has no drop path. */
    public MobileNetV2(BackboneOptions options, Initializer initializer) {
        Initializer init = initializer.with(Initializer.Scheme.KAIMING_FAN_OUT);
        this.options = options;
        this.activation = options.activation().orElse(Activation.RELU6);
        ChannelMap.Builder map = new ChannelMap.Builder();
        addConvolution(3, options.widths().of(STEM, STEM_WIDTH), 3, 2, init);
        map.convolution(FEATURES + "0.0", FEATURES + "0.1", STEM, ChannelMap.FIXED);
        for (int stage = 0; stage < STAGES.size(); stage++) {
            addStage(stage, init, map);
        }
        String last = FEATURES + parts.size();
        addConvolution(streamWidth(STAGES.size() - 1), featureCount(), 1, 1, init);
        map.convolution(last + ".0", last + ".1", LAST, stream(STAGES.size() - 1));
        this.channels = map.build(headName(), LAST);
    }

    private <L extends Layer> L add(L part) {
        parts.add(child(FEATURES + parts.size(), part));
        return part;
    }

    private void addConvolution(int in, int out, int kernel, int stride, Initializer init) {
        add(new ConvNormActivation(in, out, kernel, stride, 1, options.batchNorm(), Optional.of(activation), init));
    }

    private void addStage(int index, Initializer init, ChannelMap.Builder map) {
        Stage stage = STAGES.get(index);
        List<Layer> blocks = new ArrayList<>();
        for (int i = 0; i < stage.blocks(); i++) {
            boolean entry = i == 0;
            String name = FEATURES + parts.size();
            String from = stream(entry ? index - 1 : index);
            boolean widens = stage.widening() > 1;
            int published = publishedWidth(entry ? index - 1 : index);
            int in = options.widths().of(from, published);
            int wide = widens ? options.widths().of(name, published * stage.widening()) : in;
            LinearBottleneck.Shape shape =
                    new LinearBottleneck.Shape(in, wide, streamWidth(index), widens, entry ? stage.stride() : 1, !entry);
            blocks.add(add(new LinearBottleneck(shape, options.batchNorm(), activation, init)));
            describe(map, name, from, stream(index), widens);
        }
        stages.add(blocks);
    }

    private static void describe(ChannelMap.Builder map, String name, String from, String to, boolean widens) {
        String wide = widens ? name : from;
        String block = name + ".conv.";
        int part = 0;
        if (widens) {
            map.convolution(block + "0.0", block + "0.1", wide, from);
            part = 1;
        }
        map.depthwise(block + part + ".0", block + part + ".1", wide);
        map.convolution(block + (part + 1), block + (part + 2), to, wide);
    }

    /** The group of channels that a stage adds up; that of the stem before the first. */
    private static String stream(int stage) {
        return stage < 0 ? STEM : "stage" + (stage + 1);
    }

    private static int publishedWidth(int stage) {
        return stage < 0 ? STEM_WIDTH : STAGES.get(stage).channels();
    }

    private int streamWidth(int stage) {
        return options.widths().of(stream(stage), publishedWidth(stage));
    }

    @Override
    public <T> T features(Ops<T> ops, T images) {
        T x = images;
        for (Layer part : parts) {
            x = part.forward(ops, x);
        }
        return ops.flatten(ops.globalAvgPool2d(x));
    }

    @Override
    public <T> List<T> pyramid(Ops<T> ops, T images) {
        List<T> maps = new ArrayList<>();
        T x = parts.get(0).forward(ops, images);
        for (int stage = 0; stage < stages.size(); stage++) {
            for (Layer block : stages.get(stage)) {
                x = block.forward(ops, x);
            }
            if (LEVELS.contains(stage)) {
                maps.add(x);
            }
        }
        return maps;
    }

    @Override
    public int featureCount() {
        return options.widths().of(LAST, LAST_WIDTH);
    }

    @Override
    public List<FeatureLevel> pyramidLevels() {
        List<FeatureLevel> levels = new ArrayList<>();
        for (int i = 0; i < LEVELS.size(); i++) {
            levels.add(new FeatureLevel(streamWidth(LEVELS.get(i)), 4 << i));
        }
        return levels;
    }

    /** Block 0 is the stem, 1 to 7 are the stages. */
    @Override
    public List<List<Module>> blocks() {
        List<List<Module>> blocks = new ArrayList<>();
        blocks.add(List.of(parts.get(0)));
        stages.forEach(stage -> blocks.add(List.copyOf(stage)));
        return blocks;
    }

    @Override
    public Optional<ChannelMap> channels() {
        return Optional.of(channels);
    }

    @Override
    public String headName() {
        return "classifier.1";
    }

    @Override
    public double headInitScale() {
        return HEAD_SCALE;
    }

    @Override
    public Initializer.Scheme headScheme() {
        return Initializer.Scheme.TRUNCATED_NORMAL;
    }
}
