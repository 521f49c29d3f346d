// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.retrieval;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far two labellings of the same samples agree, whatever the labels are called. As in scikit-learn, entropies are averaged
 * arithmetically.
 *
 * @param normalized NMI: 0 for none, 1 for perfect agreement
 * @param adjusted AMI: the same less what chance alone gives (Vinh, Epps, Bailey 2010); about 0 for labels at random, at most 1
 */
public record MutualInformation(double normalized, double adjusted) {

    /**
     * Compares two labellings.
     *
     * @param a at least one label
     * @param b as many
     */
    public static MutualInformation of(int[] a, int[] b) {
        return new Contingency(a, b).compare();
    }

    /** How often each pair of labels occurs. */
    private static final class Contingency {

        private final int samples;
        private final long[][] counts;
        private final long[] rows;
        private final long[] columns;

        Contingency(int[] a, int[] b) {
            if (a.length != b.length || a.length == 0) {
                throw new IllegalArgumentException(a.length + " and " + b.length + " labels: as many are needed, and at least one");
            }
            int[] first = numbered(a);
            int[] second = numbered(b);
            samples = a.length;
            rows = new long[Arrays.stream(first).max().getAsInt() + 1];
            columns = new long[Arrays.stream(second).max().getAsInt() + 1];
            counts = new long[rows.length][columns.length];
            for (int i = 0; i < samples; i++) {
                counts[first[i]][second[i]]++;
                rows[first[i]]++;
                columns[second[i]]++;
            }
        }

        private static int[] numbered(int[] labels) {
            Map<Integer, Integer> numbers = new TreeMap<>();
            return Arrays.stream(labels).map(label -> numbers.computeIfAbsent(label, unused -> numbers.size())).toArray();
        }

        MutualInformation compare() {
            boolean bothWhole = rows.length == 1 && columns.length == 1;
            boolean bothSingle = rows.length == samples && columns.length == samples;
            if (bothWhole || bothSingle) {
                return new MutualInformation(1, 1);
            }
            double shared = shared();
            double entropy = (entropy(rows) + entropy(columns)) / 2;
            double chance = expected();
            double room = entropy - chance;
            return new MutualInformation(
                    entropy == 0 ? 0 : Math.max(0, shared / entropy),
                    Math.abs(room) < 1e-15 ? 0 : (shared - chance) / room);
        }

        private double shared() {
            double sum = 0;
            for (int i = 0; i < rows.length; i++) {
                for (int j = 0; j < columns.length; j++) {
                    if (counts[i][j] > 0) {
                        sum += (double) counts[i][j] / samples * Math.log((double) samples * counts[i][j] / rows[i] / columns[j]);
                    }
                }
            }
            return sum;
        }

        private double entropy(long[] sizes) {
            return -Arrays.stream(sizes).mapToDouble(size -> (double) size / samples).map(share -> share * Math.log(share)).sum();
        }

        /** The mean over all labellings with these sizes, each as likely as the other: counts are hypergeometrically distributed. */
        private double expected() {
            double[] logFactorial = new double[samples + 1];
            for (int i = 1; i <= samples; i++) {
                logFactorial[i] = logFactorial[i - 1] + Math.log(i);
            }
            double sum = 0;
            for (long row : rows) {
                for (long column : columns) {
                    double fixed = logFactorial[(int) row] + logFactorial[(int) column] + logFactorial[(int) (samples - row)]
                            + logFactorial[(int) (samples - column)] - logFactorial[samples];
                    for (long n = Math.max(1, row + column - samples); n <= Math.min(row, column); n++) {
                        double logProbability = fixed - logFactorial[(int) n] - logFactorial[(int) (row - n)]
                                - logFactorial[(int) (column - n)] - logFactorial[(int) (samples - row - column + n)];
                        sum += (double) n / samples * Math.log((double) samples * n / row / column) * Math.exp(logProbability);
                    }
                }
            }
            return sum;
        }
    }
}
