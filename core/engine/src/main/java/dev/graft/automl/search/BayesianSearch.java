// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.search;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.automl.search.GaussianProcess.Prediction;
import dev.graft.automl.space.Dimension.Coordinate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.random.RandomGenerator;
import org.hipparchus.random.SobolSequenceGenerator;

/**
 * Bayesian optimisation: a Gaussian process over what was seen, and the point with the largest log expected improvement next. Trial 0 is the
 * specs' own values; then come some points of a randomly shifted Sobol sequence; then the model decides. Trials that still run count
 * with the model's own guess of their score, so that parallel proposals spread out.
 *
 * @param trials how many in all, at least 1
 */
public record BayesianSearch(int trials) implements SearchAlgorithm {

    private static final int LEAST_FIRST = 5;

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

    private Map<String, JsonNode> values(History history, int number) {
        if (number == 0) {
            return history.defaults();
        }
        int first = Math.max(LEAST_FIRST, history.space().coordinates().size() + 2);
        if (number < first || history.scored().size() < 2) {
            return history.space().decode(spread(history, number));
        }
        return history.space().decode(improve(history, number));
    }

    /** A point of a Sobol sequence, shifted by the seed around the cube's faces. */
    private static double[] spread(History history, int number) {
        int d = history.space().coordinates().size();
        double[] shift = history.draw(history.random(-1));
        SobolSequenceGenerator sobol = new SobolSequenceGenerator(d);
        double[] point = sobol.skipTo(number);
        return IntStream.range(0, d).mapToDouble(i -> (point[i] + shift[i]) % 1).toArray();
    }

    private static double[] improve(History history, int number) {
        List<Coordinate> coordinates = history.space().coordinates();
        List<Trial> scored = history.scored();
        double[][] points = scored.stream()
                .map(trial -> history.space().encode(trial.values()))
                .toArray(double[][]::new);
        double[] targets = Targets.standardise(scored.stream().mapToDouble(history::loss).toArray());
        GaussianProcess model = believe(history, GaussianProcess.fit(coordinates, points, targets), points, targets);
        double best = Arrays.stream(targets).min().orElseThrow();
        double[] incumbent = points[indexOf(targets, best)];
        RandomGenerator random = history.random(number);
        return new Acquisition(coordinates, random)
                .maximise(
                        point -> {
                            Prediction prediction = model.predict(point);
                            return ExpectedImprovement.log(prediction.mean(), prediction.deviation(), best);
                        },
                        incumbent);
    }

    /** The model with every running trial observed at its predicted mean. */
    private static GaussianProcess believe(
            History history, GaussianProcess model, double[][] points, double[] targets) {
        GaussianProcess believing = model;
        List<double[]> allPoints = new ArrayList<>(List.of(points));
        double[] allTargets = targets;
        for (Trial trial : history.trials()) {
            if (trial.running()) {
                double[] point = history.space().encode(trial.values());
                allPoints.add(point);
                allTargets = Arrays.copyOf(allTargets, allTargets.length + 1);
                allTargets[allTargets.length - 1] = believing.predict(point).mean();
                believing = believing.with(allPoints.toArray(double[][]::new), allTargets);
            }
        }
        return believing;
    }

    private static int indexOf(double[] values, double value) {
        return IntStream.range(0, values.length)
                .filter(i -> values[i] == value)
                .findFirst()
                .orElseThrow();
    }
}
