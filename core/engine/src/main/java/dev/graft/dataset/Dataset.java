// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import dev.graft.cloud.CloudLocation;
import dev.graft.cloud.PullCount;
import dev.graft.secret.Sealed;
import dev.graft.secret.SealedVariables;
import dev.graft.secret.Vault;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.spec.DatasetFacts;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A dataset of an organisation: what its user says about it, how far its data has come, and what was learnt of its files. Type and
 * format never change. The files lie in {@link dev.graft.storage.DataFolder#dataset}.
 */
@Entity
@Table(name = "datasets")
public class Dataset {

    /** Name of a dataset whose user gives none. */
    static final String DEFAULT_NAME = "My Dataset";

    private static final String DEFAULT_VERSION = "1.0.0";
    private static final int REASON_LENGTH = 10_000;

    @Id
    @Column(name = "id")
    private UUID id;

    @Column(name = "org", nullable = false, length = 255)
    private String org;

    @Column(name = "user_id", nullable = false)
    private UUID userId;

    @Column(name = "type", nullable = false, length = 100)
    private String type;

    @Column(name = "format", nullable = false, length = 100)
    private String format;

    @Column(name = "name", nullable = false, length = 500)
    private String name = DEFAULT_NAME;

    @Column(name = "description", length = 1000)
    private String description;

    @Column(name = "version", nullable = false, length = 10)
    private String version = DEFAULT_VERSION;

    @Column(name = "logo", length = 2048)
    private String logo;

    @Column(name = "client_url", length = 2048)
    private String clientUrl;

    @Column(name = "client_id")
    private Sealed clientId;

    @Column(name = "client_secret")
    private Sealed clientSecret;

    @Column(name = "filters", length = 2048)
    private String filters;

    @Embedded
    private CloudLocation cloudLocation;

    @Column(name = "docker_env_vars")
    private Sealed dockerEnvVars;

    @Enumerated(EnumType.STRING)
    @Column(name = "status", nullable = false, length = 16)
    private PullStatus status = PullStatus.STARTING;

    @Column(name = "status_reason", length = REASON_LENGTH)
    private String statusReason;

    @Column(name = "content", nullable = false)
    private DatasetContent content = DatasetContent.none();

    /** Written by {@link PullLedger} alone. */
    @Column(name = "pulled_files")
    private Long pulledFiles;

    @Column(name = "pulled_bytes")
    private Long pulledBytes;

    @Column(name = "pull_total_files")
    private Long pullTotalFiles;

    @Column(name = "pull_total_bytes")
    private Long pullTotalBytes;

    @Column(name = "created_on", nullable = false)
    private Instant createdOn;

    @Column(name = "last_modified", nullable = false)
    private Instant lastModified;

    @Version
    @Column(name = "lock_version", nullable = false)
    private long lockVersion;

    /** For JPA. */
    protected Dataset() {}

    /**
     * A dataset just registered, without data.
     *
     * @param draft what its user says; type and format are required
     */
    public Dataset(UUID id, String org, UUID userId, DatasetDraft draft, Vault vault, Instant now) {
        this.id = Objects.requireNonNull(id, "id");
        this.org = Objects.requireNonNull(org, "org");
        this.userId = Objects.requireNonNull(userId, "userId");
        this.type = draft.type().orElseThrow(() -> new IllegalArgumentException("a dataset has a type"));
        this.format = draft.format().orElseThrow(() -> new IllegalArgumentException("a dataset has a format"));
        this.createdOn = Objects.requireNonNull(now, "now");
        describe(draft, vault, now);
    }

    /** Takes over what was sent, but type and format, which stay; {@link DatasetService} refuses other ones. */
    public void describe(DatasetDraft draft, Vault vault, Instant now) {
        draft.name().ifPresent(value -> name = value);
        draft.description().ifPresent(value -> description = value);
        draft.version().ifPresent(value -> version = value);
        draft.logo().ifPresent(value -> logo = value);
        draft.clientUrl().ifPresent(value -> clientUrl = value);
        draft.clientId().ifPresent(value -> clientId = vault.seal(id, value));
        draft.clientSecret().ifPresent(value -> clientSecret = vault.seal(id, value));
        draft.filters().ifPresent(value -> filters = value);
        draft.cloudDetails().ifPresent(value -> cloudLocation = new CloudLocation(id, value, vault));
        draft.dockerEnvVars().ifPresent(value -> dockerEnvVars = SealedVariables.seal(vault, id, value));
        lastModified = now;
    }

    /** Data has arrived and waits to be unpacked and checked. */
    public void dataArrived(Instant now) {
        moveTo(PullStatus.STARTING, null, now);
    }

    /** The data is being unpacked and checked. */
    public void pullStarted(Instant now) {
        moveTo(PullStatus.IN_PROGRESS, null, now);
    }

    /**
     * The data is complete and fits type and format.
     *
     * @throws GraftException ILLEGAL_STATE if no pull is going on
     */
    public void pullCompleted(DatasetContent found, Instant now) {
        requirePulling();
        content = Objects.requireNonNull(found, "found");
        moveTo(PullStatus.PULL_COMPLETE, null, now);
    }

    /**
     * The data cannot be used.
     *
     * @param reason for the user: what was seen, what is allowed, what to do
     * @throws GraftException ILLEGAL_STATE if no pull is going on
     */
    public void pullFailed(String reason, Instant now) {
        requirePulling();
        moveTo(PullStatus.INVALID_PULL, cut(Objects.requireNonNull(reason, "reason")), now);
    }

    private void requirePulling() {
        if (status.settled()) {
            throw new GraftException(
                    StandardError.ILLEGAL_STATE, "Dataset " + id + " is " + status.wireName() + "; no pull is going on.");
        }
    }

    private void moveTo(PullStatus next, String reason, Instant now) {
        status = next;
        statusReason = reason;
        lastModified = now;
    }

    private static String cut(String reason) {
        return reason.length() <= REASON_LENGTH ? reason : reason.substring(0, REASON_LENGTH - 1) + "…";
    }

    /** What plugins may know of it. */
    public DatasetFacts.Facts facts() {
        return new DatasetFacts.Facts(id.toString(), type, format, content.classes(), content.samples());
    }

    public UUID id() {
        return id;
    }

    public String org() {
        return org;
    }

    /** The user who registered it. */
    public UUID userId() {
        return userId;
    }

    public String type() {
        return type;
    }

    public String format() {
        return format;
    }

    public String name() {
        return name;
    }

    public Optional<String> description() {
        return Optional.ofNullable(description);
    }

    public String version() {
        return version;
    }

    public Optional<String> logo() {
        return Optional.ofNullable(logo);
    }

    public Optional<String> clientUrl() {
        return Optional.ofNullable(clientUrl);
    }

    public Optional<String> clientId(Vault vault) {
        return Optional.ofNullable(clientId).map(sealed -> vault.open(id, sealed));
    }

    public Optional<String> clientSecret(Vault vault) {
        return Optional.ofNullable(clientSecret).map(sealed -> vault.open(id, sealed));
    }

    public Optional<String> filters() {
        return Optional.ofNullable(filters);
    }

    public Optional<CloudLocation> cloudLocation() {
        return Optional.ofNullable(cloudLocation);
    }

    /** Environment variables of the containers of its jobs; empty if there are none. */
    public Map<String, String> dockerEnvVars(Vault vault) {
        return dockerEnvVars == null ? Map.of() : SealedVariables.open(vault, id, dockerEnvVars);
    }

    /** Whether its data comes from remote storage that the server knows how to read. */
    public boolean pullsFromCloud() {
        return cloudLocation().flatMap(CloudLocation::type).isPresent();
    }

    /** How far its latest pull from remote storage has come; empty if there was none. */
    public Optional<PullCount> pullCount() {
        return pulledFiles == null
                ? Optional.empty()
                : Optional.of(new PullCount(pulledFiles, pulledBytes, pullTotalFiles, pullTotalBytes));
    }

    public PullStatus status() {
        return status;
    }

    /** Why it is in its state, for its users; present if the last pull failed. */
    public Optional<String> statusReason() {
        return Optional.ofNullable(statusReason);
    }

    /** What was learnt of its files at the last successful pull. */
    public DatasetContent content() {
        return content;
    }

    public Instant createdOn() {
        return createdOn;
    }

    public Instant lastModified() {
        return lastModified;
    }

    /** Rises with every change; the API's ETag. */
    public long lockVersion() {
        return lockVersion;
    }
}
