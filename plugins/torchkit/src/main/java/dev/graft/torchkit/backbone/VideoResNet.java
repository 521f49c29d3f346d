// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.BatchNorm2d;
import dev.graft.torchkit.nn.Conv3d;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.Ops;
import dev.graft.torchkit.nn.Sequential;
import dev.graft.torchkit.nn.Size3d;
import dev.graft.torchkit.nn.Window3d;
import java.util.ArrayList;
import java.util.List;

/**
 * A residual network with three-dimensional convolutions, as TAO's for action recognition: clips N x C x T x H x W to features N x
 * {@link #featureCount}. Names are those of torchvision's two-dimensional network. Time is halved twice in the stem and stays then.
 */
public final class VideoResNet extends Layer {

    private static final int STEM_WIDTH = 64;
    private static final int STAGES = 4;
    private static final int EXPANSION = 4;
    private static final Window3d STEM = new Window3d(new Size3d(5, 7, 7), Size3d.cube(2), new Size3d(2, 3, 3));
    private static final Window3d POOL = new Window3d(new Size3d(1, 3, 3), Size3d.cube(2), new Size3d(0, 1, 1));

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
    }

    private final Conv3d conv1;
    private final BatchNorm2d bn1;
    private final List<Sequential> stages = new ArrayList<>();
    private final int features;

    /**
     * A network of the given size.
     *
     * @param channels of the clips
     */
    public VideoResNet(Variant variant, int channels, Initializer initializer) {
        Initializer init = initializer.with(Initializer.Scheme.KAIMING_FAN_OUT);
        conv1 = child("conv1", new Conv3d(channels, STEM_WIDTH, STEM, init));
        bn1 = child("bn1", new BatchNorm2d(STEM_WIDTH));
        int in = STEM_WIDTH;
        for (int stage = 0; stage < STAGES; stage++) {
            int width = STEM_WIDTH << stage;
            int out = variant.bottleneck ? EXPANSION * width : width;
            List<Layer> blocks = new ArrayList<>();
            for (int i = 0; i < variant.depths.get(stage); i++) {
                blocks.add(new Block(variant.bottleneck, in, width, out, i == 0 && stage > 0 ? 2 : 1, init));
                in = out;
            }
            stages.add(child("layer" + (stage + 1), new Sequential(blocks)));
        }
        features = in;
    }

    /** Number of pooled features. */
    public int featureCount() {
        return features;
    }

    @Override
    public <T> T forward(Ops<T> ops, T clips) {
        T x = ops.maxPool3d(ops.relu(bn1.forward(ops, conv1.forward(ops, clips))), POOL);
        for (Sequential stage : stages) {
            x = stage.forward(ops, x);
        }
        return ops.mean(x, false, 2, 3, 4);
    }

    private static final class Block extends Layer {

        private final List<Conv3d> convolutions = new ArrayList<>();
        private final List<BatchNorm2d> normalisations = new ArrayList<>();
        private final List<Layer> projection = new ArrayList<>();

        Block(boolean bottleneck, int in, int width, int out, int stride, Initializer init) {
            if (bottleneck) {
                add(in, width, point(1), init);
                add(width, width, cube(stride), init);
                add(width, out, point(1), init);
            } else {
                add(in, width, cube(stride), init);
                add(width, out, cube(1), init);
            }
            if (stride != 1 || in != out) {
                projection.add(child("downsample.0", new Conv3d(in, out, point(stride), init)));
                projection.add(child("downsample.1", new BatchNorm2d(out)));
            }
        }

        private void add(int in, int out, Window3d window, Initializer init) {
            int number = convolutions.size() + 1;
            convolutions.add(child("conv" + number, new Conv3d(in, out, window, init)));
            normalisations.add(child("bn" + number, new BatchNorm2d(out)));
        }

        private static Window3d cube(int stride) {
            return new Window3d(Size3d.cube(3), new Size3d(1, stride, stride), Size3d.cube(1));
        }

        private static Window3d point(int stride) {
            return new Window3d(Size3d.cube(1), new Size3d(1, stride, stride), Size3d.cube(0));
        }

        @Override
        public <T> T forward(Ops<T> ops, T x) {
            T y = x;
            for (int i = 0; i < convolutions.size(); i++) {
                y = normalisations.get(i).forward(ops, convolutions.get(i).forward(ops, y));
                y = i < convolutions.size() - 1 ? ops.relu(y) : y;
            }
            T identity = x;
            for (Layer layer : projection) {
                identity = layer.forward(ops, identity);
            }
            return ops.relu(ops.add(y, identity));
        }
    }
}
