// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl;

import dev.graft.automl.search.Asha;
import dev.graft.automl.search.BayesianSearch;
import dev.graft.automl.search.Hyperband;
import dev.graft.automl.search.RandomSearch;
import dev.graft.automl.search.SearchAlgorithm;
import dev.graft.automl.search.Tpe;
import dev.graft.experiment.AutoMlSettings;
import dev.graft.experiment.AutoMlSettings.Algorithm;
import java.util.Objects;

/**
 * The settings of a search, with the defaults of the TAO API where the user has set none.
 *
 * @param algorithm how the next values are found
 * @param trials how many values to try, at least 1; hyperband's number follows from R and nu
 * @param parallel most trials at a time, at least 1
 * @param deleteCheckpoints whether checkpoints that are not needed any more are deleted
 * @param maxResource the API's {@code automl_R}
 * @param reduction the API's {@code automl_nu}
 * @param epochMultiplier epochs of one unit of resource
 * @param lastBracket whether hyperband runs the bracket without halving too
 */
public record SearchSettings(
        Algorithm algorithm,
        int trials,
        int parallel,
        boolean deleteCheckpoints,
        int maxResource,
        int reduction,
        int epochMultiplier,
        boolean lastBracket) {

    private static final long TRIALS = 20;
    private static final long MAX_RESOURCE = 27;
    private static final long REDUCTION = 3;

    public SearchSettings {
        Objects.requireNonNull(algorithm, "algorithm");
    }

    /** The settings of an experiment, which were checked when it was stored. */
    static SearchSettings of(AutoMlSettings settings) {
        return new SearchSettings(
                settings.algorithm().orElse(Algorithm.BAYESIAN),
                Math.toIntExact(settings.maxRecommendations().orElse(TRIALS)),
                Math.toIntExact(settings.maxParallel().orElse((long) Integer.MAX_VALUE)),
                settings.deleteIntermediateCheckpoints().orElse(true),
                Math.toIntExact(settings.maxResource().orElse(MAX_RESOURCE)),
                Math.toIntExact(settings.eta().orElse(REDUCTION)),
                Math.toIntExact(settings.epochMultiplier().orElse(1L)),
                settings.lastBracket().orElse(false));
    }

    /**
     * What decides on the next trials.
     *
     * @throws IllegalArgumentException if the settings do not go together; the message says how they would
     */
    SearchAlgorithm searchAlgorithm() {
        return switch (algorithm) {
            case BAYESIAN -> new BayesianSearch(trials);
            case TPE -> new Tpe(trials);
            case RANDOM -> new RandomSearch(trials);
            case HYPERBAND -> hyperband();
            case ASHA -> new Asha(maxResource, reduction, epochMultiplier, trials);
        };
    }

    /** The brackets of a hyperband search. */
    Hyperband hyperband() {
        return new Hyperband(maxResource, reduction, epochMultiplier, lastBracket);
    }

    /** Whether trials are trained in rungs, survivors going on from their checkpoints. */
    boolean inRungs() {
        return algorithm == Algorithm.HYPERBAND || algorithm == Algorithm.ASHA;
    }

    /** Epochs of the last rung; only of a search in rungs. */
    int lastRung() {
        return maxResource * epochMultiplier;
    }

    /** These settings with the limits of others: what may change when a search goes on. */
    SearchSettings withLimitsOf(SearchSettings other) {
        return new SearchSettings(
                algorithm,
                other.trials,
                other.parallel,
                other.deleteCheckpoints,
                maxResource,
                reduction,
                epochMultiplier,
                lastBracket);
    }
}
