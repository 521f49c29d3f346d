// SPDX-License-Identifier: Apache-2.0

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.automl.search.BayesianSearch;
import dev.graft.automl.search.History;
import dev.graft.automl.search.Proposal;
import dev.graft.automl.search.RandomSearch;
import dev.graft.automl.search.SearchAlgorithm;
import dev.graft.automl.search.Trial;
import dev.graft.automl.space.Dimension;
import dev.graft.automl.space.SearchSpace;
import dev.graft.cli.client.JobRef;
import dev.graft.cli.client.JobView;
import dev.graft.cli.client.OwnerKind;
import dev.graft.spi.network.KeyMetric.Goal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Kills the server in the middle of searches. See README.md; {@code kills.sh} starts it. */
public final class KilledSearches {

    private final LiveServer live;
    /** Of the searches that have ended and were checked. */
    private final Set<String> checkedJobs = new HashSet<>();

    private KilledSearches(LiveServer live) {
        this.live = live;
    }

    /** Arguments: those of {@link LiveServer}, and how many kills. */
    public static void main(String[] arguments) {
        try (LiveServer live = new LiveServer(arguments)) {
            new KilledSearches(live).run(Integer.parseInt(arguments[3]));
        }
    }

    /** Searches of three kinds in turn, until the server was killed so many times while one of them was going on. */
    private void run(int rounds) {
        String experiment = live.experiment(6, 4);
        Random random = new Random(1);
        Kills kills = new Kills(rounds, random);
        for (int number = 0; kills.left() > 0; number++) {
            Kind kind = Kind.values()[number % Kind.values().length];
            live.settings(experiment, kind.algorithm, kind.trials, kind.parallel, List.of(LiveServer.RATE));
            JobRef search = live.submit(experiment, "train", LiveServer.specs(2, "Resize", 8), Optional.empty());
            kills.of(kind, search);
            JobView ended = live.end(search);
            JsonNode details = live.details(search);
            check(kind, search, ended, details);
            kills.checkKnown(details);
            System.out.printf(Locale.ROOT, "%-9s %2d trials, best %.4f: %d kills so far, %d of them with the workers%n",
                    kind.algorithm,
                    LiveServer.trials(details).size(),
                    LiveServer.scores(details).max().orElse(Double.NaN),
                    kills.done,
                    kills.withWorkers);
            if (kind == Kind.BAYESIAN) {
                trainAgain(search, details);
            }
        }
        System.out.printf(Locale.ROOT, "%d kills, %d of them with the workers: no trial lost, doubled or changed, nothing left over%n",
                kills.done, kills.withWorkers);
    }

    private enum Kind {
        /** One trial after another, so that what it proposes follows from the results alone. */
        BAYESIAN("bayesian", 12, 1),
        RANDOM("random", 12, 2),
        /** 3 trials of one epoch and one survivor. */
        HYPERBAND("hyperband", 4, 2);

        private final String algorithm;
        private final int trials;
        private final int parallel;

        Kind(String algorithm, int trials, int parallel) {
            this.algorithm = algorithm;
            this.trials = trials;
            this.parallel = parallel;
        }
    }

    /** Kills, starts again, and remembers what has to stay. */
    private final class Kills {

        private static final int MOST_IN_ONE_SEARCH = 10;

        private final int rounds;
        private final Random random;
        private final Set<String> hit = new HashSet<>();
        private Map<Integer, JsonNode> known = new HashMap<>();
        private int done;
        private int withWorkers;

        Kills(int rounds, Random random) {
            this.rounds = rounds;
            this.random = random;
        }

        int left() {
            return rounds - done;
        }

        /** Kills the server again and again while trials are going on, and twice while the search makes its end. */
        void of(Kind kind, JobRef search) {
            known = new HashMap<>();
            for (int atTheEnd = 0, inThisSearch = 0; left() > 0 && inThisSearch < MOST_IN_ONE_SEARCH && atTheEnd < 2; inThisSearch++) {
                pause(random.nextInt(3000));
                JsonNode before = live.details(search);
                if (new JobView(live.api().job(search)).ended()) {
                    return;
                }
                checkKnown(before);
                atTheEnd += LiveServer.scores(before).count() == kind.trials ? 1 : 0;
                live.kill();
                done++;
                if (done % 5 == 0) {
                    loseWorkers(before);
                }
                live.start();
                checkKnown(live.details(search));
            }
        }

        /** As when the machine goes down. A trial goes through this once; the second time it would be given up, as it should. */
        private void loseWorkers(JsonNode details) {
            List<String> running = LiveServer.trials(details).stream()
                    .filter(trial -> trial.path("job_status").asText().equals("Running"))
                    .map(trial -> trial.path("job_id").asText())
                    .filter(hit::add)
                    .toList();
            running.stream().flatMap(job -> LiveServer.workers(job).stream()).forEach(ProcessHandle::destroyForcibly);
            withWorkers += running.isEmpty() ? 0 : 1;
        }

        /** What was there is there with the same values, and what had a score has the same. */
        void checkKnown(JsonNode details) {
            Map<Integer, JsonNode> now = new LinkedHashMap<>();
            LiveServer.trials(details).forEach(trial -> now.put(trial.path("number").asInt(), trial));
            known.forEach((number, before) -> {
                JsonNode after = now.get(number);
                LiveServer.require(after != null, "trial " + number + " is still there");
                LiveServer.require(after.path("job_id").equals(before.path("job_id")), "trial " + number + " has the same job");
                LiveServer.require(
                        after.path("parameters").equals(before.path("parameters")),
                        "trial " + number + " has the same parameters");
                if (before.has("value")) {
                    LiveServer.require(after.path("value").equals(before.path("value")), "trial " + number + " has the same value");
                }
            });
            known = now;
        }
    }

    private void check(Kind kind, JobRef search, JobView ended, JsonNode details) {
        LiveServer.require(ended.done(), "the search is Done and not " + ended.json());
        List<JsonNode> trials = LiveServer.trials(details);
        for (int i = 0; i < trials.size(); i++) {
            LiveServer.require(trials.get(i).path("number").asInt() == i, "the trials are counted without gaps");
            LiveServer.require(trials.get(i).path("state").asText().equals("scored"), "every trial has a score: " + trials.get(i));
            boolean done = trials.get(i).path("job_status").asText().equals("Done");
            LiveServer.require(done || trials.get(i).path("stopped_early").asBoolean(),
                    "every trial's job is Done: " + trials.get(i));
        }
        LiveServer.require(trials.size() == kind.trials, kind.trials + " trials: " + trials.size());
        Set<String> jobs = trials.stream().map(trial -> trial.path("job_id").asText()).collect(Collectors.toCollection(TreeSet::new));
        LiveServer.require(jobs.size() == trials.size(), "every trial has a job of its own");
        Set<JsonNode> tried = trials.stream().map(trial -> trial.path("parameters")).collect(Collectors.toSet());
        LiveServer.require(tried.size() == (kind == Kind.HYPERBAND ? 3 : trials.size()), "no values are tried twice");
        replay(kind, search, details, trials);
        if (kind != Kind.HYPERBAND) {
            double told = ended.json().at("/result/automl_result/0/value").asDouble();
            LiveServer.require(told == LiveServer.scores(details).max().orElseThrow(), "the search's result is its best trial's");
        }
        nothingLeftOver(search, jobs);
    }

    /** The undisturbed search: what the algorithm proposes, given the same results. */
    private static void replay(Kind kind, JobRef search, JsonNode details, List<JsonNode> trials) {
        if (kind == Kind.HYPERBAND) {
            return;
        }
        SearchAlgorithm algorithm = kind == Kind.BAYESIAN ? new BayesianSearch(kind.trials) : new RandomSearch(kind.trials);
        ObjectMapper json = new ObjectMapper();
        SearchSpace space = SearchSpace.of(LiveServer.stream(details.path("parameters"))
                .map(parameter -> json.convertValue(parameter, Dimension.class))
                .toArray(Dimension[]::new));
        // The seed of a search is made of its job's id.
        UUID id = UUID.fromString(search.jobId());
        long seed = id.getMostSignificantBits() ^ id.getLeastSignificantBits();
        Map<String, JsonNode> defaults = parameters(trials.get(0));
        List<Trial> seen = new ArrayList<>();
        for (JsonNode trial : trials) {
            Proposal proposal = algorithm.ask(new History(space, Goal.MAXIMIZE, seed, defaults, seen), 1).proposals().get(0);
            parameters(trial).forEach((name, value) -> LiveServer.require(
                    Math.abs(value.doubleValue() - proposal.values().get(name).doubleValue()) <= 1e-12 * Math.abs(value.doubleValue()),
                    "trial " + proposal.number() + " is the one of the undisturbed search: " + proposal.values() + ", not " + trial));
            seen.add(new Trial(proposal, new Trial.Scored(trial.path("value").doubleValue())));
        }
    }

    private static Map<String, JsonNode> parameters(JsonNode trial) {
        Map<String, JsonNode> values = new HashMap<>();
        trial.path("parameters").properties().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
        return values;
    }

    /** No process, and no folder of a job that is not one of the search's. */
    private void nothingLeftOver(JobRef search, Set<String> jobs) {
        LiveServer.require(LiveServer.workers(live.jobs().toString()).isEmpty(), "no worker is left");
        Set<String> folders = folders();
        LiveServer.require(folders.containsAll(jobs) && folders.contains(search.jobId()), "every job has its folder");
        checkedJobs.addAll(jobs);
        checkedJobs.add(search.jobId());
        folders.removeAll(checkedJobs);
        LiveServer.require(folders.isEmpty(), "no folder is left that no job has: " + folders);
    }

    private Set<String> folders() {
        try (Stream<Path> all = Files.list(live.jobs())) {
            return all.map(path -> path.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The best trial's specs, trained without a search and without a kill, give its value. */
    private void trainAgain(JobRef search, JsonNode details) {
        JsonNode specs;
        try {
            specs = new ObjectMapper().readTree(live.jobs().resolve(search.jobId()).resolve("results/best_model/specs.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ObjectNode off = JsonNodeFactory.instance.objectNode();
        off.putObject("automl_settings").put("automl_enabled", false);
        live.api().change(OwnerKind.EXPERIMENT, search.ownerId(), off);
        JobRef job = live.submit(search.ownerId(), "train", (ObjectNode) specs, Optional.empty());
        double value = live.end(job).series("accuracy_top-1").values().stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
        checkedJobs.add(job.jobId());
        double best = LiveServer.scores(details).max().orElseThrow();
        System.out.printf(Locale.ROOT, "          the best trial's specs trained again: %.4f%n", value);
        LiveServer.require(value == best, "an undisturbed training of the best specs gives " + best + " too, not " + value);
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
