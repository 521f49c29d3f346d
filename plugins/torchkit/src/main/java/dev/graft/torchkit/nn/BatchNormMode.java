// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

/**
 * How a batch normalisation runs.
 *
 * @param training whether the batch's own statistics are used, and the running ones updated
 * @param momentum share of the batch in the running statistics, 0 to 1
 * @param epsilon added to the variance, above 0
 */
public record BatchNormMode(boolean training, double momentum, double epsilon) {}
