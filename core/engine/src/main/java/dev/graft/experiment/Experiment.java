// SPDX-License-Identifier: Apache-2.0
package dev.graft.experiment;

import dev.graft.cloud.CloudLocation;
import dev.graft.dataset.PullStatus;
import dev.graft.secret.Sealed;
import dev.graft.secret.SealedVariables;
import dev.graft.secret.Vault;
import dev.graft.spi.network.ActionRule.DatasetRole;
import dev.graft.spi.network.Domain;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/**
 * An experiment of an organisation: a network architecture with the datasets, base experiments and settings that its jobs share.
 * Architecture and type never change.
 */
@Entity
@Table(name = "experiments")
public class Experiment {

    private static final String DEFAULT_NAME = "My Experiment";
    private static final String DEFAULT_VERSION = "1.0.0";
    private static final int REASON_LENGTH = 2000;

    @Id
    @Column(name = "id")
    private UUID id;

    @Column(name = "org", nullable = false, length = 255)
    private String org;

    @Column(name = "user_id", nullable = false)
    private UUID userId;

    @Column(name = "network_arch", nullable = false, length = 100)
    private String networkArch;

    @Enumerated(EnumType.STRING)
    @Column(name = "type", nullable = false, length = 16)
    private Domain type;

    @Column(name = "name", nullable = false, length = 500)
    private String name = DEFAULT_NAME;

    @Column(name = "description", length = 1000)
    private String description;

    @Column(name = "version", nullable = false, length = 500)
    private String version = DEFAULT_VERSION;

    @Column(name = "logo", length = 2048)
    private String logo;

    @OneToMany(mappedBy = "experiment", cascade = CascadeType.ALL, orphanRemoval = true)
    private Set<DatasetUse> datasets = new HashSet<>();

    @OneToMany(mappedBy = "experiment", cascade = CascadeType.ALL, orphanRemoval = true)
    private Set<BaseUse> bases = new HashSet<>();

    @Enumerated(EnumType.STRING)
    @Column(name = "base_pull_status", length = 16)
    private PullStatus basePullStatus;

    @Column(name = "base_pull_reason", length = REASON_LENGTH)
    private String basePullReason;

    @Enumerated(EnumType.STRING)
    @Column(name = "checkpoint_choose_method", nullable = false, length = 32)
    private CheckpointChooseMethod checkpointChooseMethod = CheckpointChooseMethod.BEST_MODEL;

    @Column(name = "checkpoint_epochs", nullable = false)
    private CheckpointEpochs checkpointEpochs = CheckpointEpochs.none();

    @Column(name = "automl_settings", nullable = false)
    private AutoMlSettings automlSettings = AutoMlSettings.none();

    @Column(name = "metric", length = 100)
    private String metric;

    @Column(name = "encryption_key")
    private Sealed encryptionKey;

    @Column(name = "docker_env_vars")
    private Sealed dockerEnvVars;

    @Embedded
    private CloudLocation cloudLocation;

    @Column(name = "public_access", nullable = false)
    private boolean publicAccess;

    @Column(name = "read_only", nullable = false)
    private boolean readOnly;

    @Column(name = "ngc_path", length = 250)
    private String ngcPath;

    @Column(name = "model_source", nullable = false)
    private ModelSource modelSource = ModelSource.none();

    @Column(name = "realtime_infer", nullable = false)
    private boolean realtimeInfer;

    @Column(name = "realtime_infer_timeout")
    private Long realtimeInferRequestTimeout;

    @Column(name = "created_on", nullable = false)
    private Instant createdOn;

    @Column(name = "last_modified", nullable = false)
    private Instant lastModified;

    @Version
    @Column(name = "lock_version", nullable = false)
    private long lockVersion;

    /** For JPA. */
    protected Experiment() {}

    /**
     * A new experiment.
     *
     * @param type the field of its architecture
     * @param draft what its user says; the architecture is required
     */
    public Experiment(UUID id, String org, UUID userId, Domain type, ExperimentDraft draft, Vault vault, Instant now) {
        this.id = Objects.requireNonNull(id, "id");
        this.org = Objects.requireNonNull(org, "org");
        this.userId = Objects.requireNonNull(userId, "userId");
        this.type = Objects.requireNonNull(type, "type");
        this.networkArch =
                draft.networkArch().orElseThrow(() -> new IllegalArgumentException("an experiment has an architecture"));
        this.createdOn = Objects.requireNonNull(now, "now");
        describe(draft, vault, now);
    }

    /** Takes over what was sent, but architecture and type, which stay; {@link ExperimentService} refuses other ones. */
    public void describe(ExperimentDraft draft, Vault vault, Instant now) {
        draft.name().ifPresent(value -> name = value);
        draft.description().ifPresent(value -> description = value);
        draft.version().ifPresent(value -> version = value);
        draft.logo().ifPresent(value -> logo = value);
        choose(draft);
        draft.metric().ifPresent(value -> metric = value);
        draft.encryptionKey().ifPresent(value -> encryptionKey = vault.seal(id, value));
        draft.dockerEnvVars().ifPresent(value -> dockerEnvVars = SealedVariables.seal(vault, id, value));
        draft.cloudDetails().ifPresent(value -> cloudLocation = new CloudLocation(id, value, vault));
        draft.publicAccess().ifPresent(value -> publicAccess = value);
        draft.readOnly().ifPresent(value -> readOnly = value);
        draft.ngcPath().ifPresent(value -> ngcPath = value);
        modelSource = modelSource.with(draft);
        draft.realtimeInfer().ifPresent(value -> realtimeInfer = value);
        draft.realtimeInferRequestTimeout().ifPresent(value -> realtimeInferRequestTimeout = value);
        lastModified = now;
    }

    private void choose(ExperimentDraft draft) {
        draft.trainDatasets().ifPresent(ids -> use(DatasetRole.TRAIN, ids));
        draft.evalDataset().ifPresent(value -> use(DatasetRole.EVAL, List.of(value)));
        draft.inferenceDataset().ifPresent(value -> use(DatasetRole.INFERENCE, List.of(value)));
        draft.calibrationDataset().ifPresent(value -> use(DatasetRole.CALIBRATION, List.of(value)));
        draft.baseExperiment().ifPresent(this::startFrom);
        draft.checkpointChooseMethod().ifPresent(value -> checkpointChooseMethod = value);
        draft.checkpointEpochNumber().ifPresent(value -> checkpointEpochs = checkpointEpochs.with(value));
        draft.automlSettings().ifPresent(value -> automlSettings = automlSettings.with(value));
    }

    private void use(DatasetRole role, List<UUID> ids) {
        datasets.removeIf(use -> use.role() == role);
        for (int place = 0; place < ids.size(); place++) {
            datasets.add(new DatasetUse(this, role, place, ids.get(place)));
        }
    }

    private void startFrom(List<UUID> ids) {
        bases.clear();
        for (int place = 0; place < ids.size(); place++) {
            bases.add(new BaseUse(this, place, ids.get(place)));
        }
    }

    /**
     * A training has ended: which of its epochs are the best and the latest.
     *
     * @param epochs by {@link CheckpointChooseMethod#epochKey}
     */
    public void rememberEpochs(Map<String, Long> epochs, Instant now) {
        checkpointEpochs = checkpointEpochs.with(epochs);
        lastModified = now;
    }

    /** The registered model that it stands for waits to be fetched, is being fetched, or has come. */
    public void basePull(PullStatus status, Instant now) {
        basePullStatus = Objects.requireNonNull(status, "status");
        basePullReason = null;
        lastModified = now;
    }

    /**
     * The registered model that it stands for cannot be used.
     *
     * @param reason for the administrator: what was seen, what to do
     */
    public void basePullFailed(String reason, Instant now) {
        basePull(PullStatus.INVALID_PULL, now);
        basePullReason = reason.substring(0, Math.min(REASON_LENGTH, reason.length()));
    }

    /** What is known of the registered model that this experiment stands for. */
    public void describeModel(ModelSource source, Instant now) {
        modelSource = Objects.requireNonNull(source, "source");
        lastModified = now;
    }

    /** Whether the organisation may read it. */
    public boolean readableBy(String other) {
        return publicAccess || org.equals(other);
    }

    /** The datasets that play that part, in their order; at most one but for TRAIN. */
    public List<UUID> datasets(DatasetRole role) {
        return datasets.stream()
                .filter(use -> use.role() == role)
                .sorted(Comparator.comparingInt(DatasetUse::place))
                .map(DatasetUse::datasetId)
                .toList();
    }

    /** The dataset of a part that only one can play. */
    public Optional<UUID> dataset(DatasetRole role) {
        return datasets(role).stream().findFirst();
    }

    /** The experiments whose models it starts from, in their order; at most two. */
    public List<UUID> baseExperiments() {
        return bases.stream()
                .sorted(Comparator.comparingInt(BaseUse::place))
                .map(BaseUse::baseId)
                .toList();
    }

    public UUID id() {
        return id;
    }

    public String org() {
        return org;
    }

    /** The user who made it. */
    public UUID userId() {
        return userId;
    }

    public String networkArch() {
        return networkArch;
    }

    public Domain type() {
        return type;
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

    /** How far the registered model that it stands for has come; empty if it stands for none. */
    public Optional<PullStatus> basePullStatus() {
        return Optional.ofNullable(basePullStatus);
    }

    /** Why its registered model cannot be used; present if the last pull failed. */
    public Optional<String> basePullReason() {
        return Optional.ofNullable(basePullReason);
    }

    public CheckpointChooseMethod checkpointChooseMethod() {
        return checkpointChooseMethod;
    }

    public CheckpointEpochs checkpointEpochs() {
        return checkpointEpochs;
    }

    public AutoMlSettings automlSettings() {
        return automlSettings;
    }

    public Optional<String> metric() {
        return Optional.ofNullable(metric);
    }

    public Optional<String> encryptionKey(Vault vault) {
        return Optional.ofNullable(encryptionKey).map(sealed -> vault.open(id, sealed));
    }

    /** Environment variables of the containers of its jobs; empty if there are none. */
    public Map<String, String> dockerEnvVars(Vault vault) {
        return dockerEnvVars == null ? Map.of() : SealedVariables.open(vault, id, dockerEnvVars);
    }

    public Optional<CloudLocation> cloudLocation() {
        return Optional.ofNullable(cloudLocation);
    }

    /** The API's {@code public}. */
    public boolean publicAccess() {
        return publicAccess;
    }

    public boolean readOnly() {
        return readOnly;
    }

    public Optional<String> ngcPath() {
        return Optional.ofNullable(ngcPath);
    }

    public ModelSource modelSource() {
        return modelSource;
    }

    public boolean realtimeInfer() {
        return realtimeInfer;
    }

    /** In seconds, 0 to 86,400. */
    public OptionalLong realtimeInferRequestTimeout() {
        return realtimeInferRequestTimeout == null ? OptionalLong.empty() : OptionalLong.of(realtimeInferRequestTimeout);
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
