// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * One run of one action on an experiment or a dataset. Its state moves only through the package-private intentions below, which
 * {@link JobLifecycle} alone calls, so that every move is checked, recorded and logged.
 */
@Entity
@Table(name = "jobs")
public class Job {

    @Id
    private UUID id;

    @Version
    @Column(name = "lock_version", nullable = false)
    private long lockVersion;

    @Column(nullable = false)
    private String org;

    @Enumerated(EnumType.STRING)
    @Column(name = "owner_kind", nullable = false)
    private JobOwner.Kind ownerKind;

    @Column(name = "owner_id", nullable = false)
    private UUID ownerId;

    @Column(nullable = false)
    private String architecture;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private Action action;

    /** As text: EclipseLink 4 cannot read a UUID that is null. */
    @Column(name = "parent_id", length = 36)
    private String parentId;

    @Column(nullable = false)
    private ObjectNode specs;

    @Column(name = "num_gpu")
    private Long numGpu;

    private String platform;

    @Column(nullable = false)
    private int priority;

    @Column(name = "time_limit_seconds")
    private Long timeLimitSeconds;

    private String name;

    private String description;

    @Column(name = "submitted_by", nullable = false)
    private UUID submittedBy;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private JobState state;

    @Column(nullable = false)
    private JobResult result;

    @Column(name = "artifact_size")
    private Long artifactSize;

    @Column(name = "artifact_sha256")
    private String artifactSha256;

    @Column(nullable = false)
    private int attempt;

    @Column(name = "status_offset", nullable = false)
    private long statusOffset;

    @Column(name = "status_reports", nullable = false)
    private long statusReports;

    @Column(name = "log_reports", nullable = false)
    private long logReports;

    @Column(name = "lost_workers", nullable = false)
    private int lostWorkers;

    @Column(nullable = false)
    private boolean resumed;

    @Column(nullable = false)
    private boolean search;

    @Column(name = "search_id", length = 36)
    private String searchId;

    private String executor;

    @Column(nullable = false)
    private String slots;

    /** Of the server that runs it; as text, like the parent's. */
    @Column(name = "server_id", length = 36)
    private String serverId;

    private String host;

    @Column(name = "stop_requested_by")
    private String stopRequestedBy;

    @Column(name = "stop_grace_millis")
    private Long stopGraceMillis;

    @Column(name = "created_on", nullable = false)
    private Instant createdOn;

    @Column(name = "last_modified", nullable = false)
    private Instant lastModified;

    @Column(name = "pending_since", nullable = false)
    private Instant pendingSince;

    @Column(name = "not_before")
    private Instant notBefore;

    @Column(name = "started_on")
    private Instant startedOn;

    @Column(name = "ended_on")
    private Instant endedOn;

    /** For JPA. */
    protected Job() {}

    /**
     * A new job, Pending.
     *
     * @param specs the merged and validated specs
     */
    public Job(
            UUID id,
            String org,
            JobOwner owner,
            String architecture,
            JobOrder order,
            ObjectNode specs,
            UUID submittedBy,
            Instant now) {
        this.id = Objects.requireNonNull(id, "id");
        this.org = Objects.requireNonNull(org, "org");
        this.ownerKind = owner.kind();
        this.ownerId = owner.id();
        this.architecture = Objects.requireNonNull(architecture, "architecture");
        this.action = order.action();
        this.parentId = order.parentJobId().map(UUID::toString).orElse(null);
        this.specs = specs.deepCopy();
        this.numGpu = order.numGpu().isPresent() ? order.numGpu().getAsLong() : null;
        this.platform = order.platform().orElse(null);
        this.priority = order.priority();
        this.timeLimitSeconds = order.timeLimit().map(Duration::toSeconds).orElse(null);
        this.name = order.name().orElse(null);
        this.description = order.description().orElse(null);
        this.submittedBy = Objects.requireNonNull(submittedBy, "submittedBy");
        this.state = JobState.PENDING;
        this.result = JobResult.NONE;
        this.slots = "";
        this.createdOn = micros(now);
        this.lastModified = createdOn;
        this.pendingSince = createdOn;
    }

    /** Makes a new job a search over hyperparameters: its work is done by other jobs, its trials, and it takes no slots itself. */
    public void becomeSearch() {
        search = true;
    }

    /**
     * Makes a new job a trial of a search.
     *
     * @param ofSearch the search's job
     * @param continues whether it goes on from a checkpoint that lies in its results already
     */
    public void becomeTrial(UUID ofSearch, boolean continues) {
        searchId = ofSearch.toString();
        resumed = continues;
    }

    public UUID id() {
        return id;
    }

    /** Rises with every change. */
    public long lockVersion() {
        return lockVersion;
    }

    /** Name of the organisation it belongs to. */
    public String org() {
        return org;
    }

    public JobOwner owner() {
        return new JobOwner(ownerKind, ownerId);
    }

    /** The network whose plugin runs it. */
    public String architecture() {
        return architecture;
    }

    public Action action() {
        return action;
    }

    public Optional<UUID> parentId() {
        return Optional.ofNullable(parentId).map(UUID::fromString);
    }

    /** The merged specs as the user sees them; a copy. */
    public ObjectNode specs() {
        return specs.deepCopy();
    }

    /** Number of GPUs asked for, as it was sent. */
    public OptionalLong numGpu() {
        return numGpu == null ? OptionalLong.empty() : OptionalLong.of(numGpu);
    }

    /** How many slots it takes, at least 1. */
    public int slotsWanted() {
        return slotsFor(numGpu);
    }

    static int slotsFor(Long numGpu) {
        return numGpu == null ? 1 : Math.toIntExact(Math.max(1, numGpu));
    }

    public Optional<String> platform() {
        return Optional.ofNullable(platform);
    }

    /** How urgent it is among the jobs of its organisation; larger is more, 0 is ordinary. */
    public int priority() {
        return priority;
    }

    /** How long a worker of it may run; empty for as long as it likes. */
    public Optional<Duration> timeLimit() {
        return Optional.ofNullable(timeLimitSeconds).map(Duration::ofSeconds);
    }

    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    public Optional<String> description() {
        return Optional.ofNullable(description);
    }

    /** Id of the user who submitted it. */
    public UUID submittedBy() {
        return submittedBy;
    }

    public JobState state() {
        return state;
    }

    public JobResult result() {
        return result;
    }

    /** Size and checksum of its archive; present once it is Done. */
    public Optional<ArtifactStats> artifact() {
        return artifactSha256 == null
                ? Optional.empty()
                : Optional.of(new ArtifactStats(artifactSize, artifactSha256));
    }

    /** How often its worker was started; 0 before the first time. */
    public int attempt() {
        return attempt;
    }

    /** Bytes of its status file that earlier attempts wrote. */
    public long statusOffset() {
        return statusOffset;
    }

    /** How many numbered reports of this attempt's worker were appended to that file. */
    public long reports(ReportedTo file) {
        return file == ReportedTo.STATUS ? statusReports : logReports;
    }

    /** The next numbered report of its worker was appended to that file. */
    public void reportTaken(ReportedTo file) {
        switch (file) {
            case STATUS -> statusReports++;
            case LOG -> logReports++;
        }
    }

    /** How many of its workers vanished without a word since it was submitted or resumed. */
    public int lostWorkers() {
        return lostWorkers;
    }

    /** Whether its next start continues from the latest checkpoint that it wrote. */
    public boolean resumed() {
        return resumed;
    }

    /** Whether it is a search over hyperparameters. */
    public boolean isSearch() {
        return search;
    }

    /** The search whose trial it is; empty for any other job. */
    public Optional<UUID> searchId() {
        return Optional.ofNullable(searchId).map(UUID::fromString);
    }

    /** Name of the executor that runs or ran it. */
    public Optional<String> executor() {
        return Optional.ofNullable(executor);
    }

    /** Ids of the slots granted to it; empty unless it is Running. */
    public List<String> slots() {
        return slots.isEmpty() ? List.of() : List.of(slots.split(","));
    }

    /** Where it runs; empty unless it is Running. */
    public Optional<Placement> placement() {
        return serverId == null
                ? Optional.empty()
                : Optional.of(new Placement(UUID.fromString(serverId), Optional.ofNullable(host), executor, slots()));
    }

    /**
     * Its present run, to speak for it.
     *
     * @throws IllegalStateException if it is not Running
     */
    public JobRun run() {
        Placement place = placement().orElseThrow(() -> new IllegalStateException("job " + id + " is " + state + " and has no run"));
        return new JobRun(id, attempt, place.server());
    }

    /** Who asked to stop it while it was Running. */
    public Optional<String> stopRequestedBy() {
        return Optional.ofNullable(stopRequestedBy);
    }

    /** How long its worker may take to end by itself once it is asked to stop; zero unless it was. */
    public Duration stopGrace() {
        return stopGraceMillis == null ? Duration.ZERO : Duration.ofMillis(stopGraceMillis);
    }

    public Instant createdOn() {
        return createdOn;
    }

    public Instant lastModified() {
        return lastModified;
    }

    /** When it became Pending the last time. */
    public Instant pendingSince() {
        return pendingSince;
    }

    /** When it may start at the earliest, after something has failed that may be mended by then. */
    public Optional<Instant> notBefore() {
        return Optional.ofNullable(notBefore);
    }

    public Optional<Instant> startedOn() {
        return Optional.ofNullable(startedOn);
    }

    public Optional<Instant> endedOn() {
        return Optional.ofNullable(endedOn);
    }

    void start(Placement place, long statusSize, Instant now) {
        move(JobState.RUNNING, now);
        serverId = place.server().toString();
        host = place.host().orElse(null);
        executor = place.executor();
        slots = String.join(",", place.slots());
        attempt++;
        statusOffset = statusSize;
        statusReports = 0;
        logReports = 0;
        startedOn = lastModified;
        endedOn = null;
        forgetStop();
    }

    /** Another server answers for it from now on; what runs goes on. */
    void takeOver(UUID server) {
        serverId = server.toString();
    }

    /** @return whether it differs from what was reported before */
    boolean report(JobResult latest, Instant now) {
        if (result.equals(latest)) {
            return false;
        }
        result = latest;
        lastModified = micros(now);
        return true;
    }

    /** A later request may only shorten the grace period. */
    void requestStop(String who, Duration grace, Instant now) {
        if (stopRequestedBy == null) {
            stopRequestedBy = Objects.requireNonNull(who, "who");
        }
        stopGraceMillis = stopGraceMillis == null ? grace.toMillis() : Math.min(stopGraceMillis, grace.toMillis());
        lastModified = micros(now);
    }

    void done(ArtifactStats stats, Instant now) {
        move(JobState.DONE, now);
        artifactSize = stats.size();
        artifactSha256 = stats.sha256();
        release();
    }

    void fail(Instant now) {
        move(JobState.ERROR, now);
        release();
    }

    void cancel(Instant now) {
        move(JobState.CANCELED, now);
        release();
    }

    void requeue(boolean workerLost, Duration pause, Instant now) {
        move(JobState.PENDING, now);
        notBefore = pause.isZero() ? null : micros(now.plus(pause));
        lostWorkers += workerLost ? 1 : 0;
        resumed = true;
        pendingSince = lastModified;
        leave();
    }

    void resume(Optional<UUID> newParentId, ObjectNode newSpecs, Instant now) {
        move(JobState.PENDING, now);
        parentId = newParentId.map(UUID::toString).orElse(null);
        specs = newSpecs.deepCopy();
        result = JobResult.NONE;
        artifactSize = null;
        artifactSha256 = null;
        resumed = true;
        lostWorkers = 0;
        notBefore = null;
        pendingSince = lastModified;
        endedOn = null;
        forgetStop();
    }

    private void move(JobState next, Instant now) {
        if (!state.mayBecome(next)) {
            throw new GraftException(
                    StandardError.ILLEGAL_STATE, "Job " + id + " is " + state.label() + " and cannot become " + next.label() + ".");
        }
        state = next;
        lastModified = micros(now);
    }

    private void release() {
        endedOn = lastModified;
        leave();
    }

    private void leave() {
        slots = "";
        serverId = null;
        host = null;
    }

    private void forgetStop() {
        stopRequestedBy = null;
        stopGraceMillis = null;
    }

    private static Instant micros(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }
}
