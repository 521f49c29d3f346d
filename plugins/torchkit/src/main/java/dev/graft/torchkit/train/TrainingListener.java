// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.train;

/** Is told how a training goes. Called on the training's thread; what it throws ends the training. */
public interface TrainingListener {

    /** Before the first step; {@code progress} is not at its beginning if the training goes on. */
    default void started(Progress progress) {}

    /**
     * After each step.
     *
     * @param batchesPerEpoch number of batches in an epoch
     * @param loss of the step's batch
     */
    default void stepDone(Progress progress, int batchesPerEpoch, double loss) {}

    /** After each epoch, its validation and its checkpoint. The epoch is the last of the progress's history. */
    default void epochDone(Progress progress) {}
}
