// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

/**
 * What can be chosen for batch normalisations.
 *
 * @param momentum share of the batch in the running statistics, above 0 and at most 1 (torch's meaning; Keras gives the share that is kept)
 * @param epsilon added to the variance, above 0
 */
public record BatchNormOptions(double momentum, double epsilon) {

    /** Those of torch. */
    public static final BatchNormOptions DEFAULTS = new BatchNormOptions(0.1, 1e-5);

    /** Refuses values out of range. */
    public BatchNormOptions {
        if (!(momentum > 0 && momentum <= 1) || !(epsilon > 0)) {
            throw new IllegalArgumentException(
                    "The momentum lies in (0, 1] and epsilon is above 0, but they are " + momentum + " and " + epsilon);
        }
    }
}
