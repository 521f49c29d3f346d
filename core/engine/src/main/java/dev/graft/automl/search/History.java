// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.search;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.automl.search.Trial.Scored;
import dev.graft.automl.space.SearchSpace;
import dev.graft.spi.network.KeyMetric.Goal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.SplittableRandom;

/**
 * All that an algorithm knows.
 *
 * @param space the searched parameters
 * @param goal whether larger or smaller scores are better
 * @param seed seed of every random choice
 * @param defaults the specs' own values of the searched parameters, tried first
 * @param trials in the order of their numbers
 */
public record History(SearchSpace space, Goal goal, long seed, Map<String, JsonNode> defaults, List<Trial> trials) {

    public History {
        Objects.requireNonNull(space, "space");
        Objects.requireNonNull(goal, "goal");
        defaults = Map.copyOf(defaults);
        trials = trials.stream().sorted(Comparator.comparingInt(Trial::number)).toList();
    }

    /** The best scored trial, the earlier one among equals. */
    public Optional<Trial> best() {
        return scored().stream().min(Comparator.comparingDouble(this::loss));
    }

    /** This history and one more trial. */
    History with(Trial trial) {
        List<Trial> more = new ArrayList<>(trials);
        more.add(trial);
        return new History(space, goal, seed, defaults, more);
    }

    int size() {
        return trials.size();
    }

    List<Trial> scored() {
        return trials.stream().filter(trial -> trial.outcome() instanceof Scored).toList();
    }

    boolean anyRunning() {
        return trials.stream().anyMatch(Trial::running);
    }

    /** The score of a scored trial, turned so that smaller is better. */
    double loss(Trial trial) {
        double value = ((Scored) trial.outcome()).value();
        return goal == Goal.MINIMIZE ? value : -value;
    }

    /** Random numbers of one trial: they depend on the seed and the trial's number alone. */
    RandomGenerator random(int number) {
        return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number);
    }

    /** A uniformly drawn point of the unit cube. */
    double[] draw(RandomGenerator random) {
        return random.doubles(space.coordinates().size()).toArray();
    }
}
