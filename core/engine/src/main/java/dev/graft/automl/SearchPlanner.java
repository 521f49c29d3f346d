// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl;

import dev.graft.automl.search.History;
import dev.graft.automl.space.Dimension;
import dev.graft.automl.space.SearchSpace;
import dev.graft.experiment.AutoMlSettings;
import dev.graft.experiment.AutoMlSettings.Algorithm;
import dev.graft.experiment.Experiment;
import dev.graft.experiment.ExperimentRepository;
import dev.graft.fault.FaultList;
import dev.graft.fault.NotFound;
import dev.graft.job.Job;
import dev.graft.job.JobOwner;
import dev.graft.job.JobState;
import dev.graft.job.SearchPlans;
import dev.graft.plugin.NetworkRegistry;
import dev.graft.spi.Action;
import dev.graft.spi.NetworkPlugin;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.network.KeyMetric;
import dev.graft.spi.network.NetworkDescriptor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/** Turns train jobs into searches where their experiment wants it, and judges the experiment's settings before. */
@ApplicationScoped
public class SearchPlanner implements SearchPlans {

    private final ExperimentRepository experiments;
    private final NetworkRegistry networks;
    private final SearchRepository searches;

    /** For the container's proxy. */
    protected SearchPlanner() {
        this(null, null, null);
    }

    @Inject
    public SearchPlanner(ExperimentRepository experiments, NetworkRegistry networks, SearchRepository searches) {
        this.experiments = experiments;
        this.networks = networks;
        this.searches = searches;
    }

    @Override
    public void plan(Job job, NetworkPlugin plugin) {
        if (settings(job).isEnabled() && job.action() == Action.TRAIN) {
            planOf(job, plugin);
            job.becomeSearch();
        }
    }

    @Override
    public void submitted(Job job) {
        if (job.isSearch()) {
            NetworkPlugin plugin = networks.find(job.architecture())
                    .orElseThrow(() -> new GraftException(
                            StandardError.INTERNAL, "The plugin of " + job.architecture() + " is not loaded any more; ask an administrator."));
            searches.add(new Search(job.id(), planOf(job, plugin)));
        }
    }

    @Override
    public void resumed(Job job) {
        if (!job.isSearch()) {
            return;
        }
        Search search = searches.find(job.id()).orElseThrow(() -> NotFound.of("search of job", job.id()));
        search.limit(SearchSettings.of(settings(job)));
        SearchPlan plan = search.plan();
        if (job.state() == JobState.DONE && !hasMore(search, plan)) {
            throw new GraftException(
                    StandardError.ILLEGAL_STATE,
                    "The search " + job.id() + " has done all its trials. "
                            + (plan.settings().algorithm() == Algorithm.HYPERBAND
                                    ? "The number of hyperband's trials follows from automl_R and automl_nu; start another search with larger ones."
                                    : "Set a larger automl_max_recommendations in the experiment, then resume it."));
        }
    }

    @Override
    public Optional<UUID> trial(Job search, int number) {
        return searches.trials(search.id()).stream()
                .filter(trial -> trial.number() == number)
                .map(SearchTrial::jobId)
                .findFirst();
    }

    private boolean hasMore(Search search, SearchPlan plan) {
        History history = plan.history(searches.trials(search.jobId()).stream().map(SearchTrial::known).toList());
        return !plan.settings().searchAlgorithm().ask(history, 1).finished();
    }

    private AutoMlSettings settings(Job job) {
        return job.owner().kind() == JobOwner.Kind.DATASET
                ? AutoMlSettings.none()
                : experiment(job).map(Experiment::automlSettings).orElse(AutoMlSettings.none());
    }

    private Optional<Experiment> experiment(Job job) {
        return experiments.find(job.org(), job.owner().id());
    }

    private SearchPlan planOf(Job job, NetworkPlugin plugin) {
        FaultList faults = new FaultList();
        NetworkDescriptor network = plugin.network();
        AutoMlSettings given = settings(job);
        SearchSettings settings = SearchSettings.of(given);
        checkAlgorithm(settings, network, faults);
        Optional<KeyMetric> metric = metric(job, network, faults);
        SearchSpaceBuilder builder = new SearchSpaceBuilder(
                plugin.specs(Action.TRAIN).parameters(), given, job.specs(), network.length(), faults);
        Optional<SearchSpace> space = builder.build();
        space.ifPresent(found -> checkParts(network, settings, found, faults));
        faults.throwIfAny();
        return new SearchPlan(
                settings,
                metric.orElseThrow(),
                job.id().getMostSignificantBits() ^ job.id().getLeastSignificantBits(),
                space.orElseThrow(),
                builder.defaults(space.orElseThrow()),
                network.length());
    }

    private static void checkAlgorithm(SearchSettings settings, NetworkDescriptor network, FaultList faults) {
        if (!network.automl()) {
            faults.add(
                    "/automl_settings/automl_enabled",
                    "network " + network.architecture() + " has no search over hyperparameters; switch it off in the experiment");
        }
        try {
            settings.searchAlgorithm();
        } catch (IllegalArgumentException e) {
            faults.add("/automl_settings", e.getMessage());
        }
        if (settings.inRungs() && network.length().isEmpty()) {
            faults.add(
                    "/automl_settings/automl_algorithm",
                    settings.algorithm().wireName() + " trains for some epochs at a time, and " + network.architecture()
                            + " does not say where its specs have their number; use bayesian");
        }
    }

    private Optional<KeyMetric> metric(Job job, NetworkDescriptor network, FaultList faults) {
        if (network.keyMetric().isEmpty()) {
            faults.add("/metric", "network " + network.architecture() + " has no metric that trials could be compared by");
            return Optional.empty();
        }
        try {
            return Optional.of(SearchMetric.of(experiment(job).flatMap(Experiment::metric), network.keyMetric().get()));
        } catch (IllegalArgumentException e) {
            faults.add("/metric", e.getMessage());
            return Optional.empty();
        }
    }

    private static void checkParts(NetworkDescriptor network, SearchSettings settings, SearchSpace space, FaultList faults) {
        if (settings.inRungs()) {
            space.dimensions().stream()
                    .map(Dimension::name)
                    .filter(name -> network.length().filter(length -> length.wholeOnly().contains(name)).isPresent())
                    .forEach(name -> faults.add(
                            "/automl_settings/automl_add_hyperparameters",
                            settings.algorithm().wireName() + " cannot search " + name
                                    + ", as one of its values cannot be trained in parts; leave it out, or use another algorithm"));
        }
    }
}
