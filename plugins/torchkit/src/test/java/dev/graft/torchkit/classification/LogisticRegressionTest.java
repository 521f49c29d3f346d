// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.graft.torchkit.metric.Softmax;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {

    @Test
    void withoutFeaturesThatTellTheInterceptsAreTheLogOdds() {
        float[][] features = new float[10][1];
        int[] labels = {0, 0, 0, 0, 0, 0, 1, 1, 1, 1};
        LogisticRegression.Solution solution =
                new LogisticRegression(1, 1000, false).fit(new FeatureTable(features, labels), 2);
        assertThat(solution.intercepts()[0] - solution.intercepts()[1]).isCloseTo((float) Math.log(1.5), within(1e-4f));
        LogisticRegression.Solution balanced =
                new LogisticRegression(1, 1000, true).fit(new FeatureTable(features, labels), 2);
        assertThat(balanced.intercepts()[0] - balanced.intercepts()[1]).isCloseTo(0, within(1e-4f));
    }

    /** The optimum of one weight w on two points x = ±1: C times 2 sigmoid(-d) equals d / 2 with d the difference of both classes' weights. */
    @Test
    void theWeightsOfTwoPointsSolveTheEquationOfTheOptimum() {
        double c = 0.7;
        LogisticRegression.Solution solution = new LogisticRegression(c, 1000, false)
                .fit(new FeatureTable(new float[][] {{1}, {-1}}, new int[] {1, 0}), 2);
        double d = solution.weights()[1][0] - solution.weights()[0][0];
        assertThat(d / 2).isCloseTo(c * 2 / (1 + Math.exp(d)), within(1e-5));
        assertThat(solution.weights()[0][0]).isCloseTo(-solution.weights()[1][0], within(1e-5f));
    }

    @Test
    void theGradientVanishesAndNoNeighbourIsBetter() {
        Problem problem = new Problem(60, 5, 3, 4);
        double c = 0.316;
        LogisticRegression.Solution solution = new LogisticRegression(c, 5000, true).fit(problem.table(), 3);
        assertThat(solution.largestGradient()).isLessThan(1e-6);
        double best = objective(problem.table(), solution.weights(), solution.intercepts(), c, true);
        assertThat(best).isCloseTo(solution.objective(), within(1e-6));
        Random random = new Random(2);
        for (int i = 0; i < 50; i++) {
            float[][] weights = copy(solution.weights());
            weights[random.nextInt(3)][random.nextInt(5)] += (float) (0.05 * random.nextGaussian());
            assertThat(objective(problem.table(), weights, solution.intercepts(), c, true)).isGreaterThanOrEqualTo(best - 1e-7);
        }
    }

    @Test
    void smallerCMakesSmallerWeights() {
        Problem problem = new Problem(60, 5, 3, 4);
        double strong = norm(new LogisticRegression(0.001, 5000, false).fit(problem.table(), 3).weights());
        double weak = norm(new LogisticRegression(10, 5000, false).fit(problem.table(), 3).weights());
        assertThat(strong).isLessThan(weak / 3);
    }

    @Test
    void separableClassesAreRecognised() {
        Problem problem = new Problem(90, 6, 3, 1);
        LogisticRegression.Solution solution = new LogisticRegression(1, 5000, true).fit(problem.table(), 3);
        int right = 0;
        for (int i = 0; i < 90; i++) {
            right += Softmax.argmax(logits(problem.table().features()[i], solution.weights(), solution.intercepts()))
                            == problem.table().labels()[i]
                    ? 1
                    : 0;
        }
        assertThat(right).isGreaterThan(85);
    }

    /** Clusters of points, one for each class. */
    private record Problem(FeatureTable table) {
        Problem(int samples, int features, int classes, double spread) {
            this(make(samples, features, classes, spread));
        }

        private static FeatureTable make(int samples, int features, int classes, double spread) {
            Random random = new Random(7);
            float[][] rows = new float[samples][features];
            int[] labels = new int[samples];
            for (int i = 0; i < samples; i++) {
                labels[i] = i % 7 == 0 ? 0 : i % classes;
                for (int j = 0; j < features; j++) {
                    rows[i][j] = (float) (spread * random.nextGaussian() + (j % classes == labels[i] ? 3 : 0));
                }
            }
            return new FeatureTable(rows, labels);
        }
    }

    private static double objective(FeatureTable table, float[][] weights, float[] intercepts, double c, boolean balanced) {
        int[] counts = new int[weights.length];
        for (int label : table.labels()) {
            counts[label]++;
        }
        int samples = table.labels().length;
        double sum = 0;
        for (int i = 0; i < samples; i++) {
            int label = table.labels()[i];
            double weight = balanced ? samples / (double) (weights.length * counts[label]) : 1;
            sum -= weight * Softmax.logProbability(logits(table.features()[i], weights, intercepts), label);
        }
        return sum / samples + Math.pow(norm(weights), 2) / (2 * c * samples);
    }

    private static float[] logits(float[] features, float[][] weights, float[] intercepts) {
        float[] logits = intercepts.clone();
        for (int k = 0; k < weights.length; k++) {
            for (int j = 0; j < features.length; j++) {
                logits[k] += weights[k][j] * features[j];
            }
        }
        return logits;
    }

    private static double norm(float[][] weights) {
        double sum = 0;
        for (float[] row : weights) {
            for (float weight : row) {
                sum += weight * (double) weight;
            }
        }
        return Math.sqrt(sum);
    }

    private static float[][] copy(float[][] rows) {
        float[][] copy = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            copy[i] = rows[i].clone();
        }
        return copy;
    }
}
