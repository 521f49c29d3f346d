// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.graft.automl.search.Trial.Failed;
import dev.graft.automl.search.Trial.Scored;
import dev.graft.automl.space.ChoiceDimension;
import dev.graft.automl.space.IntegerDimension;
import dev.graft.automl.space.RealDimension;
import dev.graft.automl.space.SearchSpace;
import dev.graft.spi.network.KeyMetric.Goal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SearchAlgorithmTest {

    /** Where floats alone do not decide: only one pair of categories reaches the optimum. */
    private static final SearchSpace MIXED = SearchSpace.of(
            RealDimension.of("lr", 1e-6, 1),
            RealDimension.of("wd", 1e-6, 1),
            IntegerDimension.of("depth", 1, 8, 1),
            new ChoiceDimension("optimizer", texts("sgd", "adam", "adamw"), false),
            new ChoiceDimension("schedule", texts("step", "cosine", "poly"), false));

    private static List<JsonNode> texts(String... words) {
        return Stream.of(words).map(word -> (JsonNode) TextNode.valueOf(word)).toList();
    }

    private static double accuracy(Map<String, JsonNode> values) {
        double lr = Math.log10(values.get("lr").doubleValue()) + 3;
        double wd = Math.log10(values.get("wd").doubleValue()) + 4;
        double depth = values.get("depth").doubleValue() - 5;
        double kind = (values.get("optimizer").asText().equals("adamw") ? 0.2 : 0)
                + (values.get("schedule").asText().equals("cosine") ? 0.1 : 0);
        return 0.7 + kind - 0.05 * lr * lr - 0.01 * wd * wd - 0.01 * depth * depth;
    }

    static Stream<SearchAlgorithm> ofTwentyTrials() {
        return Stream.of(new RandomSearch(20), new Tpe(20), new BayesianSearch(20));
    }

    @ParameterizedTest
    @MethodSource("ofTwentyTrials")
    void trialZeroIsTheSpecsOwnValues(SearchAlgorithm algorithm) {
        History start = Searches.start(MIXED, Goal.MAXIMIZE, 1);

        assertThat(algorithm.ask(start, 1).proposals())
                .singleElement()
                .satisfies(first -> assertThat(first.values()).isEqualTo(start.defaults()));
    }

    @ParameterizedTest
    @MethodSource("ofTwentyTrials")
    void aSearchIsReplayedExactlyFromItsHistory(SearchAlgorithm algorithm) {
        History whole = Searches.run(algorithm, Searches.start(MIXED, Goal.MAXIMIZE, 9), SearchAlgorithmTest::accuracy);
        assertThat(whole.trials()).hasSize(20);

        for (int known : List.of(0, 1, 7, 13, 19)) {
            History part = new History(
                    whole.space(), whole.goal(), whole.seed(), whole.defaults(), whole.trials().subList(0, known));
            assertThat(algorithm.ask(part, 1).proposals())
                    .containsExactly(whole.trials().get(known).proposal());
        }
    }

    @ParameterizedTest
    @MethodSource("ofTwentyTrials")
    void parallelProposalsDifferAndKeepTheLimit(SearchAlgorithm algorithm) {
        History start = Searches.start(MIXED, Goal.MAXIMIZE, 2);
        List<Proposal> proposals = algorithm.ask(start, 50).proposals();

        assertThat(proposals).hasSize(20).extracting(Proposal::values).doesNotHaveDuplicates();
        assertThat(algorithm.ask(Searches.begun(start, proposals), 1).finished()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("ofTwentyTrials")
    void failedTrialsAreNoScores(SearchAlgorithm algorithm) {
        History history = Searches.start(MIXED, Goal.MINIMIZE, 4);
        for (int i = 0; i < 19; i++) {
            Proposal next = algorithm.ask(history, 1).proposals().get(0);
            history = history.with(new Trial(next, i % 2 == 0 ? new Failed() : new Scored(0.0)));
        }

        assertThat(algorithm.ask(history, 1).proposals()).hasSize(1);
        assertThat(history.best().orElseThrow().outcome()).isEqualTo(new Scored(0.0));
    }

    @Test
    void theBestIsTheEarliestInTheRightDirection() {
        History history = Searches.run(
                new RandomSearch(30), Searches.start(MIXED, Goal.MINIMIZE, 1), values -> values.get("depth").doubleValue());

        assertThat(history.best().orElseThrow().outcome()).isEqualTo(new Scored(1));
    }

    @Test
    void theGaussianProcessFindsTheRightCategoriesWithinFortyTrials() {
        int found = 0;
        for (int seed = 0; seed < 3; seed++) {
            History history = Searches.run(
                    new BayesianSearch(40), Searches.start(MIXED, Goal.MAXIMIZE, seed), SearchAlgorithmTest::accuracy);
            double best = ((Scored) history.best().orElseThrow().outcome()).value();
            found += best > 0.97 ? 1 : 0;
        }

        assertThat(found).isGreaterThanOrEqualTo(2);
    }

    @Test
    void bothModelsBeatChanceOnBranin() {
        SearchSpace space = SearchSpace.of(RealDimension.of("x", -5, 10), RealDimension.of("y", 0, 15));

        assertThat(regret(new BayesianSearch(40), space)).isLessThan(0.01);
        assertThat(regret(new Tpe(60), space)).isLessThan(regret(new RandomSearch(60), space));
    }

    private static double regret(SearchAlgorithm algorithm, SearchSpace space) {
        History history = Searches.run(
                algorithm,
                Searches.start(space, Goal.MINIMIZE, 11),
                values -> branin(values.get("x").doubleValue(), values.get("y").doubleValue()));
        return ((Scored) history.best().orElseThrow().outcome()).value() - 0.397887;
    }

    private static double branin(double x, double y) {
        double bowl = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
        return bowl * bowl + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
    }

    @Test
    void expectedImprovementKeepsItsLogarithmFarFromTheBest() {
        assertThat(ExpectedImprovement.log(0, 1, 0)).isCloseTo(Math.log(1 / Math.sqrt(2 * Math.PI)), within(1e-12));
        assertThat(ExpectedImprovement.log(40, 1, 0)).isFinite().isLessThan(ExpectedImprovement.log(30, 1, 0));
        assertThat(ExpectedImprovement.log(24.99, 1, 0) - ExpectedImprovement.log(25.01, 1, 0)).isBetween(0.0, 1.5);
    }
}
