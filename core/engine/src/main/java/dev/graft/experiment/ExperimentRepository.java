// SPDX-License-Identifier: Apache-2.0
package dev.graft.experiment;

import dev.graft.org.Caller;
import dev.graft.page.Page;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The experiments, seen by organisation: an id of another organisation is not found, unless it is public where that is said. */
public interface ExperimentRepository {

    void add(Experiment experiment);

    /** One of the organisation's own. */
    Optional<Experiment> find(String org, UUID id);

    /** One of the organisation's own or a public one. */
    Optional<Experiment> findReadable(String org, UUID id);

    /** Those of the ids that are readable by the organisation, in no particular order. */
    List<Experiment> findAllReadable(String org, Collection<UUID> ids);

    /** Those that the caller may read. */
    Page<Experiment> list(Caller caller, ExperimentQuery query);

    void remove(Experiment experiment);

    /** Writes what was changed to the database now, so that {@link Experiment#lockVersion} is the one after the change. */
    Experiment flushed(Experiment experiment);

    /** Names of at most 10 experiments that use the dataset, by name. */
    List<String> namesUsingDataset(String org, UUID datasetId);

    /** Names of at most 10 experiments of the same organisation that start from the experiment, by name. */
    List<String> namesStartingFrom(Experiment base);

    /** Whether an experiment of another organisation starts from it. */
    boolean isBaseElsewhere(Experiment base);
}
