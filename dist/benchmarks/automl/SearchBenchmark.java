// SPDX-License-Identifier: Apache-2.0

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.graft.automl.search.Answer;
import dev.graft.automl.search.Asha;
import dev.graft.automl.search.BayesianSearch;
import dev.graft.automl.search.History;
import dev.graft.automl.search.Hyperband;
import dev.graft.automl.search.Proposal;
import dev.graft.automl.search.RandomSearch;
import dev.graft.automl.search.SearchAlgorithm;
import dev.graft.automl.search.Tpe;
import dev.graft.automl.search.Trial;
import dev.graft.automl.space.ChoiceDimension;
import dev.graft.automl.space.Dimension;
import dev.graft.automl.space.IntegerDimension;
import dev.graft.automl.space.RealDimension;
import dev.graft.automl.space.SearchSpace;
import dev.graft.spi.network.KeyMetric.Goal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures the search algorithms. See README.md for the commands.
 *
 * <p>Every search begins at a point drawn at random, so that a function whose optimum is the middle of its space (Ackley) is no gift.
 */
public final class SearchBenchmark {

    private SearchBenchmark() {}

    public static void main(String[] arguments) {
        switch (arguments.length == 0 ? "" : arguments[0]) {
            case "function" -> function(arguments[1], arguments[2], Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
            case "mixed" -> mixed(Integer.parseInt(arguments[1]));
            case "hyperband" -> hyperband();
            case "asha" -> asha();
            default -> throw new IllegalArgumentException(
                    "use: function <branin|hartmann6|rosenbrock4|ackley5> <bayesian|tpe|random> <trials> <seeds>,"
                            + " mixed <seeds>, hyperband, asha");
        }
    }

    private record Function(SearchSpace space, ToDoubleFunction<double[]> value, double least) {}

    private static Function named(String name) {
        return switch (name) {
            case "branin" -> new Function(
                    SearchSpace.of(RealDimension.of("x0", -5, 10), RealDimension.of("x1", 0, 15)), SearchBenchmark::branin, 0.39788735772973816);
            case "hartmann6" -> new Function(box(6, 0, 1), SearchBenchmark::hartmann6, -3.322368011415512);
            case "rosenbrock4" -> new Function(box(4, -5, 10), SearchBenchmark::rosenbrock, 0);
            case "ackley5" -> new Function(box(5, -32.768, 32.768), SearchBenchmark::ackley, 0);
            default -> throw new IllegalArgumentException("no function is called " + name);
        };
    }

    private static SearchSpace box(int dimensions, double min, double max) {
        return SearchSpace.of(IntStream.range(0, dimensions)
                .mapToObj(i -> new RealDimension("x" + i, min, max, false))
                .toArray(Dimension[]::new));
    }

    private static SearchAlgorithm algorithm(String name, int trials) {
        return switch (name) {
            case "bayesian" -> new BayesianSearch(trials);
            case "tpe" -> new Tpe(trials);
            case "random" -> new RandomSearch(trials);
            default -> throw new IllegalArgumentException("no algorithm is called " + name);
        };
    }

    private static void function(String functionName, String algorithmName, int trials, int seeds) {
        Function function = named(functionName);
        long start = System.nanoTime();
        double[] regrets = IntStream.range(0, seeds)
                .mapToDouble(seed -> least(algorithm(algorithmName, trials), function, seed) - function.least())
                .sorted()
                .toArray();
        System.out.printf(
                Locale.ROOT,
                "%-12s %-9s %3d trials, %2d seeds: median simple regret %.4g (best %.4g, worst %.4g), %.1f s%n",
                functionName,
                algorithmName,
                trials,
                seeds,
                median(regrets),
                regrets[0],
                regrets[seeds - 1],
                (System.nanoTime() - start) / 1e9);
    }

    private static double least(SearchAlgorithm algorithm, Function function, long seed) {
        History history = run(algorithm, function.space(), Goal.MINIMIZE, seed, values -> function.value().applyAsDouble(
                function.space().dimensions().stream().mapToDouble(one -> values.get(one.name()).doubleValue()).toArray()));
        return score(history.best().orElseThrow());
    }

    private static History run(
            SearchAlgorithm algorithm, SearchSpace space, Goal goal, long seed, ToDoubleFunction<Map<String, JsonNode>> value) {
        double[] first = new SplittableRandom(seed + 1000).doubles(space.coordinates().size()).toArray();
        List<Trial> trials = new ArrayList<>();
        Map<String, JsonNode> defaults = space.decode(first);
        while (true) {
            Answer answer = algorithm.ask(new History(space, goal, seed, defaults, trials), 1);
            if (answer.finished()) {
                return new History(space, goal, seed, defaults, trials);
            }
            for (Proposal proposal : answer.proposals()) {
                trials.add(new Trial(proposal, new Trial.Scored(value.applyAsDouble(proposal.values()))));
            }
        }
    }

    /** Floats alone reach 0.7 here; 1.0 needs one pair of categories, too. */
    private static void mixed(int seeds) {
        SearchSpace space = SearchSpace.of(
                RealDimension.of("lr", 1e-6, 1),
                RealDimension.of("wd", 1e-6, 1),
                IntegerDimension.of("depth", 1, 8, 1),
                new ChoiceDimension("optimizer", texts("sgd", "adam", "adamw"), false),
                new ChoiceDimension("schedule", texts("step", "cosine", "poly"), false));
        long found = IntStream.range(0, seeds)
                .filter(seed -> score(run(new BayesianSearch(40), space, Goal.MAXIMIZE, seed, SearchBenchmark::accuracy).best().orElseThrow())
                        > 0.97)
                .count();
        System.out.println("mixed space, bayesian, 40 trials: found in " + found + " of " + seeds + " seeds");
    }

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

    private static void hyperband() {
        for (int[] setting : new int[][] {{27, 3}, {243, 3}}) {
            Hyperband hyperband = new Hyperband(setting[0], setting[1], 1, false);
            System.out.println("hyperband R " + setting[0] + ", nu " + setting[1] + ": " + hyperband.brackets().stream()
                    .map(bracket -> bracket.trials() + "@" + bracket.epochs())
                    .toList());
        }
        System.out.println("with the last bracket: " + new Hyperband(27, 3, 1, true).brackets().get(3));
    }

    /** The time of a search of 81 configurations on one slot and on four; an epoch takes one tick. */
    private static void asha() {
        Asha asha = new Asha(27, 3, 1, 81);
        long one = makespan(asha, 1);
        long four = makespan(asha, 4);
        System.out.printf(
                Locale.ROOT, "asha, 81 configurations, R 27: %d ticks on 1 slot, %d on 4: %.2f times as fast%n", one, four, (double) one / four);
    }

    private record Running(long end, Proposal proposal) {}

    private static long makespan(Asha asha, int slots) {
        SearchSpace space = box(2, 0, 1);
        List<Trial> trials = new ArrayList<>();
        PriorityQueue<Running> running = new PriorityQueue<>(
                Comparator.comparingLong(Running::end).thenComparingInt(one -> one.proposal().number()));
        long now = 0;
        while (true) {
            int free = slots - running.size();
            Answer answer = free == 0
                    ? new Answer(List.of(), false)
                    : asha.ask(new History(space, Goal.MINIMIZE, 7, space.decode(new double[] {0.5, 0.5}), trials), free);
            if (answer.finished()) {
                return now;
            }
            for (Proposal proposal : answer.proposals()) {
                trials.add(new Trial(proposal, new Trial.Running()));
                int before = proposal.continues().isPresent()
                        ? trials.get(proposal.continues().getAsInt()).proposal().epochs().getAsInt()
                        : 0;
                running.add(new Running(now + proposal.epochs().getAsInt() - before, proposal));
            }
            Running ended = running.remove();
            now = ended.end();
            double[] point = space.encode(ended.proposal().values());
            trials.set(ended.proposal().number(), new Trial(ended.proposal(), new Trial.Scored(Math.hypot(point[0] - 0.3, point[1] - 0.7))));
        }
    }

    private static double score(Trial trial) {
        return ((Trial.Scored) trial.outcome()).value();
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double branin(double[] x) {
        double bowl = x[1] - 5.1 / (4 * Math.PI * Math.PI) * x[0] * x[0] + 5 / Math.PI * x[0] - 6;
        return bowl * bowl + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x[0]) + 10;
    }

    private static double hartmann6(double[] x) {
        double[] alpha = {1, 1.2, 3, 3.2};
        double[][] a = {
            {10, 3, 17, 3.5, 1.7, 8}, {0.05, 10, 17, 0.1, 8, 14}, {3, 3.5, 1.7, 10, 17, 8}, {17, 8, 0.05, 10, 0.1, 14}
        };
        double[][] p = {
            {1312, 1696, 5569, 124, 8283, 5886},
            {2329, 4135, 8307, 3736, 1004, 9991},
            {2348, 1451, 3522, 2883, 3047, 6650},
            {4047, 8828, 8732, 5743, 1091, 381}
        };
        return -IntStream.range(0, 4)
                .mapToDouble(i -> alpha[i] * Math.exp(-IntStream.range(0, 6)
                        .mapToDouble(j -> a[i][j] * Math.pow(x[j] - 1e-4 * p[i][j], 2))
                        .sum()))
                .sum();
    }

    private static double rosenbrock(double[] x) {
        return IntStream.range(0, x.length - 1)
                .mapToDouble(i -> 100 * Math.pow(x[i + 1] - x[i] * x[i], 2) + Math.pow(1 - x[i], 2))
                .sum();
    }

    private static double ackley(double[] x) {
        double squares = Arrays.stream(x).map(value -> value * value).average().orElseThrow();
        double waves = Arrays.stream(x).map(value -> Math.cos(2 * Math.PI * value)).average().orElseThrow();
        return -20 * Math.exp(-0.2 * Math.sqrt(squares)) - Math.exp(waves) + 20 + Math.E;
    }
}
