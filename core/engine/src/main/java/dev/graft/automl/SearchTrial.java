// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.automl.search.Proposal;
import dev.graft.automl.search.Proposal.Rung;
import dev.graft.automl.search.Trial;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * One trial of a search. Its id is that of its job and follows from the search and the number, so that one trial can never be stored, or
 * run, twice.
 */
@Entity
@Table(name = "trials")
public class SearchTrial {

    @Id
    @Column(name = "job_id")
    private UUID jobId;

    @Version
    @Column(name = "lock_version", nullable = false)
    private long lockVersion;

    @Column(name = "search_id", nullable = false)
    private UUID searchId;

    @Column(name = "trial_number", nullable = false)
    private int number;

    @Column(name = "tried", nullable = false)
    private ObjectNode values;

    @Column(name = "train_to")
    private Long epochs;

    @Column(name = "continued")
    private Long continued;

    @Column(name = "bracket", nullable = false)
    private int bracket;

    @Column(name = "rung", nullable = false)
    private int rung;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private TrialState state;

    @Column(name = "score")
    private Double score;

    @Column(name = "best_epoch")
    private Long bestEpoch;

    @Column(name = "stopped_early", nullable = false)
    private boolean stoppedEarly;

    @Column(name = "reason", nullable = false)
    private String reason;

    @Column(nullable = false)
    private ObjectNode curve;

    @Column(name = "seconds", nullable = false)
    private double seconds;

    /** For JPA. */
    protected SearchTrial() {}

    /** A trial that is begun. */
    public static SearchTrial begun(UUID searchId, Proposal proposal) {
        return new SearchTrial(searchId, proposal);
    }

    private SearchTrial(UUID searchId, Proposal proposal) {
        this.jobId = jobIdOf(searchId, proposal.number());
        this.searchId = searchId;
        this.number = proposal.number();
        this.values = JsonNodeFactory.instance.objectNode().setAll(proposal.values());
        this.epochs = proposal.epochs().isPresent() ? (long) proposal.epochs().getAsInt() : null;
        this.continued = proposal.continues().isPresent() ? (long) proposal.continues().getAsInt() : null;
        this.bracket = proposal.rung().bracket();
        this.rung = proposal.rung().level();
        this.state = TrialState.OPEN;
        this.reason = "";
        this.curve = JsonNodeFactory.instance.objectNode();
    }

    /** Id of the job of a search's trial. */
    static UUID jobIdOf(UUID searchId, int number) {
        return UUID.nameUUIDFromBytes(("trial " + number + " of " + searchId).getBytes(StandardCharsets.UTF_8));
    }

    public UUID jobId() {
        return jobId;
    }

    public UUID searchId() {
        return searchId;
    }

    /** Rises with every change. */
    public long lockVersion() {
        return lockVersion;
    }

    /** Place in the search, from 0. */
    public int number() {
        return number;
    }

    /** The values of the searched parameters, by name. */
    public Map<String, JsonNode> values() {
        Map<String, JsonNode> map = new LinkedHashMap<>();
        values.properties().forEach(value -> map.put(value.getKey(), value.getValue()));
        return map;
    }

    /** Epochs it trains to; empty for as many as the specs say. */
    public OptionalLong epochs() {
        return epochs == null ? OptionalLong.empty() : OptionalLong.of(epochs);
    }

    /** Number of the trial whose checkpoint it goes on from. */
    public OptionalInt continues() {
        return continued == null ? OptionalInt.empty() : OptionalInt.of(Math.toIntExact(continued));
    }

    public Rung rung() {
        return new Rung(bracket, rung);
    }

    public TrialState state() {
        return state;
    }

    /** Whether its job may still wait or run. */
    public boolean ended() {
        return state == TrialState.SCORED || state == TrialState.FAILED;
    }

    /** Its value of the metric; present when it is SCORED. */
    public OptionalDouble score() {
        return score == null ? OptionalDouble.empty() : OptionalDouble.of(score);
    }

    /** The epoch that the score is of; empty where the network tells no epochs. */
    public OptionalLong bestEpoch() {
        return bestEpoch == null ? OptionalLong.empty() : OptionalLong.of(bestEpoch);
    }

    /** Whether it was stopped because others were better. */
    public boolean stoppedEarly() {
        return stoppedEarly;
    }

    /** Why it was stopped early or failed; empty text otherwise. */
    public String reason() {
        return reason;
    }

    /** Values of the metric by epoch, as known when it ended. */
    public SortedMap<Long, Double> curve() {
        SortedMap<Long, Double> map = new TreeMap<>();
        curve.properties().forEach(value -> map.put(Long.valueOf(value.getKey()), value.getValue().doubleValue()));
        return map;
    }

    /** How long its job ran, in seconds; 0 until it has ended. */
    public double seconds() {
        return seconds;
    }

    /** What an algorithm may know of it. */
    Trial known() {
        Proposal proposal = new Proposal(
                number,
                values(),
                epochs == null ? OptionalInt.empty() : OptionalInt.of(Math.toIntExact(epochs)),
                continues(),
                rung());
        return switch (state) {
            case OPEN, PAUSED -> new Trial(proposal, new Trial.Running());
            case SCORED -> new Trial(proposal, new Trial.Scored(score));
            case FAILED -> new Trial(proposal, new Trial.Failed());
        };
    }

    void scored(TrialScore result, double ranSeconds) {
        state = TrialState.SCORED;
        score = result.value();
        bestEpoch = result.epoch();
        remember(result.curve(), ranSeconds);
    }

    void stopped(TrialScore result, String why, double ranSeconds) {
        scored(result, ranSeconds);
        stoppedEarly = true;
        reason = cut(Objects.requireNonNull(why, "why"));
    }

    void failed(String why, SortedMap<Long, Double> values, double ranSeconds) {
        state = TrialState.FAILED;
        reason = cut(Objects.requireNonNull(why, "why"));
        remember(values, ranSeconds);
    }

    void pause() {
        state = TrialState.PAUSED;
    }

    void goOn() {
        state = TrialState.OPEN;
    }

    Optional<String> failure() {
        return state == TrialState.FAILED ? Optional.of(reason) : Optional.empty();
    }

    private void remember(SortedMap<Long, Double> values, double ranSeconds) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        values.forEach((epoch, value) -> json.put(epoch.toString(), value));
        curve = json;
        seconds = ranSeconds;
    }

    private static String cut(String text) {
        return text.length() <= 1000 ? text : text.substring(0, 999) + "…";
    }
}
