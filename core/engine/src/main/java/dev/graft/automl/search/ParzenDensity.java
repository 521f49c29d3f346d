// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.search;

import dev.graft.automl.space.Dimension.Coordinate;
import java.util.List;
import java.util.random.RandomGenerator;
import org.hipparchus.special.Erf;

/**
 * A kernel density over the unit cube: one product of truncated normal kernels (or, for unordered coordinates, of smoothed counts) around
 * each point, and one uniform component as a prior.
 */
final class ParzenDensity {

    private static final double LEAST_WIDTH = 0.01;
    private static final double SQRT2 = Math.sqrt(2);

    private final List<Coordinate> coordinates;
    private final List<double[]> points;
    private final double width;

    ParzenDensity(List<Coordinate> coordinates, List<double[]> points) {
        this.coordinates = coordinates;
        this.points = points;
        this.width = Math.max(LEAST_WIDTH, 0.1 * Math.pow(Math.max(1, points.size()), -1.0 / (coordinates.size() + 4)));
    }

    /** A point drawn from the density. */
    double[] draw(RandomGenerator random) {
        int component = random.nextInt(points.size() + 1);
        if (component == points.size()) {
            return random.doubles(coordinates.size()).toArray();
        }
        double[] point = points.get(component).clone();
        for (int i = 0; i < point.length; i++) {
            point[i] = coordinates.get(i).ordered() ? near(point[i], random) : category(coordinates.get(i), point[i], random);
        }
        return point;
    }

    private double near(double centre, RandomGenerator random) {
        double value;
        do {
            value = centre + width * random.nextGaussian();
        } while (value < 0 || value > 1);
        return value;
    }

    private double category(Coordinate coordinate, double centre, RandomGenerator random) {
        return random.nextDouble() < spread(coordinate) ? random.nextDouble() : centre;
    }

    /** Share of a category's weight that goes to all categories alike. */
    private double spread(Coordinate coordinate) {
        return Math.min(0.9, coordinate.levels() / (double) (points.size() + coordinate.levels()));
    }

    double logDensity(double[] point) {
        double sum = 1;
        for (double[] centre : points) {
            double product = 1;
            for (int i = 0; i < point.length; i++) {
                product *= factor(coordinates.get(i), centre[i], point[i]);
            }
            sum += product;
        }
        return Math.log(sum / (points.size() + 1));
    }

    private double factor(Coordinate coordinate, double centre, double at) {
        if (!coordinate.ordered()) {
            boolean same = coordinate.level(centre) == coordinate.level(at);
            double spread = spread(coordinate);
            return spread + (same ? (1 - spread) * coordinate.levels() : 0);
        }
        double z = (at - centre) / width;
        double inside = cumulative((1 - centre) / width) - cumulative(-centre / width);
        return Math.exp(-0.5 * z * z) / (Math.sqrt(2 * Math.PI) * width * inside);
    }

    private static double cumulative(double z) {
        return 0.5 * Erf.erfc(-z / SQRT2);
    }
}
