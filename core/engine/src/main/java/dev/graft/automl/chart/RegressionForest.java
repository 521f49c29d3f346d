// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A forest of regression trees, each grown on a bootstrap sample (Breiman, Machine Learning 45, 2001). All coordinates are tried at every
 * split, as there are few. Seeded: equal data make equal forests.
 */
final class RegressionForest {

    private static final int TREES = 64;
    private static final int LEAST_LEAF = 2;

    private final double[][] points;
    private final double[] targets;
    private final List<Tree> trees = new ArrayList<>();

    /** A tree, and which points it has not seen. */
    private record Tree(Node root, BitSet unseen) {}

    /** A split, or with two empty children a leaf. */
    private record Node(int coordinate, double threshold, double mean, List<Node> children) {

        double predict(double[] point) {
            Node node = this;
            while (!node.children.isEmpty()) {
                node = node.children.get(point[node.coordinate] <= node.threshold ? 0 : 1);
            }
            return node.mean;
        }
    }

    /**
     * Grows a forest.
     *
     * @param points coordinates of each point
     * @param targets value of each point
     */
    RegressionForest(double[][] points, double[] targets, long seed) {
        this.points = points;
        this.targets = targets;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < TREES; i++) {
            int[] sample = random.ints(points.length, 0, points.length).toArray();
            BitSet unseen = new BitSet();
            unseen.set(0, points.length);
            Arrays.stream(sample).forEach(unseen::clear);
            trees.add(new Tree(grow(sample), unseen));
        }
    }

    /**
     * By how much the squared error on unseen points grows when some coordinates are exchanged between points at random (permutation
     * importance).
     *
     * @param coordinates those exchanged together
     */
    double importance(int[] coordinates, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double sum = 0;
        for (Tree tree : trees) {
            int[] unseen = tree.unseen().stream().toArray();
            if (unseen.length < 2) {
                continue;
            }
            int[] shuffled = shuffled(unseen, random);
            double grown = 0;
            for (int i = 0; i < unseen.length; i++) {
                double[] mixed = points[unseen[i]].clone();
                for (int coordinate : coordinates) {
                    mixed[coordinate] = points[shuffled[i]][coordinate];
                }
                grown += square(tree.root().predict(mixed) - targets[unseen[i]])
                        - square(tree.root().predict(points[unseen[i]]) - targets[unseen[i]]);
            }
            sum += grown / unseen.length;
        }
        return Math.max(0, sum / trees.size());
    }

    private Node grow(int[] sample) {
        double mean = Arrays.stream(sample).mapToDouble(i -> targets[i]).average().orElseThrow();
        Node best = leaf(mean);
        double least = Moments.of(sample, targets).error() * (1 - 1e-9);
        for (int coordinate = 0; coordinate < points[0].length; coordinate++) {
            int axis = coordinate;
            int[] sorted = IntStream.of(sample)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> points[i][axis]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            Moments low = new Moments();
            Moments high = Moments.of(sorted, targets);
            for (int cut = 1; cut <= sorted.length - LEAST_LEAF; cut++) {
                low.move(targets[sorted[cut - 1]], high);
                double left = points[sorted[cut - 1]][axis];
                double right = points[sorted[cut]][axis];
                double error = low.error() + high.error();
                if (cut >= LEAST_LEAF && left < right && error < least) {
                    least = error;
                    best = new Node(axis, (left + right) / 2, mean, List.of());
                }
            }
        }
        return best.coordinate() < 0 ? best : split(best, sample);
    }

    private Node split(Node found, int[] sample) {
        int[] low = IntStream.of(sample).filter(i -> points[i][found.coordinate()] <= found.threshold()).toArray();
        int[] high = IntStream.of(sample).filter(i -> points[i][found.coordinate()] > found.threshold()).toArray();
        return new Node(found.coordinate(), found.threshold(), found.mean(), List.of(grow(low), grow(high)));
    }

    private static Node leaf(double mean) {
        return new Node(-1, 0, mean, List.of());
    }

    /** Count, sum and sum of squares of some values. */
    private static final class Moments {
        private int count;
        private double sum;
        private double squares;

        static Moments of(int[] sample, double[] targets) {
            Moments all = new Moments();
            for (int i : sample) {
                all.add(targets[i], 1);
            }
            return all;
        }

        /** Takes a value over from the other one. */
        void move(double value, Moments from) {
            add(value, 1);
            from.add(value, -1);
        }

        /** Squared distance of the values from their mean. */
        double error() {
            return count == 0 ? 0 : Math.max(0, squares - sum * sum / count);
        }

        private void add(double value, int times) {
            count += times;
            sum += times * value;
            squares += times * value * value;
        }
    }

    private static int[] shuffled(int[] values, SplittableRandom random) {
        int[] copy = values.clone();
        for (int i = copy.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int swap = copy[i];
            copy[i] = copy[other];
            copy[other] = swap;
        }
        return copy;
    }

    private static double square(double value) {
        return value * value;
    }
}
