// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import dev.graft.experiment.Experiment;
import dev.graft.experiment.ExperimentQuery;
import dev.graft.experiment.ExperimentRepository;
import dev.graft.org.Caller;
import dev.graft.page.Page;
import dev.graft.spi.network.ActionRule.DatasetRole;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Experiments in memory; lists are not asked for by unit tests. */
public final class ExperimentsInMemory implements ExperimentRepository {

    private final List<Experiment> all = new CopyOnWriteArrayList<>();

    @Override
    public void add(Experiment experiment) {
        all.add(experiment);
    }

    @Override
    public Optional<Experiment> find(String org, UUID id) {
        return all.stream().filter(one -> one.org().equals(org) && one.id().equals(id)).findFirst();
    }

    @Override
    public Optional<Experiment> findReadable(String org, UUID id) {
        return all.stream().filter(one -> one.readableBy(org) && one.id().equals(id)).findFirst();
    }

    @Override
    public List<Experiment> findAllReadable(String org, Collection<UUID> ids) {
        return all.stream().filter(one -> one.readableBy(org) && ids.contains(one.id())).toList();
    }

    @Override
    public Page<Experiment> list(Caller caller, ExperimentQuery query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remove(Experiment experiment) {
        all.remove(experiment);
    }

    @Override
    public Experiment flushed(Experiment experiment) {
        return experiment;
    }

    @Override
    public List<String> namesUsingDataset(String org, UUID datasetId) {
        return all.stream()
                .filter(one -> one.org().equals(org))
                .filter(one -> Stream.of(DatasetRole.values()).anyMatch(role -> one.datasets(role).contains(datasetId)))
                .map(Experiment::name)
                .sorted()
                .toList();
    }

    @Override
    public List<String> namesStartingFrom(Experiment base) {
        return all.stream()
                .filter(one -> one.org().equals(base.org()) && one.baseExperiments().contains(base.id()))
                .map(Experiment::name)
                .sorted()
                .toList();
    }

    @Override
    public boolean isBaseElsewhere(Experiment base) {
        return all.stream().anyMatch(one -> !one.org().equals(base.org()) && one.baseExperiments().contains(base.id()));
    }
}
