// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.ChannelLayerNorm;
import dev.graft.torchkit.nn.Conv2d;
import dev.graft.torchkit.nn.Conv2dOptions;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.Ops;
import dev.graft.torchkit.nn.Sequential;
import java.util.ArrayList;
import java.util.List;

/** The first two stages of a ConvNeXt-Base, which stand before FAN's tokens: strides 4 and 8. */
final class ConvNextStem extends Module {

    static final List<Integer> WIDTHS = List.of(128, 256);

    private final Sequential stem;
    private final Sequential stages;

    ConvNextStem(List<Integer> depths, Initializer initializer) {
        Initializer init = initializer.with(Initializer.Scheme.TRUNCATED_NORMAL);
        int first = WIDTHS.get(0);
        stem = child(
                "stem",
                new Sequential(List.of(
                        Conv2d.biased(3, first, 4, Conv2dOptions.of(4, 0), init),
                        new ChannelLayerNorm(first, ConvNextBlock.EPSILON))));
        List<ConvNextStage> all = new ArrayList<>();
        int in = first;
        for (int i = 0; i < WIDTHS.size(); i++) {
            all.add(new ConvNextStage(in, WIDTHS.get(i), depths.get(i), init));
            in = WIDTHS.get(i);
        }
        stages = child("stages", new Sequential(all));
    }

    /** The maps of both stages, finer first. */
    <T> List<T> pyramid(Ops<T> ops, T images) {
        List<T> maps = new ArrayList<>();
        T x = stem.forward(ops, images);
        for (var stage : stages.layers()) {
            x = stage.forward(ops, x);
            maps.add(x);
        }
        return maps;
    }
}
