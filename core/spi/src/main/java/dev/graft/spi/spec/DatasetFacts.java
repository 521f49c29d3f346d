// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.spec;

import dev.graft.spi.network.ActionRule.DatasetRole;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the server knows of a job's datasets when it is submitted, learnt when they were validated.
 *
 * @param byRole an experiment's datasets by the part they play; a role without a dataset is absent; train datasets in their order
 * @param own the dataset itself, for an action on a dataset
 */
public record DatasetFacts(Map<DatasetRole, List<Facts>> byRole, Optional<Facts> own) {

    /**
     * Facts of one dataset.
     *
     * @param id the dataset's id
     * @param type its type, for example {@code image_classification}
     * @param format its format, for example {@code classification_pyt}
     * @param classes the class names in the dataset's order; empty where the format has none
     * @param samples number of samples (images, clips, clouds) by split; empty where they were not counted
     */
    public record Facts(String id, String type, String format, List<String> classes, Map<String, Long> samples) {
        public Facts {
            classes = List.copyOf(classes);
            samples = Map.copyOf(samples);
        }
    }

    public DatasetFacts {
        Map<DatasetRole, List<Facts>> copy = new EnumMap<>(DatasetRole.class);
        byRole.forEach((role, facts) -> copy.put(role, List.copyOf(facts)));
        byRole = Map.copyOf(copy);
        Objects.requireNonNull(own, "own");
    }

    /** The datasets of an experiment. */
    public DatasetFacts(Map<DatasetRole, List<Facts>> byRole) {
        this(byRole, Optional.empty());
    }

    /** The dataset that an action works on. */
    public static DatasetFacts ofOwn(Facts own) {
        return new DatasetFacts(Map.of(), Optional.of(own));
    }

    /** No dataset at all. */
    public static DatasetFacts none() {
        return new DatasetFacts(Map.of());
    }

    /** The first dataset of a role. */
    public Optional<Facts> first(DatasetRole role) {
        return byRole.getOrDefault(role, List.of()).stream().findFirst();
    }
}
