// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ClassificationMetricsTest {

    private static final Offset<Double> EXACT = within(1e-12);

    /** The example of scikit-learn's documentation of {@code top_k_accuracy_score}. */
    @Test
    void topKAgreesWithScikitLearnsExample() {
        float[][] scores = {{0.5f, 0.2f, 0.2f}, {0.3f, 0.4f, 0.2f}, {0.2f, 0.4f, 0.3f}, {0.7f, 0.2f, 0.1f}};
        int[] labels = {0, 1, 2, 2};
        assertThat(topK(1, scores, labels)).isEqualTo(0.5, EXACT);
        assertThat(topK(2, scores, labels)).isEqualTo(0.75, EXACT);
        assertThat(topK(3, scores, labels)).isEqualTo(1, EXACT);
    }

    @Test
    void ofEqualScoresTheLowerClassCountsAsHigher() {
        float[][] equal = {{1, 1, 1}};
        assertThat(topK(1, equal, new int[] {0})).isEqualTo(1);
        assertThat(topK(1, equal, new int[] {1})).isEqualTo(0);
        assertThat(topK(2, equal, new int[] {1})).isEqualTo(1);
        assertThat(topK(2, equal, new int[] {2})).isEqualTo(0);
    }

    @Test
    void aNetworkThatGivesNoNumbersHitsNothing() {
        float[][] scores = {{Float.NaN, Float.NaN, 1}};
        assertThat(topK(1, scores, new int[] {1})).isEqualTo(0);
        assertThat(Softmax.argmax(scores[0])).isEqualTo(2);
    }

    /** The example of scikit-learn's documentation of {@code classification_report}. */
    @Test
    void figuresPerClassAgreeWithScikitLearnsReport() {
        ConfusionMatrix matrix = matrix(3, new int[] {0, 1, 2, 2, 2}, new int[] {0, 0, 2, 2, 1});
        ClassificationReport report = new ClassificationReport(5, java.util.Map.of(1, 0.6), Double.NaN, matrix);
        List<ClassScores> scores = report.perClass();
        assertThat(scores.get(0).precision()).isEqualTo(0.5, EXACT);
        assertThat(scores.get(0).recall()).isEqualTo(1, EXACT);
        assertThat(scores.get(0).f1()).isEqualTo(2.0 / 3, EXACT);
        assertThat(scores.get(1).precision()).isEqualTo(0, EXACT);
        assertThat(scores.get(1).f1()).isEqualTo(0, EXACT);
        assertThat(scores.get(2).precision()).isEqualTo(1, EXACT);
        assertThat(scores.get(2).recall()).isEqualTo(2.0 / 3, EXACT);
        assertThat(scores.get(2).f1()).isEqualTo(0.8, EXACT);
        assertThat(scores).extracting(ClassScores::support).containsExactly(1L, 1L, 3L);
        assertThat(report.macro(ClassScores::precision)).isEqualTo(0.5, EXACT);
        assertThat(report.macro(ClassScores::recall)).isEqualTo(5.0 / 9, EXACT);
        assertThat(report.macro(ClassScores::f1)).isEqualTo(22.0 / 45, EXACT);
        assertThat(matrix.accuracy()).isEqualTo(0.6, EXACT);
    }

    /** The example of scikit-learn's documentation of {@code confusion_matrix}. */
    @Test
    void rowsAreTrueClassesAndColumnsPredictedOnes() {
        ConfusionMatrix matrix = matrix(3, new int[] {2, 0, 2, 2, 0, 1}, new int[] {0, 0, 2, 2, 0, 2});
        long[][] expected = {{2, 0, 0}, {0, 0, 1}, {1, 0, 2}};
        for (int label = 0; label < 3; label++) {
            for (int predicted = 0; predicted < 3; predicted++) {
                assertThat(matrix.count(label, predicted)).isEqualTo(expected[label][predicted]);
            }
        }
    }

    @Test
    void intersectionOverUnionCountsEachSampleOnce() {
        ConfusionMatrix matrix = matrix(3, new int[] {2, 0, 2, 2, 0, 1}, new int[] {0, 0, 2, 2, 0, 2});
        assertThat(matrix.iou(0)).isEqualTo(2.0 / 3, EXACT);
        assertThat(matrix.iou(1)).isEqualTo(0, EXACT);
        assertThat(matrix.iou(2)).isEqualTo(2.0 / 4, EXACT);
    }

    @Test
    void figuresWithoutMeaningAreNotANumber() {
        ConfusionMatrix matrix = matrix(3, new int[] {0}, new int[] {1});
        assertThat(matrix.precision(0)).isNaN();
        assertThat(matrix.recall(1)).isNaN();
        assertThat(matrix.f1(2)).isNaN();
        assertThat(new ConfusionMatrix(List.of("a")).accuracy()).isNaN();
    }

    @Test
    void logProbabilitiesAreThoseOfTheSoftmax() {
        // exp(1), exp(2), exp(3) over their sum.
        float[] logits = {1, 2, 3};
        assertThat(Softmax.probability(logits, 0)).isEqualTo(0.09003057317038046, within(1e-9));
        assertThat(Softmax.probability(logits, 2)).isEqualTo(0.6652409557748219, within(1e-9));
        assertThat(Softmax.logProbability(new float[] {1000, 0}, 1)).isEqualTo(-1000, within(1e-9));
    }

    @Test
    void aMeterGathersAllFigures() {
        ClassificationMeter meter = new ClassificationMeter(List.of("a", "b", "c"), Set.of(2));
        meter.add(new float[] {3, 1, 0}, 0);
        meter.add(new float[] {3, 1, 0}, 1);
        meter.add(new float[] {3, 1, 0}, 2);
        ClassificationReport report = meter.report();
        assertThat(report.samples()).isEqualTo(3);
        assertThat(report.accuracy()).isEqualTo(1.0 / 3, EXACT);
        assertThat(report.topK().get(2)).isEqualTo(2.0 / 3, EXACT);
        double logSum = Math.log(Math.exp(3) + Math.exp(1) + 1);
        assertThat(report.loss()).isEqualTo(logSum - 4.0 / 3, within(1e-6));
        assertThat(report.accuracyPerClass()).containsEntry("a", 1.0).containsEntry("c", 0.0);
    }

    @Test
    void aClassWithoutSamplesHasNoAccuracy() {
        ClassificationMeter meter = new ClassificationMeter(List.of("a", "b"), Set.of());
        meter.add(new float[] {1, 0}, 0);
        assertThat(meter.report().accuracyPerClass()).containsOnlyKeys("a");
    }

    @Test
    void kIsAtLeastOne() {
        assertThatThrownBy(() -> new TopK(0)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("at least 1");
    }

    private static double topK(int k, float[][] scores, int[] labels) {
        TopK count = new TopK(k);
        for (int i = 0; i < labels.length; i++) {
            count.add(scores[i], labels[i]);
        }
        return count.accuracy();
    }

    private static ConfusionMatrix matrix(int classes, int[] labels, int[] predicted) {
        ConfusionMatrix matrix = new ConfusionMatrix(List.of("a", "b", "c").subList(0, classes));
        for (int i = 0; i < labels.length; i++) {
            matrix.add(labels[i], predicted[i]);
        }
        return matrix;
    }
}
