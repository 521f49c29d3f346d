// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.network;

import java.util.List;
import java.util.Objects;

/**
 * Where the train specs of a network say how long to train, so that a search over hyperparameters can train some trials for less.
 *
 * @param epochs dotted name of the parameter with the number of epochs (iterations, for a network that counts those)
 * @param intervals dotted names of the parameters that count epochs between two checkpoints or validations, none of which may be larger
 *     than the training is long
 * @param wholeOnly dotted names of parameters with values that train in one go, so that no search may draw them that trains in parts
 */
public record TrainingLength(String epochs, List<String> intervals, List<String> wholeOnly) {
    public TrainingLength {
        Objects.requireNonNull(epochs, "epochs");
        intervals = List.copyOf(intervals);
        wholeOnly = List.copyOf(wholeOnly);
    }
}
