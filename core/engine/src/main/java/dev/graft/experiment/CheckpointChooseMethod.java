// SPDX-License-Identifier: Apache-2.0
package dev.graft.experiment;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Which checkpoint of a training a following job uses; the API's {@code CheckpointChooseMethod}. */
public enum CheckpointChooseMethod {
    /** That of the last epoch. */
    LATEST_MODEL,
    /** That with the best metric. */
    BEST_MODEL,
    /** That of the epoch in {@code checkpoint_epoch_number}. */
    FROM_EPOCH_NUMBER;

    /** The name in the API, for example {@code best_model}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The method of that wire name, or empty if there is none. */
    public static Optional<CheckpointChooseMethod> find(String wireName) {
        return Stream.of(values()).filter(method -> method.wireName().equals(wireName)).findFirst();
    }

    /** Key of a job's entry in {@code checkpoint_epoch_number}. */
    public String epochKey(Object jobId) {
        return wireName() + "_" + jobId;
    }
}
