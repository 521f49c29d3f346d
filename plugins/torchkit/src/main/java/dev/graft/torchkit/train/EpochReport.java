// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.train;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A finished epoch.
 *
 * @param epoch its number, from 1
 * @param loss mean training loss of a sample
 * @param learningRate of its last step
 * @param seconds how long it took, validation included
 * @param evaluation figures of the validation, if there was one
 */
public record EpochReport(
        @JsonProperty("epoch") int epoch,
        @JsonProperty("loss") double loss,
        @JsonProperty("learning_rate") double learningRate,
        @JsonProperty("seconds") double seconds,
        @JsonProperty("evaluation") Optional<Evaluation> evaluation) {

    /** The name of {@link #loss} as a metric. */
    public static final String LOSS = "loss";

    /** The value of a metric in this epoch. */
    public OptionalDouble metric(String name) {
        if (name.equals(LOSS)) {
            return OptionalDouble.of(loss);
        }
        Double value = evaluation.map(Evaluation::kpi).map(kpi -> kpi.get(name)).orElse(Double.NaN);
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
