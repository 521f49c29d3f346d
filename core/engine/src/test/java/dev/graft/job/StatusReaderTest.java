// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.job.JobResult.Categorical;
import dev.graft.job.JobResult.CategoryValue;
import dev.graft.job.JobResult.DetailedStatus;
import dev.graft.job.JobResult.Graphical;
import dev.graft.job.JobResult.Kpi;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StatusReaderTest {

    private final StatusReader reader = new StatusReader();

    @Test
    void withoutLinesThereIsNothingButAKeyMetricOfZero() {
        assertThat(reader.result().keyMetric()).isEqualTo(OptionalDouble.of(0));
        assertThat(reader.result().detailedStatus()).isEqualTo(DetailedStatus.NONE);
        assertThat(reader.result().epoch()).isEmpty();
    }

    @Test
    void theDetailedStatusKeepsTheLastValueOfEachField() {
        read("{'date': '11/23/2026', 'time': '9:5:1', 'status': 'STARTED', 'message': 'up'}", "{'status': 'RUNNING'}");

        assertThat(reader.result().detailedStatus())
                .isEqualTo(new DetailedStatus(
                        Optional.of("11/23/2026"), Optional.of("9:5:1"), Optional.of("RUNNING"), Optional.of("up")));
    }

    @Test
    void aMessageIsCutAtTheContractsLimit() {
        read("{'message': '" + "x".repeat(7000) + "', 'status': '" + "s".repeat(200) + "'}");

        assertThat(reader.result().detailedStatus().message().orElseThrow()).hasSize(6400);
        assertThat(reader.result().detailedStatus().status().orElseThrow()).hasSize(100);
    }

    @Test
    void linesThatAreNoJsonObjectAreSkipped() {
        read("{'epoch': 1, 'kp", "", "[1, 2]", "null", "{'epoch': 2}");

        assertThat(reader.result().epoch()).isEqualTo(OptionalLong.of(2));
    }

    @Test
    void countersAndTimesKeepTheLastValue() {
        read(
                "{'epoch': 1, 'max_epoch': 10, 'eta': '0:10:00.000000', 'time_per_epoch': '0:01:00.000000', 'key_metric': 0.5}",
                "{'epoch': 2, 'eta': '0:09:00.000000', 'cur_iter': 7, 'time_per_iter': '0:00:01.000000', 'key_metric': 0.25}");

        JobResult result = reader.result();
        assertThat(result.epoch()).isEqualTo(OptionalLong.of(2));
        assertThat(result.maxEpoch()).isEqualTo(OptionalLong.of(10));
        assertThat(result.eta()).contains("0:09:00.000000");
        assertThat(result.timePerEpoch()).contains("0:01:00.000000");
        assertThat(result.curIter()).isEqualTo(OptionalLong.of(7));
        assertThat(result.timePerIter()).contains("0:00:01.000000");
        assertThat(result.keyMetric()).isEqualTo(OptionalDouble.of(0.25));
    }

    @Test
    void anEpochBelowMinusOneIsNoEpoch() {
        read("{'epoch': -1}", "{'epoch': -2}");

        assertThat(reader.result().epoch()).isEqualTo(OptionalLong.of(-1));
    }

    @Test
    void kpisAreCollectedByEpochAndTheFirstValueOfAnEpochWins() {
        read(
                "{'kpi': {'accuracy': 0.1}}",
                "{'epoch': 1, 'kpi': {'accuracy': 0.5, 'loss': 2}}",
                "{'kpi': {'accuracy': 0.6}}",
                "{'epoch': 2, 'kpi': {'accuracy': {'value': 0.7}}}");

        assertThat(reader.result().kpi())
                .containsExactly(
                        new Kpi("accuracy", Map.of(0L, 0.1, 1L, 0.5, 2L, 0.7)), new Kpi("loss", Map.of(1L, 2.0)));
    }

    @Test
    void kpisOfALineOfModeTrainAreIgnored() {
        read("{'mode': 'train', 'epoch': 1, 'kpi': {'accuracy': 0.5}, 'graphical': {'loss': 1}}");

        assertThat(reader.result().kpi()).isEmpty();
        assertThat(reader.result().graphical()).hasSize(1);
    }

    @Test
    void iterationsStandForEpochsWhereThereAreNone() {
        read("{'cur_iter': 100, 'kpi': {'mIoU': 0.3}}", "{'cur_iter': 200, 'kpi': {'mIoU': 0.4}}");

        assertThat(reader.result().kpi()).containsExactly(new Kpi("mIoU", Map.of(100L, 0.3, 200L, 0.4)));
    }

    @Test
    void aCurveGetsAxesFromItsValues() {
        read("{'epoch': 1, 'graphical': {'loss': 2.5}}", "{'epoch': 2, 'graphical': {'loss': 1.5}}");

        assertThat(reader.result().graphical())
                .containsExactly(new Graphical("loss", Map.of(1L, 2.5, 2L, 1.5), 0, 2, 0, 2.5, Optional.empty()));
    }

    @Test
    void axesThatTheWorkerGivesWin() {
        read("{'epoch': 1, 'graphical': {'lr': {'value': 0.1, 'x_min': 1, 'x_max': 50, 'y_min': 0.01, 'y_max': 1, 'units': 'rate'}}}");

        assertThat(reader.result().graphical())
                .containsExactly(new Graphical("lr", Map.of(1L, 0.1), 1, 50, 0.01, 1, Optional.of("rate")));
    }

    @Test
    void aCurveWithoutValuesHasTheOriginalsUpperBound() {
        read("{'graphical': {'loss': NaN}}");

        assertThat(reader.result().graphical())
                .containsExactly(new Graphical("loss", Map.of(), 0, 0, 0, 1e10, Optional.empty()));
    }

    @Test
    void aGraphicalObjectThatWasThereBeforeIsSkipped() {
        read("{'epoch': 1, 'graphical': {'loss': 2}}", "{'epoch': 2, 'graphical': {'loss': 2}}", "{'epoch': 3, 'graphical': {'loss': 1}}");

        assertThat(reader.result().graphical().get(0).values()).isEqualTo(Map.of(1L, 2.0, 3L, 1.0));
    }

    @Test
    void whatIsNoFiniteNumberIsDropped() {
        read("{'epoch': 1, 'kpi': {'a': NaN, 'b': 'inf', 'c': 'Infinity', 'd': 'n/a', 'e': [1], 'f': true, 'g': '0.5'}}");

        assertThat(reader.result().kpi().stream().filter(kpi -> !kpi.values().isEmpty()))
                .containsExactly(new Kpi("g", Map.of(1L, 0.5)));
    }

    @Test
    void categoricalValuesAreMergedByMetricAndTheLaterWins() {
        read(
                "{'categorical': {'accuracy': {'cat': 0.1, 'dog': 0.2}, 'recall': {'cat': 0.3}}}",
                "{'categorical': {'accuracy': {'cat': 0.9}}}");

        assertThat(reader.result().categorical())
                .containsExactly(
                        new Categorical("accuracy", List.of(new CategoryValue("cat", 0.9))),
                        new Categorical("recall", List.of(new CategoryValue("cat", 0.3))));
    }

    @Test
    void aCategoricalObjectIsIgnoredAsAWholeUnlessEveryValueIsAnObject() {
        read("{'categorical': {'accuracy': {'cat': 0.1}, 'recall': 0.3}}");

        assertThat(reader.result().categorical()).isEmpty();
    }

    @Test
    void aNewAttemptKeepsTheMetricsAndForgetsTheLastWords() {
        read("{'epoch': 1, 'status': 'FAILURE', 'message': 'gone', 'kpi': {'accuracy': 0.5}}");

        reader.beginAttempt();

        assertThat(reader.result().detailedStatus()).isEqualTo(DetailedStatus.NONE);
        assertThat(reader.result().kpi()).hasSize(1);
    }

    @Test
    void aResultStaysSmallHoweverLongTheTrainingWas() {
        for (int epoch = 0; epoch <= 100_001; epoch++) {
            read("{'epoch': " + epoch + ", 'kpi': {'loss': " + epoch + "}, 'graphical': {'loss': " + epoch + "}}");
        }

        Map<Long, Double> curve = reader.result().kpi().get(0).values();
        assertThat(curve).hasSizeBetween(MetricSeries.MOST_POINTS / 2, MetricSeries.MOST_POINTS)
                .containsEntry(0L, 0.0)
                .containsEntry(100_001L, 100_001.0)
                .allSatisfy((epoch, value) -> assertThat(value).isEqualTo(epoch.doubleValue()));
        assertThat(List.copyOf(curve.keySet())).isSorted();
        assertThat(reader.result().graphical().get(0).values()).hasSizeLessThanOrEqualTo(MetricSeries.MOST_POINTS);
    }

    @Test
    void namesOfMetricsBeyondTheLimitArePassedOver() {
        for (int number = 0; number < 2 * MetricSeries.MOST_METRICS; number++) {
            read("{'epoch': 1, 'kpi': {'metric" + number + "': 1}}");
        }

        assertThat(reader.result().kpi()).hasSize(MetricSeries.MOST_METRICS);
    }

    private void read(String... lines) {
        for (String line : lines) {
            reader.read(line.replace('\'', '"'));
        }
    }
}
