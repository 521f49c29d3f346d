// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.visualchangenet.worker.network;

import dev.graft.torchkit.backbone.Backbone;
import dev.graft.torchkit.backbone.FeatureLevel;
import dev.graft.torchkit.nn.Conv2d;
import dev.graft.torchkit.nn.Conv2dOptions;
import dev.graft.torchkit.nn.ConvTranspose2d;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Interpolation;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.Ops;
import dev.graft.torchkit.nn.Size2d;
import java.util.ArrayList;
import java.util.List;

/** Marks what changed between two pictures: pairs N x 6 x H x W to logits N x classes x H x W. */
public final class ChangeSegmenter extends PairNetwork {

    private final Decoder decoder;
    private final boolean allScales;

    /**
     * A network.
     *
     * @param backbone whose finest map has a quarter of the picture's sides
     * @param width channels of the compared maps
     * @param classes number of kinds of change, none included
     * @param allScales whether the prediction is the mean of those of all scales, not that of the finest
     */
    public ChangeSegmenter(Backbone backbone, int width, int classes, boolean allScales, Initializer init) {
        super(backbone);
        this.decoder = child("decoder", new Decoder(backbone.pyramidLevels(), width, classes, init));
        this.allScales = allScales;
    }

    /**
     * Logits at all scales, coarsest first, the last in the pictures' size.
     *
     * @param <T> the operations' activation
     */
    public <T> List<T> predictions(Ops<T> ops, T pairs) {
        return decoder.predictions(ops, PairMaps.of(ops, backbone(), pairs));
    }

    @Override
    public <T> T forward(Ops<T> ops, T pairs) {
        List<T> all = predictions(ops, pairs);
        T finest = all.get(all.size() - 1);
        if (!allScales) {
            return finest;
        }
        Size2d size = new Size2d(ops.size(finest, 2), ops.size(finest, 3));
        T sum = finest;
        for (T coarse : all.subList(0, all.size() - 1)) {
            sum = ops.add(sum, ops.interpolate(coarse, size, Interpolation.NEAREST));
        }
        return ops.scale(sum, 1.0 / all.size());
    }

    private static final class Decoder extends Module {

        private final DifferencePyramid pyramid;
        private final List<ConvolutionStack> predictions = new ArrayList<>();
        private final List<Layer> enlargement;
        private final Conv2d last;

        Decoder(List<FeatureLevel> levels, int width, int classes, Initializer init) {
            pyramid = child("", new DifferencePyramid(levels, width, levels.size(), init));
            for (int level = levels.size(); level > 0; level--) {
                predictions.add(child("make_pred_c" + level, ConvolutionStack.prediction(width, classes, init)));
            }
            enlargement = List.of(
                    child("convd2x.conv2d", new ConvTranspose2d(width, width, 4, 2, 1, init)),
                    child("dense_2x.0", new ResidualRefinement(width, init)),
                    child("convd1x.conv2d", new ConvTranspose2d(width, width, 4, 2, 1, init)),
                    child("dense_1x.0", new ResidualRefinement(width, init)));
            last = child("change_probability.conv2d", Conv2d.biased(width, classes, 3, Conv2dOptions.of(1, 1), init));
        }

        <T> List<T> predictions(Ops<T> ops, PairMaps<T> maps) {
            List<T> differences = pyramid.differences(ops, maps);
            List<T> found = new ArrayList<>();
            for (int i = 0; i < differences.size(); i++) {
                found.add(predictions.get(i).forward(ops, differences.get(i)));
            }
            T x = pyramid.fused(ops, differences, differences.get(differences.size() - 1));
            for (Layer layer : enlargement) {
                x = layer.forward(ops, x);
            }
            found.add(last.forward(ops, x));
            return found;
        }
    }
}
