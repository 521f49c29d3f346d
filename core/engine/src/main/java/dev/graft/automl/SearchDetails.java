// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.automl.space.Dimension;
import dev.graft.job.JobState;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * A search and all its trials, for people and for the record.
 *
 * @param jobId the search's job
 * @param algorithm how the next values are found
 * @param metric the metric that trials are compared by
 * @param goal {@code maximize} or {@code minimize}
 * @param parameters the searched parameters, each with its range or values
 * @param bestTrial number of the best trial; empty before there is one
 * @param trials in the order of their numbers
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record SearchDetails(
        @JsonProperty("job_id") UUID jobId,
        @JsonProperty("algorithm") String algorithm,
        @JsonProperty("metric") String metric,
        @JsonProperty("goal") String goal,
        @JsonProperty("parameters") List<Dimension> parameters,
        @JsonProperty("best_trial") OptionalInt bestTrial,
        @JsonProperty("trials") List<TrialDetails> trials) {

    /**
     * One trial.
     *
     * @param number place in the search, from 0
     * @param jobId its job
     * @param state {@code open}, {@code paused}, {@code scored} or {@code failed}
     * @param jobStatus state of its job as the API tells it; empty in the record
     * @param parameters the values tried, by name
     * @param epochs epochs it trains to; empty for as many as the specs say
     * @param value its value of the metric
     * @param bestEpoch the epoch that the value is of
     * @param stoppedEarly whether it was stopped because others were better
     * @param reason why it failed or was stopped early
     * @param bracket its bracket; of a search in rungs
     * @param rung its rung; of a search in rungs
     * @param continues number of the trial that it goes on from
     * @param seconds how long its job ran
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record TrialDetails(
            @JsonProperty("number") int number,
            @JsonProperty("job_id") UUID jobId,
            @JsonProperty("state") String state,
            @JsonProperty("job_status") Optional<String> jobStatus,
            @JsonProperty("parameters") Map<String, JsonNode> parameters,
            @JsonProperty("epochs") OptionalLong epochs,
            @JsonProperty("value") OptionalDouble value,
            @JsonProperty("best_epoch") OptionalLong bestEpoch,
            @JsonProperty("stopped_early") boolean stoppedEarly,
            @JsonProperty("reason") Optional<String> reason,
            @JsonProperty("bracket") OptionalInt bracket,
            @JsonProperty("rung") OptionalInt rung,
            @JsonProperty("continues") OptionalInt continues,
            @JsonProperty("seconds") double seconds) {

        private static TrialDetails of(SearchTrial trial, boolean inRungs, Optional<JobState> job) {
            return new TrialDetails(
                    trial.number(),
                    trial.jobId(),
                    trial.state().name().toLowerCase(Locale.ROOT),
                    job.map(JobState::label),
                    trial.values(),
                    trial.epochs(),
                    trial.score(),
                    trial.bestEpoch(),
                    trial.stoppedEarly(),
                    Optional.of(trial.reason()).filter(reason -> !reason.isEmpty()),
                    inRungs ? OptionalInt.of(trial.rung().bracket()) : OptionalInt.empty(),
                    inRungs ? OptionalInt.of(trial.rung().level()) : OptionalInt.empty(),
                    trial.continues(),
                    trial.seconds());
        }
    }

    public SearchDetails {
        Objects.requireNonNull(jobId, "jobId");
        parameters = List.copyOf(parameters);
        trials = List.copyOf(trials);
    }

    /** The record of a search, without the states of its jobs. */
    static SearchDetails of(UUID jobId, SearchPlan plan, List<SearchTrial> trials) {
        return of(jobId, plan, trials, Map.of());
    }

    static SearchDetails of(UUID jobId, SearchPlan plan, List<SearchTrial> trials, Map<UUID, JobState> states) {
        boolean inRungs = plan.settings().inRungs();
        return new SearchDetails(
                jobId,
                plan.settings().algorithm().wireName(),
                plan.metric().name(),
                plan.metric().goal().name().toLowerCase(Locale.ROOT),
                plan.space().dimensions(),
                SearchState.best(plan, trials).map(best -> OptionalInt.of(best.number())).orElse(OptionalInt.empty()),
                trials.stream()
                        .map(trial -> TrialDetails.of(trial, inRungs, Optional.ofNullable(states.get(trial.jobId()))))
                        .toList());
    }
}
