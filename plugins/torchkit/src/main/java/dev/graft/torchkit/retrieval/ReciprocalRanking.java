// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.retrieval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * Re-ranking by k-reciprocal neighbours (Zhong, Zheng, Cao, Li 2017): two images are near if they have the same images near. Distances are
 * Euclidean between rows of length 1, as in TAO.
 *
 * @param k1 nearest images that are looked at, at least 1
 * @param k2 nearest images whose neighbourhoods are averaged, at least 1; 1 averages nothing
 * @param lambda weight of the plain distance against that of the neighbourhoods, 0 to 1
 */
public record ReciprocalRanking(int k1, int k2, double lambda) {

    /** Rows of distances at a time, which bounds memory. */
    private static final int BLOCK = 512;

    private static final double EXPANSION_OVERLAP = 2.0 / 3;

    public ReciprocalRanking {
        if (k1 < 1 || k2 < 1 || !(lambda >= 0 && lambda <= 1)) {
            throw new IllegalArgumentException(
                    "k1 and k2 start at 1 and lambda lies in [0, 1], but they are " + k1 + ", " + k2 + " and " + lambda);
        }
    }

    /**
     * The new distances, queries x gallery, 0 to 1.
     *
     * @param queries embeddings, rows of length 1
     * @param gallery embeddings, rows of length 1
     */
    public float[][] distances(float[][] queries, float[][] gallery) {
        float[][] all = Arrays.copyOf(queries, queries.length + gallery.length);
        System.arraycopy(gallery, 0, all, queries.length, gallery.length);
        int[][] nearest = new int[all.length][];
        float[][] plain = new float[queries.length][];
        List<Neighbourhood> found = new ArrayList<>();
        for (int start = 0; start < all.length; start += BLOCK) {
            rank(all, start, nearest, plain);
        }
        for (int start = 0; start < all.length; start += BLOCK) {
            weigh(all, start, nearest, found);
        }
        List<Neighbourhood> neighbourhoods = k2 == 1 ? found : averaged(found, nearest);
        List<List<Entry>> inverted = inverted(neighbourhoods, all.length);
        float[][] ranked = new float[queries.length][];
        for (int query = 0; query < queries.length; query++) {
            ranked[query] = combined(neighbourhoods.get(query), inverted, plain[query], queries.length, gallery.length);
        }
        return ranked;
    }

    /**
     * The reciprocal neighbours of an image.
     *
     * @param images their indices, rising
     * @param weights their weights, which add up to 1
     */
    private record Neighbourhood(int[] images, double[] weights) {}

    /** That an image is in the neighbourhood of {@code owner}. */
    private record Entry(int owner, double weight) {}

    private static float[][] block(float[][] all, int start) {
        float[][] rows = Arrays.copyOfRange(all, start, Math.min(all.length, start + BLOCK));
        float[][] distances = PairwiseDistances.euclidean(rows, all);
        for (float[] row : distances) {
            float largest = 1e-10f;
            for (float distance : row) {
                largest = Math.max(largest, distance);
            }
            for (int i = 0; i < row.length; i++) {
                row[i] /= largest;
            }
        }
        return distances;
    }

    private void rank(float[][] all, int start, int[][] nearest, float[][] plain) {
        float[][] distances = block(all, start);
        for (int i = 0; i < distances.length; i++) {
            nearest[start + i] = NearestNeighbours.first(distances[i], Math.max(k1 + 1, k2));
            if (start + i < plain.length) {
                plain[start + i] = distances[i];
            }
        }
    }

    private void weigh(float[][] all, int start, int[][] nearest, List<Neighbourhood> found) {
        float[][] distances = block(all, start);
        for (int i = 0; i < distances.length; i++) {
            int[] images = expanded(nearest, start + i);
            double[] weights = new double[images.length];
            double sum = 0;
            for (int j = 0; j < images.length; j++) {
                weights[j] = Math.exp(-distances[i][images[j]]);
                sum += weights[j];
            }
            for (int j = 0; j < images.length; j++) {
                weights[j] /= sum;
            }
            found.add(new Neighbourhood(images, weights));
        }
    }

    /** The reciprocal neighbours, and theirs where most of those are shared. */
    private int[] expanded(int[][] nearest, int image) {
        int[] own = reciprocal(nearest, image, k1);
        int half = (int) Math.rint(k1 / 2.0);
        List<Integer> images = new ArrayList<>();
        for (int candidate : own) {
            images.add(candidate);
            int[] further = reciprocal(nearest, candidate, half);
            long shared = Arrays.stream(further).filter(other -> contains(own, other)).count();
            if (shared > EXPANSION_OVERLAP * further.length) {
                Arrays.stream(further).forEach(images::add);
            }
        }
        return images.stream().mapToInt(Integer::intValue).sorted().distinct().toArray();
    }

    /** Those of the k nearest that have the image among their own k nearest; itself among them. */
    private static int[] reciprocal(int[][] nearest, int image, int k) {
        return Arrays.stream(nearest[image], 0, Math.min(k + 1, nearest[image].length))
                .filter(other -> contains(Arrays.copyOf(nearest[other], Math.min(k + 1, nearest[other].length)), image))
                .toArray();
    }

    private static boolean contains(int[] values, int wanted) {
        return Arrays.stream(values).anyMatch(value -> value == wanted);
    }

    private List<Neighbourhood> averaged(List<Neighbourhood> found, int[][] nearest) {
        List<Neighbourhood> means = new ArrayList<>();
        for (int image = 0; image < found.size(); image++) {
            int count = Math.min(k2, nearest[image].length);
            TreeMap<Integer, Double> mean = new TreeMap<>();
            for (int i = 0; i < count; i++) {
                Neighbourhood other = found.get(nearest[image][i]);
                for (int j = 0; j < other.images().length; j++) {
                    mean.merge(other.images()[j], other.weights()[j] / count, Double::sum);
                }
            }
            means.add(new Neighbourhood(
                    mean.keySet().stream().mapToInt(Integer::intValue).toArray(),
                    mean.values().stream().mapToDouble(Double::doubleValue).toArray()));
        }
        return means;
    }

    private static List<List<Entry>> inverted(List<Neighbourhood> neighbourhoods, int count) {
        List<List<Entry>> inverted = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            inverted.add(new ArrayList<>());
        }
        for (int owner = 0; owner < count; owner++) {
            Neighbourhood neighbourhood = neighbourhoods.get(owner);
            for (int j = 0; j < neighbourhood.images().length; j++) {
                inverted.get(neighbourhood.images()[j]).add(new Entry(owner, neighbourhood.weights()[j]));
            }
        }
        return inverted;
    }

    /** The Jaccard distance of weighted sets: 1 less the sum of the minima over the sum of the maxima, which is 2 less the minima. */
    private float[] combined(Neighbourhood query, List<List<Entry>> inverted, float[] plain, int queries, int gallery) {
        double[] minima = new double[queries + gallery];
        for (int i = 0; i < query.images().length; i++) {
            for (Entry entry : inverted.get(query.images()[i])) {
                minima[entry.owner()] += Math.min(query.weights()[i], entry.weight());
            }
        }
        float[] distances = new float[gallery];
        for (int i = 0; i < gallery; i++) {
            double shared = minima[queries + i];
            double jaccard = 1 - shared / (2 - shared);
            double mixed = jaccard * (1 - lambda) + plain[queries + i] * lambda;
            distances[i] = (float) Math.max(0, Math.min(1, mixed));
        }
        return distances;
    }
}
