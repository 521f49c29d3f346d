// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import dev.graft.dataset.Dataset;
import dev.graft.dataset.DatasetQuery;
import dev.graft.dataset.DatasetRepository;
import dev.graft.dataset.PullStatus;
import dev.graft.page.Page;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Datasets in memory; lists are not asked for by jobs. */
public final class DatasetsInMemory implements DatasetRepository {

    private final List<Dataset> all = new CopyOnWriteArrayList<>();

    @Override
    public void add(Dataset dataset) {
        all.add(dataset);
    }

    @Override
    public Optional<Dataset> find(String org, UUID id) {
        return all.stream().filter(one -> one.org().equals(org) && one.id().equals(id)).findFirst();
    }

    @Override
    public List<Dataset> findAll(String org, Collection<UUID> ids) {
        return all.stream().filter(one -> one.org().equals(org) && ids.contains(one.id())).toList();
    }

    @Override
    public Page<Dataset> list(String org, DatasetQuery query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remove(Dataset dataset) {
        all.remove(dataset);
    }

    @Override
    public Dataset flushed(Dataset dataset) {
        return dataset;
    }

    @Override
    public List<Dataset> inStatus(PullStatus status) {
        return all.stream().filter(one -> one.status() == status).toList();
    }
}
