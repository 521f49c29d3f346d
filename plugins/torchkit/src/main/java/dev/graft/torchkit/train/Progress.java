// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.train;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far a training has come: all that has to be kept beside tensors to go on exactly where it stopped.
 *
 * @param step steps done in all
 * @param epoch epochs finished
 * @param batch batches done of the running epoch
 * @param samples samples seen in the running epoch
 * @param lossSum sum of their losses
 * @param seconds time spent on the running epoch
 * @param history the finished epochs
 * @param best the best epoch
 * @param withoutGain validations since the last gain that counted for early stopping
 */
public record Progress(
        @JsonProperty("step") long step,
        @JsonProperty("epoch") int epoch,
        @JsonProperty("batch") int batch,
        @JsonProperty("samples") long samples,
        @JsonProperty("loss_sum") double lossSum,
        @JsonProperty("seconds") double seconds,
        @JsonProperty("history") List<EpochReport> history,
        @JsonProperty("best") Optional<BestEpoch> best,
        @JsonProperty("without_gain") int withoutGain) {

    public Progress {
        history = List.copyOf(history);
    }

    /** The beginning. */
    public static Progress beginning() {
        return new Progress(0, 0, 0, 0, 0, 0, List.of(), Optional.empty(), 0);
    }

    /** The mean loss of the running epoch so far; NaN before its first batch. */
    public double meanLoss() {
        return lossSum / samples;
    }

    Progress afterStep(int batchSize, double loss) {
        return new Progress(
                step + 1, epoch, batch + 1, samples + batchSize, lossSum + loss * batchSize, seconds, history, best, withoutGain);
    }

    Progress after(double moreSeconds) {
        return new Progress(
                step, epoch, batch, samples, lossSum, seconds + moreSeconds, history, best, withoutGain);
    }

    Progress afterEpoch(EpochReport report, Optional<BestEpoch> newBest, int newWithoutGain) {
        List<EpochReport> longer = new ArrayList<>(history);
        longer.add(report);
        return new Progress(step, epoch + 1, 0, 0, 0, 0, longer, newBest, newWithoutGain);
    }
}
