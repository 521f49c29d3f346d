// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.train;

import dev.graft.spi.network.KeyMetric;
import java.util.Objects;
import java.util.Optional;

/**
 * What is chosen for a training, whatever the network.
 *
 * @param maxEpochs at least 1
 * @param validateEvery epochs between validations, the last epoch is always validated; 0 for never
 * @param checkpointEvery epochs between checkpoints, at least 1; the last epoch always has one
 * @param keptCheckpoints how many of the newest checkpoints stay, beside the best; 0 for all
 * @param keyMetric tells which checkpoint is the best; {@code loss} is the mean training loss
 * @param gradientClipping limit of the gradients' norm
 * @param earlyStopping when to end before the last epoch
 */
public record TrainingOptions(
        int maxEpochs,
        int validateEvery,
        int checkpointEvery,
        int keptCheckpoints,
        KeyMetric keyMetric,
        Optional<GradientClipping> gradientClipping,
        Optional<EarlyStopping> earlyStopping) {

    /**
     * A limit of the gradients' norm.
     *
     * @param maxNorm above 0
     * @param normType 2 for the Euclidean norm; infinity for the largest entry
     */
    public record GradientClipping(double maxNorm, double normType) {}

    /**
     * When to end early.
     *
     * @param patience validations in a row without a gain, at least 1
     * @param minDelta least change of the key metric that counts as a gain, at least 0
     */
    public record EarlyStopping(int patience, double minDelta) {}

    public TrainingOptions {
        if (maxEpochs < 1 || validateEvery < 0 || checkpointEvery < 1 || keptCheckpoints < 0) {
            throw new IllegalArgumentException("epochs and checkpoint interval are at least 1, other intervals at least 0");
        }
        Objects.requireNonNull(keyMetric, "keyMetric");
        Objects.requireNonNull(gradientClipping, "gradientClipping");
        Objects.requireNonNull(earlyStopping, "earlyStopping");
    }
}
