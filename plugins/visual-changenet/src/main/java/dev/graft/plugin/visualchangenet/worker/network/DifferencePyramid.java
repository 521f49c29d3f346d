// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.visualchangenet.worker.network;

import dev.graft.torchkit.backbone.FeatureLevel;
import dev.graft.torchkit.nn.BatchNorm2d;
import dev.graft.torchkit.nn.Conv2d;
import dev.graft.torchkit.nn.Conv2dOptions;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Interpolation;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.Ops;
import dev.graft.torchkit.nn.Size2d;
import java.util.ArrayList;
import java.util.List;

/** Compares the feature maps of two pictures level by level, from coarse to fine, each level with what the coarser one found. */
final class DifferencePyramid extends Module {

    private final List<MapProjection> projections = new ArrayList<>();
    private final List<ConvolutionStack> differences = new ArrayList<>();
    private final Conv2d fusion;
    private final BatchNorm2d normalisation;

    /**
     * A pyramid.
     *
     * @param levels of the backbone, finest first
     * @param width channels of the compared maps
     * @param fused how many levels the fused map is made of, from the coarsest on
     */
    DifferencePyramid(List<FeatureLevel> levels, int width, int fused, Initializer init) {
        for (int i = 0; i < levels.size(); i++) {
            projections.add(child("linear_c" + (i + 1), new MapProjection(levels.get(i).channels(), width, init)));
            differences.add(child("diff_c" + (i + 1), ConvolutionStack.difference(width, init)));
        }
        fusion = child("linear_fuse.0", Conv2d.biased((long) width * fused, width, 1, Conv2dOptions.of(1, 0), init));
        normalisation = child("linear_fuse.1", new BatchNorm2d(width));
    }

    /** What the pictures differ in at each level, coarsest first. */
    <T> List<T> differences(Ops<T> ops, PairMaps<T> maps) {
        List<T> found = new ArrayList<>();
        for (int level = projections.size() - 1; level >= 0; level--) {
            T first = projections.get(level).forward(ops, maps.first().get(level));
            T second = projections.get(level).forward(ops, maps.second().get(level));
            T difference = differences.get(level).forward(ops, ops.concat(List.of(first, second), 1));
            if (!found.isEmpty()) {
                difference = ops.add(difference, resized(ops, found.get(found.size() - 1), difference));
            }
            found.add(difference);
        }
        return found;
    }

    /** Differences as one map of the finest level's size. */
    <T> T fused(Ops<T> ops, List<T> differences, T finest) {
        List<T> large = differences.stream().map(map -> resized(ops, map, finest)).toList();
        return normalisation.forward(ops, fusion.forward(ops, ops.concat(large, 1)));
    }

    private static <T> T resized(Ops<T> ops, T map, T like) {
        Size2d size = new Size2d(ops.size(like, 2), ops.size(like, 3));
        boolean same = ops.size(map, 2) == size.height() && ops.size(map, 3) == size.width();
        return same ? map : ops.interpolate(map, size, Interpolation.BILINEAR);
    }
}
