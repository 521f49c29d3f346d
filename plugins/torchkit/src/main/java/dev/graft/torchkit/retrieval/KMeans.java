// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.retrieval;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Lloyd's clustering with k-means++ seeding (Arthur and Vassilvitskii 2007); the best of several starts. Deterministic. */
public final class KMeans {

    private static final int STARTS = 3;
    private static final int MOST_ITERATIONS = 20;

    private final float[][] rows;
    private final int clusters;
    private final SplittableRandom random;

    private KMeans(float[][] rows, int clusters, long seed) {
        this.rows = rows;
        this.clusters = clusters;
        this.random = new SplittableRandom(seed);
    }

    /**
     * The number of each row's cluster, 0 to {@code clusters - 1}.
     *
     * @param clusters at least 1; at most as many as rows are made
     */
    public static int[] assign(float[][] rows, int clusters, long seed) {
        return new KMeans(rows, Math.min(clusters, rows.length), seed).best();
    }

    /**
     * Clusters and how tight they are.
     *
     * @param labels the number of each row's cluster
     * @param spread sum of the squared distances to the centres
     */
    private record Clustering(int[] labels, double spread) {}

    private int[] best() {
        Clustering best = start();
        for (int i = 1; i < STARTS; i++) {
            Clustering other = start();
            best = other.spread() < best.spread() ? other : best;
        }
        return best.labels();
    }

    private Clustering start() {
        Clustering current = nearest(seeds());
        for (int i = 0; i < MOST_ITERATIONS; i++) {
            Clustering next = nearest(centres(current.labels()));
            if (Arrays.equals(next.labels(), current.labels())) {
                return next;
            }
            current = next;
        }
        return current;
    }

    /** Each next centre is a row, drawn in proportion to its squared distance from the centres so far. */
    private float[][] seeds() {
        float[][] seeds = new float[clusters][];
        double[] squares = new double[rows.length];
        Arrays.fill(squares, Double.POSITIVE_INFINITY);
        seeds[0] = rows[random.nextInt(rows.length)].clone();
        for (int i = 1; i < clusters; i++) {
            double sum = 0;
            for (int row = 0; row < rows.length; row++) {
                squares[row] = Math.min(squares[row], square(rows[row], seeds[i - 1]));
                sum += squares[row];
            }
            seeds[i] = rows[drawn(squares, sum)].clone();
        }
        return seeds;
    }

    private int drawn(double[] weights, double sum) {
        double left = random.nextDouble() * sum;
        for (int i = 0; i < weights.length; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
        return weights.length - 1;
    }

    private Clustering nearest(float[][] centres) {
        float[][] distances = PairwiseDistances.euclidean(rows, centres);
        int[] labels = new int[rows.length];
        double spread = 0;
        for (int row = 0; row < rows.length; row++) {
            labels[row] = NearestNeighbours.first(distances[row], 1)[0];
            spread += (double) distances[row][labels[row]] * distances[row][labels[row]];
        }
        return new Clustering(labels, spread);
    }

    /** The means of the clusters; a row in place of the mean of an empty one. */
    private float[][] centres(int[] labels) {
        int width = rows[0].length;
        double[][] sums = new double[clusters][width];
        int[] counts = new int[clusters];
        for (int row = 0; row < rows.length; row++) {
            counts[labels[row]]++;
            for (int i = 0; i < width; i++) {
                sums[labels[row]][i] += rows[row][i];
            }
        }
        float[][] centres = new float[clusters][width];
        for (int cluster = 0; cluster < clusters; cluster++) {
            if (counts[cluster] == 0) {
                centres[cluster] = rows[random.nextInt(rows.length)].clone();
            } else {
                for (int i = 0; i < width; i++) {
                    centres[cluster][i] = (float) (sums[cluster][i] / counts[cluster]);
                }
            }
        }
        return centres;
    }

    private static double square(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = (double) a[i] - b[i];
            sum += difference * difference;
        }
        return sum;
    }
}
