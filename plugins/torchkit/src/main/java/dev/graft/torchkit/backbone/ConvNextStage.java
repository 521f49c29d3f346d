// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.ChannelLayerNorm;
import dev.graft.torchkit.nn.Conv2d;
import dev.graft.torchkit.nn.Conv2dOptions;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.Ops;
import dev.graft.torchkit.nn.Sequential;
import java.util.List;
import java.util.stream.Stream;

/** Blocks of one width; between two widths a normalisation and a 2x2 convolution halve height and width. */
final class ConvNextStage extends Layer {

    private final Sequential downsample;
    private final Sequential blocks;

    ConvNextStage(int in, int out, int depth, Initializer init) {
        downsample = child("downsample", new Sequential(in == out ? List.of() : halving(in, out, init)));
        blocks = child(
                "blocks",
                new Sequential(Stream.generate(() -> new ConvNextBlock(out, init)).limit(depth).toList()));
    }

    private static List<Layer> halving(int in, int out, Initializer init) {
        return List.of(
                new ChannelLayerNorm(in, ConvNextBlock.EPSILON), Conv2d.biased(in, out, 2, Conv2dOptions.of(2, 0), init));
    }

    @Override
    public <T> T forward(Ops<T> ops, T x) {
        return blocks.forward(ops, downsample.forward(ops, x));
    }
}
