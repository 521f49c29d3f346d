// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.graft.torchkit.nn.NativeScope;
import java.util.OptionalDouble;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class MetricLossesTest {

    private static final int[] CLASSES = {0, 0, 1, 1, 2, 2};
    private static final int WIDTH = 5;

    private final float[] values = values();

    @Test
    void theTripletLossIsTheMeanOverTheTripletsThatBreakTheMargin() {
        TripletMarginLoss loss = new TripletMarginLoss(0.3, false, new MultiSimilarityMiner(10));
        double sum = 0;
        int count = 0;
        for (double violation : violations(0.3)) {
            if (violation > 0) {
                sum += violation;
                count++;
            }
        }
        assertThat(count).as("triplets that break the margin").isBetween(1, 23);
        assertThat(value(loss)).isCloseTo(sum / count, within(1e-5));
    }

    @Test
    void theSmoothTripletLossIsTheMeanOverAllMinedTriplets() {
        TripletMarginLoss loss = new TripletMarginLoss(0.3, true, new MultiSimilarityMiner(10));
        double sum = 0;
        for (double violation : violations(0.3)) {
            sum += Math.log1p(Math.exp(violation));
        }
        assertThat(value(loss)).isCloseTo(sum / 24, within(1e-5));
    }

    @Test
    void aBatchOfOneClassLosesNothingAndHasAGradientOfZero() {
        NativeScope.run(() -> {
            Tensor embeddings = embeddings();
            Tensor loss = new TripletMarginLoss(0.3, true, new MultiSimilarityMiner(0.1)).of(embeddings, new int[CLASSES.length]);
            loss.backward();
            assertThat(loss.item_float()).isZero();
            assertThat(embeddings.grad().abs().sum().item_float()).isZero();
        });
    }

    @Test
    void embeddingsThatFellTogetherHaveAFiniteGradient() {
        NativeScope.run(() -> {
            Tensor embeddings = Tensor.create(new float[] {1, 0, 1, 0, 1, 0, 1, 0}, 4, 2);
            embeddings.set_requires_grad(true);
            Tensor labels = Tensor.create(new long[] {0, 0, 1, 1});
            new TripletMarginLoss(0.3, false, new MultiSimilarityMiner(0.1))
                    .of(embeddings, new int[] {0, 0, 1, 1})
                    .add(new HardTripletLoss(OptionalDouble.of(0.3), false).of(embeddings, labels))
                    .backward();
            assertThat(Float.isFinite(embeddings.grad().sum().item_float())).isTrue();
        });
    }

    @Test
    void theHardTripletLossTakesTheFarthestPositiveAndTheNearestNegative() {
        NativeScope.run(() -> {
            // On a line: 0 and 3 of one class, 4 and 9 of the other.
            Tensor points = Tensor.create(new float[] {0, 3, 4, 9}, 4, 1);
            Tensor labels = Tensor.create(new long[] {0, 0, 1, 1});
            double[] violations = {3 - 4, 3 - 1, 5 - 1, 5 - 6};
            double hard = 0;
            double soft = 0;
            for (double violation : violations) {
                hard += Math.max(0, violation + 0.5) / 4;
                soft += Math.log1p(Math.exp(violation)) / 4;
            }
            assertThat(new HardTripletLoss(OptionalDouble.of(0.5), false).of(points, labels).item_double()).isCloseTo(hard, within(1e-5));
            assertThat(new HardTripletLoss(OptionalDouble.empty(), false).of(points, labels).item_double()).isCloseTo(soft, within(1e-5));
        });
    }

    @Test
    void centresFollowTheFeaturesOfTheirClassAlone() {
        NativeScope.run(() -> {
            CenterLoss centers = new CenterLoss(3, 2, 0.5);
            Tensor features = Tensor.create(new float[] {3, 0, 0, 3}, 2, 2);
            Tensor labels = Tensor.create(new long[] {1, 1});
            assertThat(centers.of(features, labels).item_double()).isCloseTo((9 + 9) / 2.0 / 2, within(1e-6));
            centers.follow(features, labels);
            float[] moved = new float[6];
            centers.state().get("centers").tensor().data_ptr_float().get(moved);
            // Half of the sum of the offsets over three.
            assertThat(moved).containsExactly(0, 0, 0.5f, 0.5f, 0, 0);
        });
    }

    @Test
    void theMarginIsTakenFromTheTrueClassAlone() {
        NativeScope.run(() -> {
            double angle = Math.PI / 6;
            Tensor features = Tensor.create(new float[] {(float) (2 * Math.cos(angle)), (float) (2 * Math.sin(angle))}, 1, 2);
            Tensor weights = Tensor.create(new float[] {5, 0, 0, 1}, 2, 2);
            Tensor label = Tensor.create(new long[] {0});
            double other = Math.sin(angle);
            assertThat(logits(AngularMargin.Kind.COSFACE, features, weights, label))
                    .containsExactly(new double[] {30 * (Math.cos(angle) - 0.2), 30 * other}, within(1e-4));
            assertThat(logits(AngularMargin.Kind.ARCFACE, features, weights, label))
                    .containsExactly(new double[] {30 * Math.cos(angle + 0.2), 30 * other}, within(1e-4));
            double trueClass = (1.2 - Math.cos(angle)) * (Math.cos(angle) - 0.8);
            assertThat(logits(AngularMargin.Kind.CIRCLE, features, weights, label))
                    .containsExactly(new double[] {30 * trueClass, 30 * (other + 0.2) * (other - 0.2)}, within(1e-4));
        });
    }

    private static double[] logits(AngularMargin.Kind kind, Tensor features, Tensor weights, Tensor label) {
        Tensor logits = new AngularMargin(kind, 30, 0.2).logits(features, weights, label);
        return new double[] {logits.flatten().select(0, 0).item_double(), logits.flatten().select(0, 1).item_double()};
    }

    private double value(TripletMarginLoss loss) {
        return NativeScope.call(() -> loss.of(embeddings(), CLASSES).item_double());
    }

    private Tensor embeddings() {
        Tensor tensor = Tensor.create(values, CLASSES.length, WIDTH);
        tensor.set_requires_grad(true);
        return tensor;
    }

    /** Of all 6 x 1 x 4 triplets: how far the positive is from being closer by the margin, on the unit sphere. */
    private double[] violations(double margin) {
        double[] violations = new double[24];
        int at = 0;
        for (int anchor = 0; anchor < 6; anchor++) {
            for (int positive = 0; positive < 6; positive++) {
                for (int negative = 0; negative < 6; negative++) {
                    if (positive != anchor && CLASSES[positive] == CLASSES[anchor] && CLASSES[negative] != CLASSES[anchor]) {
                        violations[at++] = distance(anchor, positive) - distance(anchor, negative) + margin;
                    }
                }
            }
        }
        return violations;
    }

    private double distance(int a, int b) {
        double sum = 0;
        for (int i = 0; i < WIDTH; i++) {
            double difference = values[a * WIDTH + i] / norm(a) - values[b * WIDTH + i] / norm(b);
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }

    private double norm(int row) {
        double sum = 0;
        for (int i = 0; i < WIDTH; i++) {
            sum += (double) values[row * WIDTH + i] * values[row * WIDTH + i];
        }
        return Math.sqrt(sum);
    }

    private static float[] values() {
        Random random = new Random(2);
        float[] values = new float[CLASSES.length * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
