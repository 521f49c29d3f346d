// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.Activation;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.Ops;
import dev.graft.torchkit.nn.Sequential;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** EfficientNet (arXiv:1905.11946), with torchvision's names of parameters, and the initialisation of the published code. */
public final class EfficientNet extends Backbone {

    private static final String FEATURES = "features.";
    private static final int STEM_WIDTH = 32;
    private static final int HEAD_FACTOR = 4;
    private static final int SQUEEZE = 4;

    /** The stages of B0, which the others scale. */
    private static final List<Stage> STAGES = List.of(
            new Stage(1, 3, 1, 16, 1),
            new Stage(6, 3, 2, 24, 2),
            new Stage(6, 5, 2, 40, 2),
            new Stage(6, 3, 2, 80, 3),
            new Stage(6, 5, 1, 112, 3),
            new Stage(6, 5, 2, 192, 4),
            new Stage(6, 3, 1, 320, 1));

    /** The stages after which the resolution falls, from 0: the levels of the pyramid. */
    private static final List<Integer> LEVELS = List.of(1, 2, 4, 6);

    /** The published sizes. */
    public enum Variant {
        B0(1.0, 1.0),
        B1(1.0, 1.1),
        B2(1.1, 1.2),
        B3(1.2, 1.4),
        B4(1.4, 1.8),
        B5(1.6, 2.2);

        private final double width;
        private final double depth;

        Variant(double width, double depth) {
            this.width = width;
            this.depth = depth;
        }

        /** The name in TAO's specs, such as {@code efficientnet-b0}. */
        public String publishedName() {
            return "efficientnet-" + name().toLowerCase(Locale.ROOT);
        }

        /** Channels, rounded to a multiple of 8 but not down by more than a tenth. */
        private int channels(int base) {
            int scaled = (int) (base * width + 4) / 8 * 8;
            int rounded = Math.max(8, scaled);
            return rounded < 0.9 * base * width ? rounded + 8 : rounded;
        }

        private int blocks(int base) {
            return (int) Math.ceil(base * depth);
        }
    }

    private record Stage(int widening, int kernel, int stride, int channels, int blocks) {}

    private final Variant variant;
    private final BackboneOptions options;
    private final Activation activation;
    private final List<Layer> parts = new ArrayList<>();
    private final ChannelMap channels;

    /** A network of the given size. */
    public EfficientNet(Variant variant, BackboneOptions options, Initializer initializer) {
        Initializer init = initializer.with(Initializer.Scheme.GROUPED_FAN_OUT);
        this.variant = variant;
        this.options = options;
        this.activation = options.activation().orElse(Activation.SILU);
        ChannelMap.Builder map = new ChannelMap.Builder();
        add(convolution(3, streamWidth(0), 3, 2, init));
        map.convolution(FEATURES + "0.0", FEATURES + "0.1", group(0), ChannelMap.FIXED);
        int blocks = STAGES.stream().mapToInt(stage -> variant.blocks(stage.blocks())).sum();
        int first = 0;
        for (int i = 0; i < STAGES.size(); i++) {
            add(stage(i, first, blocks, init, map));
            first += variant.blocks(STAGES.get(i).blocks());
        }
        int last = STAGES.size();
        add(convolution(streamWidth(last), featureCount(), 1, 1, init));
        map.convolution(FEATURES + (last + 1) + ".0", FEATURES + (last + 1) + ".1", group(last + 1), group(last));
        this.channels = map.build(headName(), group(last + 1));
    }

    private void add(Layer part) {
        parts.add(child(FEATURES + parts.size(), part));
    }

    private ConvNormActivation convolution(int in, int out, int kernel, int stride, Initializer init) {
        return new ConvNormActivation(in, out, kernel, stride, 1, options.batchNorm(), Optional.of(activation), init);
    }

    /** @param first number of blocks before this stage */
    private Sequential stage(int index, int first, int total, Initializer init, ChannelMap.Builder map) {
        Stage stage = STAGES.get(index);
        List<Layer> blocks = new ArrayList<>();
        for (int i = 0; i < variant.blocks(stage.blocks()); i++) {
            boolean entry = i == 0;
            String name = FEATURES + (index + 1) + "." + i;
            String from = group(entry ? index : index + 1);
            int published = entry ? publishedWidth(index) : publishedWidth(index + 1);
            InvertedResidual.Shape shape = shape(stage, name, from, published, index + 1, entry);
            double dropPath = options.dropPathRate() * (first + i) / total;
            blocks.add(new InvertedResidual(shape, dropPath, options.batchNorm(), activation, init));
            describe(map, name, from, group(index + 1), shape.widens());
        }
        return new Sequential(blocks);
    }

    private InvertedResidual.Shape shape(Stage stage, String name, String from, int in, int to, boolean entry) {
        boolean widens = stage.widening() > 1;
        int inWidth = options.widths().of(from, in);
        return new InvertedResidual.Shape(
                inWidth,
                widens ? options.widths().of(name, in * stage.widening()) : inWidth,
                options.widths().of(name + ".squeezed", Math.max(1, in / SQUEEZE)),
                streamWidth(to),
                widens,
                stage.kernel(),
                entry ? stage.stride() : 1,
                !entry);
    }

    private static void describe(ChannelMap.Builder map, String name, String from, String to, boolean widens) {
        String wide = widens ? name : from;
        String block = name + ".block.";
        int part = 0;
        if (widens) {
            map.convolution(block + "0.0", block + "0.1", wide, from);
            part = 1;
        }
        map.depthwise(block + part + ".0", block + part + ".1", wide);
        map.biased(block + (part + 1) + ".fc1", name + ".squeezed", wide);
        map.biased(block + (part + 1) + ".fc2", wide, name + ".squeezed");
        map.convolution(block + (part + 2) + ".0", block + (part + 2) + ".1", to, wide);
    }

    /** The group of channels behind a part of the network. */
    private static String group(int part) {
        return FEATURES + part;
    }

    private int publishedWidth(int part) {
        return variant.channels(part == 0 ? STEM_WIDTH : STAGES.get(part - 1).channels());
    }

    private int streamWidth(int part) {
        return width(part, publishedWidth(part));
    }

    private int width(int part, int published) {
        return options.widths().of(group(part), published);
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
        T x = images;
        for (int part = 0; part <= STAGES.size(); part++) {
            x = parts.get(part).forward(ops, x);
            if (LEVELS.contains(part - 1)) {
                maps.add(x);
            }
        }
        return maps;
    }

    @Override
    public int featureCount() {
        return width(STAGES.size() + 1, HEAD_FACTOR * publishedWidth(STAGES.size()));
    }

    @Override
    public List<FeatureLevel> pyramidLevels() {
        List<FeatureLevel> levels = new ArrayList<>();
        for (int i = 0; i < LEVELS.size(); i++) {
            levels.add(new FeatureLevel(streamWidth(LEVELS.get(i) + 1), 4 << i));
        }
        return levels;
    }

    /** Block 0 is the stem, 1 to 7 are the stages. */
    @Override
    public List<List<Module>> blocks() {
        return parts.subList(0, STAGES.size() + 1).stream().map(part -> List.<Module>of(part)).toList();
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
    public Initializer.Scheme headScheme() {
        return Initializer.Scheme.UNIFORM_FAN_OUT;
    }
}
