// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.search;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.automl.space.Dimension.Coordinate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Tree-structured Parzen estimator (Bergstra et al., NeurIPS 2011), in the multivariate form of Falkner et al. (ICML 2018): the trials are
 * split into a good and a bad part, and of some points drawn from the density of the good the one is taken that is the least like
 * the bad. Running trials count as bad, so that parallel proposals spread out.
 *
 * @param trials how many in all, at least 1
 */
public record Tpe(int trials) implements SearchAlgorithm {

    private static final int FIRST = 10;
    private static final int CANDIDATES = 64;

    @Override
    public Answer ask(History history, int free) {
        if (history.size() >= trials) {
            return Answer.end();
        }
        List<Proposal> proposals = new ArrayList<>();
        History known = history;
        for (int number = history.size(); number < Math.min(trials, history.size() + free); number++) {
            Proposal proposal = Proposal.whole(number, values(known, number));
            proposals.add(proposal);
            known = known.with(new Trial(proposal, new Trial.Running()));
        }
        return Answer.of(proposals);
    }

    private static Map<String, JsonNode> values(History history, int number) {
        if (number == 0) {
            return history.defaults();
        }
        RandomGenerator random = history.random(number);
        List<Trial> scored = history.scored().stream()
                .sorted(Comparator.comparingDouble(history::loss))
                .toList();
        if (scored.size() < FIRST) {
            return history.space().decode(history.draw(random));
        }
        int good = Math.min(25, (int) Math.ceil(0.1 * scored.size()) + 1);
        List<Coordinate> coordinates = history.space().coordinates();
        ParzenDensity likely = new ParzenDensity(coordinates, points(history, scored.subList(0, good)));
        ParzenDensity unlikely = new ParzenDensity(coordinates, points(history, rest(history, scored, good)));
        Best best = new Best(history.draw(random));
        for (int i = 0; i < CANDIDATES; i++) {
            double[] candidate = likely.draw(random);
            best.offer(candidate, unlikely.logDensity(candidate) - likely.logDensity(candidate));
        }
        return history.space().decode(best.point());
    }

    private static List<Trial> rest(History history, List<Trial> scored, int good) {
        List<Trial> rest = new ArrayList<>(scored.subList(good, scored.size()));
        history.trials().stream().filter(Trial::running).forEach(rest::add);
        return rest;
    }

    private static List<double[]> points(History history, List<Trial> trials) {
        return trials.stream()
                .map(trial -> history.space().encode(trial.values()))
                .toList();
    }
}
