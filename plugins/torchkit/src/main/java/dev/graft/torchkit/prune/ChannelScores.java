// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.prune;

import dev.graft.torchkit.nn.NativeScope;
import dev.graft.torchkit.nn.Parameter;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * How much the channels of a group matter.
 *
 * @param normalizer what makes layers comparable
 * @param equalization how several layers agree
 */
record ChannelScores(PruneOptions.Normalizer normalizer, PruneOptions.Equalization equalization) {

    /** The score of each channel of the group that these filters make: at most 1. */
    double[] of(List<Parameter> filters) {
        List<double[]> layers = filters.stream().map(this::normalized).toList();
        double[] scores = new double[layers.get(0).length];
        for (int channel = 0; channel < scores.length; channel++) {
            int at = channel;
            scores[channel] = combined(layers.stream().mapToDouble(layer -> layer[at]).toArray());
        }
        return scores;
    }

    private double combined(double[] scores) {
        return switch (equalization) {
            case UNION -> Arrays.stream(scores).max().orElseThrow();
            case INTERSECTION -> Arrays.stream(scores).min().orElseThrow();
            case ARITHMETIC_MEAN -> Arrays.stream(scores).average().orElseThrow();
            case GEOMETRIC_MEAN -> Math.pow(Arrays.stream(scores).reduce(1, (a, b) -> a * b), 1.0 / scores.length);
        };
    }

    private double[] normalized(Parameter filters) {
        double[] norms = norms(filters);
        double scale = normalizer == PruneOptions.Normalizer.MAX
                ? Arrays.stream(norms).max().orElseThrow()
                : Math.sqrt(Arrays.stream(norms).map(norm -> norm * norm).sum());
        return scale == 0 ? norms : Arrays.stream(norms).map(norm -> norm / scale).toArray();
    }

    private static double[] norms(Parameter filters) {
        return NativeScope.withoutGrad(() -> {
            Tensor rows = filters.tensor().reshape(filters.shape()[0], -1);
            Tensor norms = rows.norm(new ScalarOptional(new Scalar(2.0)), new long[] {1}, false).cpu().contiguous();
            float[] values = new float[(int) norms.numel()];
            norms.data_ptr_float().get(values);
            double[] doubles = new double[values.length];
            for (int i = 0; i < values.length; i++) {
                doubles[i] = values[i];
            }
            return doubles;
        });
    }
}
