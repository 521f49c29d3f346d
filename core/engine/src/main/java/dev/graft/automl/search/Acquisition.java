// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.search;

import dev.graft.automl.space.Dimension.Coordinate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.SimpleBounds;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.BOBYQAOptimizer;
import java.util.random.RandomGenerator;

/**
 * Finds the point of the unit cube with the largest acquisition value: many random candidates, some of them near the incumbent, then a local
 * search from the best few, over the levels of the discrete coordinates and, by BOBYQA, over the continuous ones.
 */
final class Acquisition {

    private static final int CANDIDATES = 600;
    private static final int STARTS = 4;
    private static final int LOCAL_EVALUATIONS = 120;
    private static final double[] STEPS = {0.2, 0.05, 0.01};

    private final List<Coordinate> coordinates;
    private final RandomGenerator random;
    private final int[] continuous;

    Acquisition(List<Coordinate> coordinates, RandomGenerator random) {
        this.coordinates = coordinates;
        this.random = random;
        this.continuous = IntStream.range(0, coordinates.size())
                .filter(i -> coordinates.get(i).levels() == 0)
                .toArray();
    }

    double[] maximise(ToDoubleFunction<double[]> value, double[] incumbent) {
        record Rated(double[] point, double value) {}
        List<Rated> starts = candidates(incumbent).stream()
                .map(point -> new Rated(point, value.applyAsDouble(point)))
                .sorted(Comparator.comparingDouble(rated -> -rated.value()))
                .limit(STARTS)
                .toList();
        Best best = new Best(starts.get(0).point());
        for (Rated start : starts) {
            double[] improved = descend(value, levels(value, start.point()));
            best.offer(improved, -value.applyAsDouble(improved));
        }
        return best.point();
    }

    private List<double[]> candidates(double[] incumbent) {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < CANDIDATES; i++) {
            points.add(i % 3 == 0 ? near(incumbent, STEPS[i / 3 % STEPS.length]) : random.doubles(incumbent.length).toArray());
        }
        return points;
    }

    /** The incumbent with one or more coordinates moved. */
    private double[] near(double[] incumbent, double step) {
        double[] point = incumbent.clone();
        int always = random.nextInt(point.length);
        for (int i = 0; i < point.length; i++) {
            if (i != always && random.nextDouble() > 0.5) {
                continue;
            }
            Coordinate coordinate = coordinates.get(i);
            point[i] = coordinate.ordered()
                    ? Math.min(1, Math.max(0, point[i] + jump(coordinate, step) * random.nextGaussian()))
                    : random.nextDouble();
        }
        return point;
    }

    private static double jump(Coordinate coordinate, double step) {
        return coordinate.levels() == 0 ? step : Math.max(step, 1.0 / coordinate.levels());
    }

    /** Takes the best level of each discrete coordinate in turn; of ordered ones the neighbours only. */
    private double[] levels(ToDoubleFunction<double[]> value, double[] start) {
        Best best = new Best(start);
        best.offer(start, -value.applyAsDouble(start));
        for (int i = 0; i < start.length; i++) {
            Coordinate coordinate = coordinates.get(i);
            if (coordinate.levels() == 0) {
                continue;
            }
            int here = coordinate.level(best.point()[i]);
            int reach = coordinate.ordered() ? 1 : coordinate.levels();
            for (int level = Math.max(0, here - reach); level <= Math.min(coordinate.levels() - 1, here + reach); level++) {
                double[] moved = best.point();
                moved[i] = coordinate.middle(level);
                best.offer(moved, -value.applyAsDouble(moved));
            }
        }
        return best.point();
    }

    private double[] descend(ToDoubleFunction<double[]> value, double[] start) {
        // BOBYQA needs at least two variables.
        if (continuous.length < 2) {
            return continuous.length == 0 ? start : refine(value, start, continuous[0]);
        }
        double[] from = IntStream.of(continuous).mapToDouble(i -> start[i]).toArray();
        Best best = new Best(from);
        double[] zeros = new double[from.length];
        double[] ones = IntStream.range(0, from.length).mapToDouble(i -> 1).toArray();
        try {
            new BOBYQAOptimizer(2 * from.length + 1, 0.1, 1e-5)
                    .optimize(
                            new MaxEval(LOCAL_EVALUATIONS),
                            GoalType.MINIMIZE,
                            new InitialGuess(from),
                            new SimpleBounds(zeros, ones),
                            new ObjectiveFunction(part -> best.offer(part, -value.applyAsDouble(inserted(start, part)))));
        } catch (MathRuntimeException budgetUsedUp) {
            // BOBYQA tells a used-up budget by exception; the best point it looked at is what counts.
            return inserted(start, best.point());
        }
        return inserted(start, best.point());
    }

    /** A search over ever smaller steps along one coordinate. */
    private double[] refine(ToDoubleFunction<double[]> value, double[] start, int i) {
        Best best = new Best(start);
        best.offer(start, -value.applyAsDouble(start));
        for (double step = 0.1; step > 1e-5; step /= 2) {
            for (double sign : new double[] {-1, 1}) {
                double[] moved = best.point();
                moved[i] = Math.min(1, Math.max(0, moved[i] + sign * step));
                best.offer(moved, -value.applyAsDouble(moved));
            }
        }
        return best.point();
    }

    private double[] inserted(double[] whole, double[] part) {
        double[] point = whole.clone();
        for (int i = 0; i < continuous.length; i++) {
            point[continuous[i]] = part[i];
        }
        return point;
    }
}
