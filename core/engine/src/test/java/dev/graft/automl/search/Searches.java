// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.search;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.automl.space.SearchSpace;
import dev.graft.spi.network.KeyMetric.Goal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Runs searches to their end for tests. */
final class Searches {

    private Searches() {}

    /** The history at the start, the middle of the space being the defaults. */
    static History start(SearchSpace space, Goal goal, long seed) {
        double[] middle = new double[space.coordinates().size()];
        Arrays.fill(middle, 0.5);
        return new History(space, goal, seed, space.decode(middle), List.of());
    }

    /** Asks for one trial after another and scores each at once. */
    static History run(SearchAlgorithm algorithm, History start, ToDoubleFunction<Map<String, JsonNode>> score) {
        History history = start;
        for (Answer answer = algorithm.ask(history, 1); !answer.finished(); answer = algorithm.ask(history, 1)) {
            for (Proposal proposal : answer.proposals()) {
                history = history.with(new Trial(proposal, new Trial.Scored(score.applyAsDouble(proposal.values()))));
            }
        }
        return history;
    }

    /** The history with the running trial of that number ended. */
    static History ended(History history, int number, Trial.Outcome outcome) {
        List<Trial> trials = new ArrayList<>(history.trials());
        trials.set(number, new Trial(trials.get(number).proposal(), outcome));
        return new History(history.space(), history.goal(), history.seed(), history.defaults(), trials);
    }

    /** The history with proposals begun. */
    static History begun(History history, List<Proposal> proposals) {
        History more = history;
        for (Proposal proposal : proposals) {
            more = more.with(new Trial(proposal, new Trial.Running()));
        }
        return more;
    }
}
