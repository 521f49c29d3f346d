// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl;

import dev.graft.automl.search.History;
import dev.graft.automl.search.Trial;
import dev.graft.spi.network.KeyMetric.Goal;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A search as it is conducted: what is stored, kept at hand so that a trial's report does not cost the reading of all of them. Confined to
 * one thread at a time; thrown away and read again whenever a step has failed.
 */
final class SearchState {

    private final UUID jobId;
    private final SearchPlan plan;
    private final SortedMap<Integer, SearchTrial> trials = new TreeMap<>();
    private final SortedMap<Integer, Trial> known = new TreeMap<>();
    private final Map<Integer, SortedMap<Long, Double>> curves = new HashMap<>();
    private Optional<SearchTrial> best = Optional.empty();
    private long epochsTrained;
    private double secondsTrained;
    private boolean exhausted;

    SearchState(Search search, List<SearchTrial> stored) {
        this.jobId = search.jobId();
        this.plan = search.plan();
        stored.forEach(this::put);
    }

    UUID jobId() {
        return jobId;
    }

    SearchPlan plan() {
        return plan;
    }

    /** Takes a trial in as it is stored now. */
    void put(SearchTrial trial) {
        trials.put(trial.number(), trial);
        known.put(trial.number(), trial.known());
        boolean wasBest = best.filter(leader -> leader.number() == trial.number()).isPresent();
        best = best(plan, wasBest ? trials.values() : Stream.concat(best.stream(), Stream.of(trial)).toList());
        if (trial.ended() && !curves.containsKey(trial.number())) {
            SortedMap<Long, Double> curve = trial.curve();
            curves.put(trial.number(), curve);
            long own = curve.isEmpty() ? 0 : curve.lastKey() - before(trial);
            if (own > 0) {
                epochsTrained += own;
                secondsTrained += trial.seconds();
            }
        }
    }

    List<SearchTrial> trials() {
        return List.copyOf(trials.values());
    }

    List<SearchTrial> in(TrialState state) {
        return trials.values().stream().filter(trial -> trial.state() == state).toList();
    }

    Optional<SearchTrial> trial(int number) {
        return Optional.ofNullable(trials.get(number));
    }

    /** Whether the algorithm has nothing more to propose. */
    boolean exhausted() {
        return exhausted;
    }

    void exhaust() {
        exhausted = true;
    }

    History history() {
        return plan.history(List.copyOf(known.values()));
    }

    /** The curves of the trials with a score. */
    List<SortedMap<Long, Double>> scoredCurves() {
        return trials.values().stream()
                .filter(trial -> trial.state() == TrialState.SCORED)
                .map(trial -> curves.get(trial.number()))
                .toList();
    }

    /** The best trial, the earlier one among equals. */
    Optional<SearchTrial> best() {
        return best;
    }

    /** The best of some trials, the earlier one among equals. */
    static Optional<SearchTrial> best(SearchPlan plan, Collection<SearchTrial> trials) {
        Comparator<SearchTrial> byLoss = Comparator.comparingDouble(
                trial -> plan.metric().goal() == Goal.MINIMIZE ? trial.score().getAsDouble() : -trial.score().getAsDouble());
        return trials.stream()
                .filter(trial -> trial.state() == TrialState.SCORED)
                .min(byLoss.thenComparing(SearchTrial::number));
    }

    /** Mean time of an epoch over the trials that have ended; empty before any has. */
    OptionalDouble secondsPerEpoch() {
        return epochsTrained == 0 ? OptionalDouble.empty() : OptionalDouble.of(secondsTrained / epochsTrained);
    }

    /** Epochs that a trial did not train itself, as it went on from another one. */
    long before(SearchTrial trial) {
        return trial.continues().isPresent()
                ? trial(trial.continues().getAsInt()).map(other -> other.epochs().orElse(0)).orElse(0L)
                : 0;
    }

    /** A time as {@code H:MM:SS}. */
    static String clock(Duration time) {
        return String.format("%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }
}
