// SPDX-License-Identifier: Apache-2.0
package dev.graft.experiment;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The search over hyperparameters; the API's {@code AutoMLSettings}. Empty is not set by the user.
 *
 * @param enabled whether train jobs are searches
 * @param algorithm how the next values are found
 * @param maxRecommendations number of trials, at least 1; of {@code hyperband} it is not asked for
 * @param maxParallel most trials at a time, at least 1; empty for as many as there are free slots
 * @param deleteIntermediateCheckpoints whether checkpoints of trials that lost are removed
 * @param maxResource hyperband's R, epochs of its longest trial, at least 0
 * @param eta hyperband's nu, the share of trials that goes on, at least 0
 * @param epochMultiplier epochs per unit of {@code maxResource}, at least 0
 * @param lastBracket whether hyperband runs the bracket without halving too, which the original leaves out
 * @param addedParameters a JSON list of parameters searched in addition, at most 5,000 characters
 * @param removedParameters a JSON list of parameters not searched, at most 5,000 characters
 * @param overrideDisabled whether parameters that are locked against a search may be added
 */
public record AutoMlSettings(
        Optional<Boolean> enabled,
        Optional<Algorithm> algorithm,
        Optional<Long> maxRecommendations,
        Optional<Long> maxParallel,
        Optional<Boolean> deleteIntermediateCheckpoints,
        Optional<Long> maxResource,
        Optional<Long> eta,
        Optional<Long> epochMultiplier,
        Optional<Boolean> lastBracket,
        Optional<String> addedParameters,
        Optional<String> removedParameters,
        Optional<Boolean> overrideDisabled) {

    /** The API's {@code AutoMLAlgorithm}. */
    public enum Algorithm {
        /** Bayesian optimisation with a Gaussian process. */
        BAYESIAN,
        /** Brackets of successive halving. */
        HYPERBAND,
        /** Asynchronous successive halving; not in the original's API. */
        ASHA,
        /** Tree-structured Parzen estimator; not in the original's API. */
        TPE,
        /** Random search; not in the original's API. */
        RANDOM;

        /** The name in the API. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The algorithm of that wire name, or empty if there is none. */
        public static Optional<Algorithm> find(String wireName) {
            return Stream.of(values()).filter(value -> value.wireName().equals(wireName)).findFirst();
        }
    }

    public AutoMlSettings {
        Objects.requireNonNull(enabled, "enabled");
        Objects.requireNonNull(algorithm, "algorithm");
        Objects.requireNonNull(maxRecommendations, "maxRecommendations");
        Objects.requireNonNull(maxParallel, "maxParallel");
        Objects.requireNonNull(deleteIntermediateCheckpoints, "deleteIntermediateCheckpoints");
        Objects.requireNonNull(maxResource, "maxResource");
        Objects.requireNonNull(eta, "eta");
        Objects.requireNonNull(epochMultiplier, "epochMultiplier");
        Objects.requireNonNull(lastBracket, "lastBracket");
        Objects.requireNonNull(addedParameters, "addedParameters");
        Objects.requireNonNull(removedParameters, "removedParameters");
        Objects.requireNonNull(overrideDisabled, "overrideDisabled");
    }

    /** Nothing set. */
    public static AutoMlSettings none() {
        return new AutoMlSettings(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** These settings with those that the other sets in their place. */
    public AutoMlSettings with(AutoMlSettings changed) {
        return new AutoMlSettings(
                changed.enabled.or(() -> enabled),
                changed.algorithm.or(() -> algorithm),
                changed.maxRecommendations.or(() -> maxRecommendations),
                changed.maxParallel.or(() -> maxParallel),
                changed.deleteIntermediateCheckpoints.or(() -> deleteIntermediateCheckpoints),
                changed.maxResource.or(() -> maxResource),
                changed.eta.or(() -> eta),
                changed.epochMultiplier.or(() -> epochMultiplier),
                changed.lastBracket.or(() -> lastBracket),
                changed.addedParameters.or(() -> addedParameters),
                changed.removedParameters.or(() -> removedParameters),
                changed.overrideDisabled.or(() -> overrideDisabled));
    }

    /** Whether train jobs are searches. */
    public boolean isEnabled() {
        return enabled.orElse(false);
    }
}
