// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.graft.torchkit.pair.InspectionReport.RocPoint;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class InspectionReportTest {

    /** Two of three defects are found, one of two passing pairs is a false alarm; of six comparisons one is lost and one even. */
    private static final List<PairScore> SCORES = List.of(
            new PairScore(0, true, 3, 0.5),
            new PairScore(1, true, 2, 0.5),
            new PairScore(2, false, 2, 2),
            new PairScore(3, true, 0.5, 1),
            new PairScore(4, false, 0.1, 1));

    @Test
    void ratesAreThoseOfTheirOwnKind() {
        InspectionReport report = InspectionReport.of(SCORES, 1);
        assertThat(report.accuracy()).isCloseTo(3 / 5.0, within(1e-12));
        assertThat(report.defectAccuracy()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(report.missRate()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(report.falseAlarmRate()).isCloseTo(1 / 2.0, within(1e-12));
        assertThat(report.loss()).isCloseTo(1, within(1e-12));
    }

    @Test
    void theAreaIsTheChanceThatADefectHasTheHigherScore() {
        InspectionReport report = InspectionReport.of(SCORES, 1);
        assertThat(report.area()).isCloseTo(4.5 / 6, within(1e-12));
        assertThat(report.roc()).startsWith(new RocPoint(0, 0)).endsWith(new RocPoint(1, 1));
    }

    @Test
    void figuresWithoutAMeaningAreLeftOut() {
        InspectionReport report = InspectionReport.of(SCORES.subList(0, 2), 1);
        assertThat(report.kpi("val")).containsKeys("val_acc", "defect_acc").doesNotContainKeys("val_fpr", "roc_auc");
    }

    @Test
    void theContrastiveLossDrawsTogetherAndPushesApart() {
        ContrastiveCriterion criterion = new ContrastiveCriterion(2, 1);
        Tensor loss = criterion.loss(Tensor.create(new float[] {0.5f, 0.5f, 3}, 3, 1), Tensor.create(new long[] {0, 1, 1}));
        assertThat(loss.item_float()).isCloseTo((0.25f + 2.25f + 0) / 3, within(1e-6f));
        assertThat(criterion.loss(new float[] {0.5f}, 1)).isCloseTo(2.25, within(1e-6));
    }

    @Test
    void theClassLossOfOnePairIsThatOfABatchOfOne() {
        ClassCriterion criterion = new ClassCriterion(1, 1);
        Tensor loss = criterion.loss(Tensor.create(new float[] {0.3f, 1.1f}, 1, 2), Tensor.create(new long[] {0}));
        assertThat(criterion.loss(new float[] {0.3f, 1.1f}, 0)).isCloseTo(loss.item_float(), within(1e-6));
        assertThat(criterion.score(new float[] {0.3f, 1.1f})).isCloseTo(1 / (1 + Math.exp(-0.8)), within(1e-6));
    }
}
