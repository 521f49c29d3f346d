// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.spi.network.KeyMetric;
import dev.graft.spi.network.KeyMetric.Goal;
import dev.graft.torchkit.train.TrainingOptions.EarlyStopping;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BestEpochRuleTest {

    private static final KeyMetric ACCURACY = new KeyMetric("accuracy", Goal.MAXIMIZE);
    private static final KeyMetric LOSS = new KeyMetric("loss", Goal.MINIMIZE);

    @Test
    void theLargestIsTheBestAndOfEqualsTheLater() {
        assertThat(after(ACCURACY, Optional.empty(), 0.5, 0.9, 0.9, 0.7).best()).contains(new BestEpoch(3, 0.9));
    }

    @Test
    void theSmallestIsTheBestOfALoss() {
        Progress progress = Progress.beginning();
        BestEpochRule rule = new BestEpochRule(LOSS, Optional.empty());
        for (double loss : new double[] {0.5, 0.2, 0.4}) {
            progress = rule.taken(progress, new EpochReport(progress.epoch() + 1, loss, 0.1, 1, Optional.empty()));
        }
        assertThat(progress.best()).contains(new BestEpoch(2, 0.2));
    }

    @Test
    void epochsWithoutValidationAreNeitherBestNorCounted() {
        BestEpochRule rule = new BestEpochRule(ACCURACY, Optional.of(new EarlyStopping(1, 0)));
        Progress progress = rule.taken(after(ACCURACY, Optional.of(new EarlyStopping(1, 0)), 0.5),
                new EpochReport(2, 0.1, 0.1, 1, Optional.empty()));
        assertThat(progress.best()).contains(new BestEpoch(1, 0.5));
        assertThat(rule.isOver(progress)).isFalse();
    }

    @Test
    void itIsOverWhenPatienceIs() {
        EarlyStopping stopping = new EarlyStopping(2, 0.05);
        BestEpochRule rule = new BestEpochRule(ACCURACY, Optional.of(stopping));
        assertThat(rule.isOver(after(ACCURACY, Optional.of(stopping), 0.5, 0.52))).isFalse();
        assertThat(rule.isOver(after(ACCURACY, Optional.of(stopping), 0.5, 0.52, 0.53))).as("gains below the least").isTrue();
        assertThat(rule.isOver(after(ACCURACY, Optional.of(stopping), 0.5, 0.52, 0.6))).isFalse();
    }

    private static Progress after(KeyMetric metric, Optional<EarlyStopping> stopping, double... values) {
        BestEpochRule rule = new BestEpochRule(metric, stopping);
        Progress progress = Progress.beginning();
        for (double value : values) {
            Evaluation evaluation = new Evaluation(Map.of(metric.name(), value), Map.of());
            progress = rule.taken(progress, new EpochReport(progress.epoch() + 1, 1, 0.1, 1, Optional.of(evaluation)));
        }
        return progress;
    }
}
