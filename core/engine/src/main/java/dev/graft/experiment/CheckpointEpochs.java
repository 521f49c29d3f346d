// SPDX-License-Identifier: Apache-2.0
package dev.graft.experiment;

import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The API's {@code checkpoint_epoch_number}: epochs that checkpoints are chosen by.
 *
 * @param byKey epoch by {@code <method>_<job id>}, see {@link CheckpointChooseMethod#epochKey}
 */
public record CheckpointEpochs(Map<String, Long> byKey) {

    public CheckpointEpochs {
        byKey = Map.copyOf(byKey);
    }

    /** None. */
    public static CheckpointEpochs none() {
        return new CheckpointEpochs(Map.of());
    }

    /** These and others, which win where both have a key. */
    public CheckpointEpochs with(Map<String, Long> others) {
        Map<String, Long> merged = new TreeMap<>(byKey);
        merged.putAll(others);
        return new CheckpointEpochs(merged);
    }

    /** The epoch of a job by that method, or empty if none is set. */
    public OptionalLong of(CheckpointChooseMethod method, Object jobId) {
        Long epoch = byKey.get(method.epochKey(jobId));
        return epoch == null ? OptionalLong.empty() : OptionalLong.of(epoch);
    }
}
