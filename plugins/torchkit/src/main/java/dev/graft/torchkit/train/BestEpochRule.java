// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.train;

import dev.graft.spi.network.KeyMetric;
import dev.graft.spi.network.KeyMetric.Goal;
import dev.graft.torchkit.train.TrainingOptions.EarlyStopping;
import java.util.Optional;
import java.util.OptionalDouble;

/** Which epoch is the best, and whether going on is still worth it. */
final class BestEpochRule {

    private final KeyMetric metric;
    private final Optional<EarlyStopping> earlyStopping;

    BestEpochRule(KeyMetric metric, Optional<EarlyStopping> earlyStopping) {
        this.metric = metric;
        this.earlyStopping = earlyStopping;
    }

    /** The progress after an epoch. Of equal epochs the later is the better one: it has seen more. */
    Progress taken(Progress progress, EpochReport report) {
        OptionalDouble value = report.metric(metric.name());
        if (value.isEmpty()) {
            return progress.afterEpoch(report, progress.best(), progress.withoutGain());
        }
        double candidate = value.getAsDouble();
        Optional<BestEpoch> best = progress.best();
        boolean notWorse = best.isEmpty() || !metric.isBetter(best.get().value(), candidate);
        boolean gain = best.isEmpty() || metric.isBetter(candidate, worthwhile(best.get().value()));
        return progress.afterEpoch(
                report,
                notWorse ? Optional.of(new BestEpoch(report.epoch(), candidate)) : best,
                gain ? 0 : progress.withoutGain() + 1);
    }

    boolean isOver(Progress progress) {
        return earlyStopping.filter(rule -> progress.withoutGain() >= rule.patience()).isPresent();
    }

    private double worthwhile(double best) {
        double delta = earlyStopping.map(EarlyStopping::minDelta).orElse(0.0);
        return metric.goal() == Goal.MAXIMIZE ? best + delta : best - delta;
    }
}
