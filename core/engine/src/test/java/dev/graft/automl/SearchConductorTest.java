// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.experiment.AutoMlSettings;
import dev.graft.experiment.AutoMlSettings.Algorithm;
import dev.graft.experiment.CheckpointChooseMethod;
import dev.graft.job.ArtifactStats;
import dev.graft.job.Job;
import dev.graft.job.JobHistoryEntry;
import dev.graft.job.JobResult;
import dev.graft.job.JobState;
import dev.graft.job.StatusReader;
import dev.graft.spi.error.GraftException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SearchConductorTest {

    private static final UUID SEARCH = UUID.fromString("7b0e7b0e-1111-4222-8333-123456789abc");

    @TempDir
    private Path data;

    @ParameterizedTest
    @EnumSource(value = Algorithm.class, names = {"BAYESIAN", "TPE", "RANDOM"})
    void aSearchRunsItsTrialsAndLeavesTheBestModel(Algorithm algorithm) throws IOException {
        SearchRig rig = rig(algorithm, 8, 2).drawing();
        Job search = rig.begin();
        rig.runToEnd(search);

        assertThat(search.state()).as(message(search)).isEqualTo(JobState.DONE);
        List<SearchTrial> trials = rig.searches.trials(search.id());
        assertThat(trials).extracting(SearchTrial::number).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        double best = trials.stream().mapToDouble(trial -> trial.score().orElseThrow()).max().orElseThrow();
        assertThat(search.result().automlResult()).containsExactly(new JobResult.AutoMlResult("best_accuracy", best));
        assertThat(search.result().kpi()).isNotEmpty();
        Path results = rig.files.of(search).results();
        SearchTrial winner = trials.stream().filter(trial -> trial.score().getAsDouble() == best).findFirst().orElseThrow();
        assertThat(results.resolve("best_model/epoch_4.pth")).hasContent("weights of epoch 4 of " + winner.jobId());
        assertThat(results.resolve("best_model/specs.json")).content().contains("" + SearchRig.rate(
                rig.jobs.find(winner.jobId()).orElseThrow().specs()));
        assertThat(results.resolve("best_model/controller.json")).content().contains("\"best_trial\" : " + winner.number());
        assertThat(results.resolve("pictures/optimisation_history.png")).isNotEmptyFile();
        assertThat(results.resolve("pictures/slice_train.rate.png")).isNotEmptyFile();
        assertThat(search.artifact()).isPresent();
        assertThat(rig.experiment.checkpointEpochs().of(CheckpointChooseMethod.BEST_MODEL, search.id())).hasValue(4);
    }

    @Test
    void trialZeroIsTheSpecsAsTheyAre() {
        SearchRig rig = rig(Algorithm.BAYESIAN, 3, 1);
        Job search = rig.begin();
        rig.advance(search);

        assertThat(rig.trialJobs(search)).singleElement().satisfies(job -> assertThat(job.specs()).isEqualTo(search.specs()));
    }

    @Test
    void noMoreTrialsRunAtATimeThanSlotsAreFree() {
        SearchRig rig = rig(Algorithm.RANDOM, 9, 3);
        Job search = rig.begin();
        rig.advance(search);
        rig.advance(search);
        assertThat(rig.trialJobs(search)).hasSize(3);

        rig.run(rig.trialJobs(search).get(1));
        rig.advance(search);

        assertThat(rig.trialJobs(search)).hasSize(4);
    }

    @Test
    void theUsersLimitOfParallelTrialsIsKept() {
        AutoMlSettings one = SearchRig.settings(Algorithm.RANDOM, 9).with(parallel(1));
        SearchRig rig = new SearchRig(data, one, "", 3, SearchRig::accuracy);
        Job search = rig.begin();
        rig.advance(search);
        rig.advance(search);

        assertThat(rig.trialJobs(search)).hasSize(1);
    }

    @Test
    void lossIsMinimised() {
        SearchRig rig = new SearchRig(data, SearchRig.settings(Algorithm.RANDOM, 6), "loss", 2, SearchRig::accuracy);
        Job search = rig.begin();
        rig.runToEnd(search);

        double least = rig.searches.trials(search.id()).stream().mapToDouble(trial -> trial.score().orElseThrow()).min().orElseThrow();
        assertThat(search.result().automlResult()).containsExactly(new JobResult.AutoMlResult("best_loss", least));
    }

    @Test
    void aFailedTrialIsNoScoreAndZeroIsOne() {
        SearchRig rig = new SearchRig(
                data, SearchRig.settings(Algorithm.BAYESIAN, 6), "", 1, specs -> SearchRig.rate(specs) == 0.01 ? 0.0 : Double.NaN);
        Job search = rig.begin();
        rig.runToEnd(search);

        assertThat(search.state()).isEqualTo(JobState.DONE);
        assertThat(search.result().automlResult()).containsExactly(new JobResult.AutoMlResult("best_accuracy", 0.0));
        assertThat(rig.searches.trials(search.id())).extracting(SearchTrial::state)
                .containsExactly(
                        TrialState.SCORED, TrialState.FAILED, TrialState.FAILED, TrialState.FAILED, TrialState.FAILED, TrialState.FAILED);
    }

    @Test
    void theSearchStopsWhenItsFirstTrialsFailForOneReason() {
        SearchRig rig = new SearchRig(data, SearchRig.settings(Algorithm.RANDOM, 20), "", 2, specs -> Double.NaN);
        Job search = rig.begin();
        rig.runToEnd(search);

        assertThat(search.state()).isEqualTo(JobState.ERROR);
        assertThat(message(search)).contains("for one reason").contains("is not finite");
        assertThat(rig.searches.trials(search.id())).hasSizeLessThan(6).allMatch(SearchTrial::ended);
        assertThat(rig.jobs.inState(JobState.PENDING)).isEmpty();
    }

    @Test
    void aTrialWithoutTheMetricIsAFailureThatSaysWhatItReported() {
        SearchRig rig = rig(Algorithm.RANDOM, 1, 1);
        Job search = rig.begin();
        rig.advance(search);
        Job trial = rig.trialJobs(search).get(0);
        rig.start(trial);
        rig.lifecycle.done(trial.run(), JobResult.NONE, new ArtifactStats(1, "0".repeat(64)));
        rig.advance(search);

        assertThat(search.state()).isEqualTo(JobState.ERROR);
        assertThat(message(search)).contains("None of the 1 trials").contains("no value of accuracy");
    }

    @Test
    void hyperbandTrainsTheSurvivorsOnFromTheirCheckpoints() throws IOException {
        SearchRig rig = rig(Algorithm.HYPERBAND, 0, 2);
        Job search = rig.begin();
        rig.runToEnd(search);

        assertThat(search.state()).as(message(search)).isEqualTo(JobState.DONE);
        List<SearchTrial> trials = rig.searches.trials(search.id());
        Map<String, Long> rungs = trials.stream().collect(Collectors.groupingBy(
                trial -> trial.rung().bracket() + "/" + trial.rung().level() + "@" + trial.epochs().orElseThrow(), Collectors.counting()));
        assertThat(rungs).isEqualTo(Map.of("0/0@1", 4L, "0/1@2", 2L, "0/2@4", 1L, "1/0@2", 2L, "1/1@4", 1L));
        SearchTrial last = trials.stream().filter(trial -> trial.rung().level() == 2).findFirst().orElseThrow();
        Job job = rig.jobs.find(last.jobId()).orElseThrow();
        assertThat(job.resumed()).isTrue();
        assertThat(SearchRig.epochs(job)).isEqualTo(4);
        assertThat(Files.readString(rig.files.of(job).status())).contains("\"first\": 3");
        assertThat(last.curve()).containsOnlyKeys(1L, 2L, 3L, 4L);
    }

    @ParameterizedTest
    @EnumSource(value = Algorithm.class, names = {"RANDOM", "BAYESIAN", "HYPERBAND", "ASHA"})
    void aCrashAtAnyStepChangesNothingOfTheSearch(Algorithm algorithm) throws IOException {
        int slots = algorithm == Algorithm.RANDOM ? 2 : 1;
        SearchRig undisturbed = new SearchRig(
                data.resolve("whole"), SearchRig.settings(algorithm, 6), "", slots, SearchRig::accuracy);
        Job reference = undisturbed.begin(SEARCH);
        undisturbed.runToEnd(reference);
        int steps = undisturbed.stepsTaken();
        assertThat(steps).isGreaterThanOrEqualTo(12);

        for (int crash = 0; crash < steps; crash++) {
            for (boolean after : new boolean[] {false, true}) {
                Path folder = data.resolve("crash" + crash + after);
                SearchRig rig = new SearchRig(folder, SearchRig.settings(algorithm, 6), "", slots, SearchRig::accuracy);
                rig.crashAt(crash, after);
                Job search = rig.begin(SEARCH);
                rig.runToEnd(search);

                assertThat(search.state()).as(crash + " " + after + ": " + message(search)).isEqualTo(JobState.DONE);
                assertThat(facts(rig, search)).as(crash + " " + after).containsExactlyInAnyOrderElementsOf(facts(undisturbed, reference));
                assertThat(search.result().automlResult()).isEqualTo(reference.result().automlResult());
            }
        }
    }

    @Test
    void aTrialThatIsWorseThanTheMedianIsStoppedAndKeepsItsValue() {
        SearchRig rig = rig(Algorithm.RANDOM, 8, 1);
        Job search = rig.begin();
        for (int i = 0; i < 5; i++) {
            rig.advance(search);
            rig.runAll();
        }
        rig.advance(search);
        Job open = rig.trialJobs(search).get(5);
        rig.start(open);
        rig.lifecycle.reported(open.run(), result("{\"epoch\": 1, \"kpi\": {\"accuracy\": -5}}"));
        rig.advance(search);

        SearchTrial stopped = rig.searches.trials(search.id()).get(5);
        assertThat(stopped.stoppedEarly()).isTrue();
        assertThat(stopped.score()).hasValue(-5);
        assertThat(stopped.reason()).contains("epoch 1 of 4");
        assertThat(open.stopRequestedBy()).contains("search");
        rig.endStopped();
        rig.runToEnd(search);
        assertThat(search.state()).isEqualTo(JobState.DONE);
        assertThat(rig.searches.trials(search.id())).hasSize(8);
    }

    @Test
    void aSearchDoesNotEndBeforeTheJobsItStoppedAreGone() {
        SearchRig rig = rig(Algorithm.RANDOM, 6, 1);
        Job search = rig.begin();
        for (int i = 0; i < 5; i++) {
            rig.advance(search);
            rig.runAll();
        }
        rig.advance(search);
        Job open = rig.trialJobs(search).get(5);
        rig.start(open);
        rig.lifecycle.reported(open.run(), result("{\"epoch\": 1, \"kpi\": {\"accuracy\": -5}}"));
        rig.advance(search);
        rig.advance(search);
        assertThat(search.state()).isEqualTo(JobState.RUNNING);

        rig.endStopped();
        rig.advance(search);

        assertThat(search.state()).isEqualTo(JobState.DONE);
    }

    @Test
    void aCanceledSearchStopsItsTrialsAndGoesOnWithTheSameOnes() {
        SearchRig rig = rig(Algorithm.RANDOM, 5, 2);
        Job search = rig.begin();
        rig.advance(search);
        List<Job> first = rig.trialJobs(search);
        rig.start(first.get(0));
        rig.trainTo(first.get(0), 2);
        rig.lifecycle.stopRequested(search, SearchRig.CALLER, Duration.ofSeconds(1));
        rig.advance(search);
        assertThat(search.state()).isEqualTo(JobState.RUNNING);
        assertThat(first.get(1).state()).isEqualTo(JobState.CANCELED);

        rig.endStopped();
        rig.advance(search);
        assertThat(search.state()).isEqualTo(JobState.CANCELED);
        assertThat(rig.searches.trials(search.id())).extracting(SearchTrial::state).containsOnly(TrialState.PAUSED);

        rig.resume(search);
        rig.advance(search);
        assertThat(rig.trialJobs(search)).hasSize(2).extracting(Job::state).containsOnly(JobState.PENDING);
        assertThat(first.get(0).resumed()).isTrue();
        rig.runToEnd(search);
        assertThat(search.state()).isEqualTo(JobState.DONE);
        assertThat(rig.searches.trials(search.id())).hasSize(5);
    }

    @Test
    void aTrialThatAUserCancelsCountsWithWhatItHas() {
        SearchRig rig = rig(Algorithm.RANDOM, 2, 2);
        Job search = rig.begin();
        rig.advance(search);
        List<Job> jobs = rig.trialJobs(search);
        rig.start(jobs.get(0));
        rig.trainTo(jobs.get(0), 2);
        rig.lifecycle.stopRequested(jobs.get(0), SearchRig.CALLER, Duration.ZERO);
        rig.endStopped();
        rig.lifecycle.canceled(jobs.get(1), "user");
        rig.advance(search);

        assertThat(rig.searches.trials(search.id())).extracting(SearchTrial::state)
                .containsExactly(TrialState.SCORED, TrialState.FAILED);
        assertThat(rig.searches.trials(search.id()).get(0).bestEpoch()).hasValue(2);
    }

    @Test
    void aDoneSearchIsExtendedByMoreRecommendationsAndOnlyByThose() {
        SearchRig rig = rig(Algorithm.BAYESIAN, 4, 2);
        Job search = rig.begin();
        rig.runToEnd(search);
        List<Object> before = facts(rig, search);
        assertThatThrownBy(() -> rig.planner.resumed(search))
                .isInstanceOf(GraftException.class)
                .hasMessageContaining("automl_max_recommendations");

        rig.describe(SearchRig.settings(Algorithm.BAYESIAN, 7));
        rig.resume(search);
        rig.runToEnd(search);

        assertThat(search.state()).isEqualTo(JobState.DONE);
        assertThat(rig.searches.trials(search.id())).hasSize(7);
        assertThat(facts(rig, search)).containsAll(before);
    }

    @Test
    void checkpointsThatNobodyNeedsAreDeleted() throws IOException {
        SearchRig rig = rig(Algorithm.RANDOM, 5, 1);
        Job search = rig.begin();
        rig.runToEnd(search);

        int best = SearchState.best(rig.searches.find(search.id()).orElseThrow().plan(), rig.searches.trials(search.id()))
                .orElseThrow()
                .number();
        for (int i = 0; i < 5; i++) {
            assertThat(models(rig, rig.trialJobs(search).get(i))).as("trial " + i).isEqualTo(
                    i == best ? List.of("epoch_4.pth") : List.of());
        }
    }

    @Test
    void checkpointsAreKeptWhereTheUserWantsThem() throws IOException {
        AutoMlSettings keep = new AutoMlSettings(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(false), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        SearchRig rig =
                new SearchRig(data, SearchRig.settings(Algorithm.RANDOM, 3).with(keep), "", 1, SearchRig::accuracy);
        Job search = rig.begin();
        rig.runToEnd(search);

        for (Job trial : rig.trialJobs(search)) {
            assertThat(models(rig, trial)).containsExactly("epoch_1.pth", "epoch_2.pth", "epoch_3.pth", "epoch_4.pth");
        }
    }

    @Test
    void progressIsToldWithTheNamesOfTheApi() {
        SearchRig rig = rig(Algorithm.RANDOM, 5, 1);
        Job search = rig.begin();
        rig.advance(search);
        rig.runAll();
        rig.advance(search);

        assertThat(search.result().stats()).extracting(JobResult.Stat::metric)
                .containsExactly(
                        "Estimated time for automl completion",
                        "Current experiment number",
                        "Number of epochs yet to start",
                        "Time per epoch in seconds");
        assertThat(search.result().stats().get(1).value()).isEqualTo("1");
        assertThat(search.result().stats().get(2).value()).isEqualTo("16");
        assertThat(message(search)).startsWith("1 of 5 trials have ended; the best is trial 0 with accuracy");
    }

    @Test
    void trialsAreNoJobsOfTheExperimentsListAndSayWhoMadeThem() {
        SearchRig rig = rig(Algorithm.RANDOM, 3, 1);
        Job search = rig.begin();
        rig.runToEnd(search);

        assertThat(rig.jobs.newestTrained(rig.experiment.id())).contains(search);
        assertThat(rig.jobs.history(rig.trialJobs(search).get(1).id())).first().extracting(JobHistoryEntry::who).isEqualTo("search");
    }

    private SearchRig rig(Algorithm algorithm, int trials, int slots) {
        return new SearchRig(data, SearchRig.settings(algorithm, Math.max(1, trials)), "", slots, SearchRig::accuracy);
    }

    /** What may not differ between two runs of one search. */
    private static List<Object> facts(SearchRig rig, Job search) {
        return rig.searches.trials(search.id()).stream()
                .<Object>map(trial -> List.of(
                        trial.number(),
                        trial.jobId(),
                        trial.values().toString(),
                        trial.epochs(),
                        trial.continues(),
                        trial.score(),
                        trial.state(),
                        rig.jobs.find(trial.jobId()).orElseThrow().attempt()))
                .toList();
    }

    private static List<String> models(SearchRig rig, Job trial) throws IOException {
        try (var files = Files.list(rig.files.of(trial).results())) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".pth")).sorted().toList();
        }
    }

    private static JobResult result(String line) {
        StatusReader reader = new StatusReader();
        reader.read(line);
        return reader.result();
    }

    private static String message(Job job) {
        return job.result().detailedStatus().message().orElse("");
    }

    private static AutoMlSettings parallel(long most) {
        return new AutoMlSettings(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(most), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
