// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import dev.graft.page.Page;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The datasets, seen by organisation: an id of another organisation is not found. */
public interface DatasetRepository {

    void add(Dataset dataset);

    Optional<Dataset> find(String org, UUID id);

    /** Those of the ids that exist in the organisation, in no particular order. */
    List<Dataset> findAll(String org, Collection<UUID> ids);

    Page<Dataset> list(String org, DatasetQuery query);

    void remove(Dataset dataset);

    /** Writes what was changed to the database now, so that {@link Dataset#lockVersion} is the one after the change. */
    Dataset flushed(Dataset dataset);

    /** Datasets of all organisations in that state; for the server's own recovery after a restart. */
    List<Dataset> inStatus(PullStatus status);
}
