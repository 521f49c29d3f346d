// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl;

import dev.graft.automl.space.SpecPath;
import dev.graft.experiment.AutoMlSettings.Algorithm;
import dev.graft.job.Job;
import dev.graft.job.JobResult;
import dev.graft.job.JobResult.AutoMlResult;
import dev.graft.job.JobResult.DetailedStatus;
import dev.graft.job.JobResult.Stat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What the job of a search tells of it: the best value, how far it is (with the names and texts of the TAO API), and the curves of the
 * best trial.
 */
final class SearchReport {

    private final SearchState state;
    private final Job search;

    /** @param search the search's job */
    SearchReport(SearchState state, Job search) {
        this.state = state;
        this.search = search;
    }

    /**
     * The result of the search's job.
     *
     * @param best what the job of the best trial has reported; {@link JobResult#NONE} before there is one
     * @param parallel trials that run at a time, at least 1
     */
    JobResult result(JobResult best, int parallel, Instant now) {
        DetailedStatus said = search.result().detailedStatus();
        String words = words();
        return new JobResult(
                said.message().equals(Optional.of(words)) ? said : status("RUNNING", words, now),
                best.categorical(),
                best.kpi(),
                best.graphical(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                best.keyMetric(),
                state.best()
                        .map(trial -> List.of(new AutoMlResult(
                                "best_" + state.plan().metric().name(), trial.score().getAsDouble())))
                        .orElse(List.of()),
                stats(parallel));
    }

    /** The result of a search that has ended well. */
    JobResult finished(JobResult last, Instant now) {
        return last.withStatus(status("SUCCESS", words(), now));
    }

    private static DetailedStatus status(String word, String words, Instant now) {
        ZonedDateTime time = now.atZone(ZoneOffset.UTC);
        return new DetailedStatus(
                Optional.of(time.getMonthValue() + "/" + time.getDayOfMonth() + "/" + time.getYear()),
                Optional.of(time.getHour() + ":" + time.getMinute() + ":" + time.getSecond()),
                Optional.of(word),
                Optional.of(words));
    }

    /** How the search stands, in a sentence. */
    String words() {
        long ended = state.trials().stream().filter(SearchTrial::ended).count();
        long failed = state.in(TrialState.FAILED).size();
        String all = state.plan().settings().algorithm() == Algorithm.HYPERBAND ? "" : " of " + state.plan().settings().trials();
        return ended + (state.plan().settings().inRungs() ? "" : all) + " trials have ended" + (failed == 0 ? "" : ", " + failed + " of them failed")
                + state.best()
                        .map(trial -> String.format(
                                Locale.ROOT,
                                "; the best is trial %d with %s %.6g",
                                trial.number(),
                                state.plan().metric().name(),
                                trial.score().getAsDouble()))
                        .orElse("")
                + ".";
    }

    private List<Stat> stats(int parallel) {
        long left = epochsLeft();
        OptionalDouble perEpoch = state.secondsPerEpoch();
        boolean iterations = state.plan().length().filter(length -> length.epochs().contains("iter")).isPresent();
        String unit = iterations ? "iter" : "epoch";
        return List.of(
                new Stat(
                        "Estimated time for automl completion",
                        perEpoch.isPresent()
                                ? SearchState.clock(Duration.ofSeconds(Math.round(left * perEpoch.getAsDouble() / parallel)))
                                : "Not known before a trial has ended"),
                new Stat("Current experiment number", Integer.toString(Math.max(0, state.trials().size() - 1))),
                new Stat("Number of " + unit + "s yet to start", Long.toString(left)),
                new Stat(
                        "Time per " + unit + " in seconds",
                        perEpoch.isPresent() ? String.format(Locale.ROOT, "%.2f", perEpoch.getAsDouble()) : "Not known"));
    }

    /** Epochs that open trials and those to come will train, at most. */
    private long epochsLeft() {
        long ended = state.trials().stream().filter(SearchTrial::ended).mapToLong(this::ownEpochs).sum();
        return Math.max(0, planned() - ended);
    }

    private long ownEpochs(SearchTrial trial) {
        return trial.epochs().orElse(wholeTrial()) - state.before(trial);
    }

    private long planned() {
        SearchSettings settings = state.plan().settings();
        return switch (settings.algorithm()) {
            case HYPERBAND -> settings.hyperband().brackets().stream()
                    .mapToLong(bracket -> {
                        long sum = 0;
                        for (int rung = 0; rung < bracket.trials().size(); rung++) {
                            int before = rung == 0 ? 0 : bracket.epochs().get(rung - 1);
                            sum += (long) bracket.trials().get(rung) * (bracket.epochs().get(rung) - before);
                        }
                        return sum;
                    })
                    .sum();
            case ASHA -> plannedByHalving(settings);
            case BAYESIAN, TPE, RANDOM -> settings.trials() * wholeTrial();
        };
    }

    private static long plannedByHalving(SearchSettings settings) {
        int shrink = 1;
        while ((long) shrink * settings.reduction() <= settings.maxResource()) {
            shrink *= settings.reduction();
        }
        long sum = 0;
        long before = 0;
        long trials = settings.trials();
        for (; shrink >= 1; shrink /= settings.reduction()) {
            long epochs = (long) settings.maxResource() / shrink * settings.epochMultiplier();
            sum += trials * (epochs - before);
            before = epochs;
            trials /= settings.reduction();
        }
        return sum;
    }

    /** Epochs of a trial that trains as long as the specs say. */
    long wholeTrial() {
        return state.plan().length()
                .flatMap(length -> new SpecPath(length.epochs()).find(search.specs()))
                .map(value -> value.asLong(1))
                .orElse(1L);
    }
}
