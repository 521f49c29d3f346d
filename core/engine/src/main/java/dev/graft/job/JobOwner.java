// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

/**
 * What a job works on.
 *
 * @param kind an experiment or a dataset
 * @param id its id
 */
public record JobOwner(Kind kind, UUID id) {

    /** The two kinds of owner. */
    public enum Kind {
        EXPERIMENT,
        DATASET;

        /** The word for people, in lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public JobOwner {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
    }

    /** The jobs of an experiment. */
    public static JobOwner experiment(UUID id) {
        return new JobOwner(Kind.EXPERIMENT, id);
    }

    /** The jobs of a dataset. */
    public static JobOwner dataset(UUID id) {
        return new JobOwner(Kind.DATASET, id);
    }

    @Override
    public String toString() {
        return kind.word() + " " + id;
    }
}
