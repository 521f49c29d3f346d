// SPDX-License-Identifier: Apache-2.0
package dev.graft.experiment.base;

import dev.graft.experiment.Experiment;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The experiments of all organisations that stand for registered models. For the administrator's and the server's own work only. */
public interface BaseExperimentRepository {

    /** By name, then by id. */
    List<Experiment> all();

    Optional<Experiment> find(UUID id);
}
