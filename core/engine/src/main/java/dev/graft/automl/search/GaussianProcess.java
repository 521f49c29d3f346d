// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.search;

import dev.graft.automl.space.Dimension.Coordinate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.SimpleBounds;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.BOBYQAOptimizer;

/**
 * Gaussian process regression on the unit cube with a Matérn 5/2 kernel, a length scale for every coordinate and learnt noise (Rasmussen and
 * Williams 2006, chapters 2 and 5). Hyperparameters are the maximum a posteriori under the dimension-scaled log-normal prior of Hvarfner
 * et al. (ICML 2024). Targets have mean 0 and variance 1.
 */
final class GaussianProcess {

    /** Mean and standard deviation of a prediction, in the unit of the targets. */
    record Prediction(double mean, double deviation) {}

    private static final double JITTER = 1e-8;
    private static final int FIT_EVALUATIONS = 250;

    private final List<Coordinate> coordinates;
    private final double[][] points;
    private final double[] hyper;
    private final Matern kernel;
    private final double[][] upper;
    private final double[] weights;

    /** Fits hyperparameters and weights to points of the unit cube and their targets. */
    static GaussianProcess fit(List<Coordinate> coordinates, double[][] points, double[] targets) {
        double[][] snapped = snapAll(coordinates, points);
        return new GaussianProcess(coordinates, snapped, targets, hyperparameters(coordinates, snapped, targets));
    }

    private GaussianProcess(List<Coordinate> coordinates, double[][] points, double[] targets, double[] hyper) {
        this.coordinates = coordinates;
        this.points = points;
        this.hyper = hyper;
        this.kernel = new Matern(coordinates, hyper);
        this.upper = factor(kernel, points, Math.exp(hyper[hyper.length - 1]));
        this.weights = backward(upper, forward(upper, targets));
    }

    /** The same hyperparameters with other observations. */
    GaussianProcess with(double[][] otherPoints, double[] targets) {
        return new GaussianProcess(coordinates, snapAll(coordinates, otherPoints), targets, hyper);
    }

    Prediction predict(double[] point) {
        double[] at = snap(coordinates, point);
        double[] k = Arrays.stream(points)
                .mapToDouble(known -> kernel.covariance(at, known))
                .toArray();
        double[] explained = forward(upper, k);
        double variance = kernel.variance() - dot(explained, explained);
        return new Prediction(dot(k, weights), Math.sqrt(Math.max(variance, 1e-12)));
    }

    private static double[][] snapAll(List<Coordinate> coordinates, double[][] points) {
        return Arrays.stream(points).map(point -> snap(coordinates, point)).toArray(double[][]::new);
    }

    private static double[] snap(List<Coordinate> coordinates, double[] point) {
        return IntStream.range(0, point.length)
                .mapToDouble(i -> coordinates.get(i).snap(point[i]))
                .toArray();
    }

    /** The upper Cholesky factor of the covariance of the points. */
    private static double[][] factor(Matern kernel, double[][] points, double noise) {
        int n = points.length;
        double[][] k = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                k[i][j] = kernel.covariance(points[i], points[j]);
                k[j][i] = k[i][j];
            }
            k[i][i] = kernel.variance() + noise + JITTER;
        }
        return new CholeskyDecomposition(new Array2DRowRealMatrix(k, false), 1e-6, 1e-14)
                .getLT()
                .getData();
    }

    /** Solves U' z = b. */
    private static double[] forward(double[][] upper, double[] b) {
        double[] z = b.clone();
        for (int i = 0; i < z.length; i++) {
            double[] row = upper[i];
            z[i] /= row[i];
            for (int j = i + 1; j < z.length; j++) {
                z[j] -= row[j] * z[i];
            }
        }
        return z;
    }

    /** Solves U x = z. */
    private static double[] backward(double[][] upper, double[] z) {
        double[] x = z.clone();
        for (int i = x.length - 1; i >= 0; i--) {
            double sum = x[i];
            for (int j = i + 1; j < x.length; j++) {
                sum -= upper[i][j] * x[j];
            }
            x[i] = sum / upper[i][i];
        }
        return x;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Logarithms of the length scales, the signal variance and the noise variance, in this order. */
    private static double[] hyperparameters(List<Coordinate> coordinates, double[][] points, double[] targets) {
        int d = coordinates.size();
        double[] least = filled(d, Math.log(0.01), Math.log(0.05), Math.log(1e-8));
        double[] most = filled(d, Math.log(100), Math.log(20), Math.log(0.5));
        double[] start = filled(d, Math.log(0.5 * Math.sqrt(d)), 0, Math.log(1e-4));
        Best best = new Best(start);
        try {
            new BOBYQAOptimizer(2 * (d + 2) + 1, 1.0, 1e-3)
                    .optimize(
                            new MaxEval(FIT_EVALUATIONS),
                            GoalType.MINIMIZE,
                            new InitialGuess(start),
                            new SimpleBounds(least, most),
                            new ObjectiveFunction(h -> best.offer(h, negativePosterior(coordinates, points, targets, h))));
        } catch (MathRuntimeException budgetUsedUp) {
            // BOBYQA tells a used-up budget by exception; the best point it looked at is what counts.
            return best.point();
        }
        return best.point();
    }

    private static double[] filled(int d, double scale, double signal, double noise) {
        double[] hyper = new double[d + 2];
        Arrays.fill(hyper, scale);
        hyper[d] = signal;
        hyper[d + 1] = noise;
        return hyper;
    }

    private static double negativePosterior(
            List<Coordinate> coordinates, double[][] points, double[] targets, double[] hyper) {
        double[][] upper;
        try {
            upper = factor(new Matern(coordinates, hyper), points, Math.exp(hyper[hyper.length - 1]));
        } catch (MathRuntimeException notPositiveDefinite) {
            return 1e10;
        }
        double[] z = forward(upper, targets);
        double complexity = 0;
        for (int i = 0; i < targets.length; i++) {
            complexity += Math.log(upper[i][i]);
        }
        return 0.5 * dot(z, z) + complexity + penalty(hyper);
    }

    /** Negative logarithm of the prior, up to a constant. */
    private static double penalty(double[] hyper) {
        int d = hyper.length - 2;
        double scale = Math.sqrt(2) + 0.5 * Math.log(d);
        double penalty = square(hyper[d]) / 2 + square(hyper[d + 1] + 8) / 18;
        for (int i = 0; i < d; i++) {
            penalty += square(hyper[i] - scale) / 6;
        }
        return penalty;
    }

    private static double square(double x) {
        return x * x;
    }
}
