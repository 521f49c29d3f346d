// SPDX-License-Identifier: Apache-2.0
package dev.graft.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.graft.dataset.Dataset;
import dev.graft.dataset.DatasetDependant;
import dev.graft.dataset.DatasetDraft;
import dev.graft.fault.InvalidRequest;
import dev.graft.job.DatasetsInMemory;
import dev.graft.job.EventBus;
import dev.graft.job.ExperimentsInMemory;
import dev.graft.job.ScriptedNetwork;
import dev.graft.org.Caller;
import dev.graft.org.Role;
import dev.graft.secret.AesVault;
import dev.graft.secret.MasterKey;
import dev.graft.secret.Vault;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.network.ActionRule.DatasetRole;
import dev.graft.spi.network.Domain;
import dev.graft.spi.spec.SpecFault;
import dev.graft.storage.DataFolder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ExperimentServiceTest {

    private static final Vault VAULT = new AesVault(
            new MasterKey(Optional.of(Base64.getEncoder().encodeToString(new byte[32])), new DataFolder(Path.of("unused"))));

    private static final JsonMapper JSON = JsonMapper.builder().addModule(new Jdk8Module()).build();

    private final Caller member = new Caller(UUID.randomUUID(), "alpha", Role.MEMBER);
    private final Caller stranger = new Caller(UUID.randomUUID(), "beta", Role.ADMIN);
    private final DatasetsInMemory datasets = new DatasetsInMemory();
    private final ExperimentsInMemory experiments = new ExperimentsInMemory();
    private final List<ExperimentDependant> dependants = new ArrayList<>();
    private final ExperimentService service = new ExperimentService(
            experiments,
            new ExperimentCheck(new ScriptedNetwork()),
            new ReferenceCheck(datasets, experiments),
            VAULT,
            Clock.systemUTC(),
            new EventBus(),
            dependants);

    @Test
    void anExperimentTakesItsTypeFromTheNetwork() {
        UUID train = dataset(member, "classification_pyt");

        Experiment made = service.create(member, draft().trainDatasets(List.of(train)).encryptionKey("key").build());

        assertThat(made.type()).isEqualTo(Domain.VISION);
        assertThat(made.datasets(DatasetRole.TRAIN)).containsExactly(train);
        assertThat(made.encryptionKey(VAULT)).contains("key");
        assertThat(service.get(member, made.id())).isSameAs(made);
    }

    @Test
    void everythingWrongIsToldAtOnce() {
        UUID missing = UUID.randomUUID();
        UUID raw = dataset(member, "raw");
        UUID foreign = dataset(stranger, "classification_pyt");

        List<String> pointers = pointersOf(() -> service.create(member, draft()
                .type(Domain.MEDICAL)
                .trainDatasets(List.of(missing, raw))
                .evalDataset(foreign)
                .baseExperiment(List.of(missing))
                .realtimeInferRequestTimeout(86_401L)
                .checkpointEpochNumber(Map.of("latest_model_x", -1L))
                .metric("m".repeat(101))
                .build()));

        assertThat(pointers).containsExactlyInAnyOrder(
                "/type", "/train_datasets/0", "/train_datasets/1", "/eval_dataset", "/base_experiment/0",
                "/realtime_infer_request_timeout", "/checkpoint_epoch_number/latest_model_x", "/metric");
    }

    @Test
    void unlabelledDataIsForInference() {
        UUID raw = dataset(member, "raw");

        Experiment made = service.create(member, draft().inferenceDataset(raw).calibrationDataset(raw).build());

        assertThat(made.dataset(DatasetRole.INFERENCE)).contains(raw);
    }

    @Test
    void aDatasetWithInvalidFilesIsRefusedWithItsReason() {
        UUID id = dataset(member, "classification_pyt");
        Dataset dataset = datasets.find("alpha", id).orElseThrow();
        dataset.pullStarted(Instant.now());
        dataset.pullFailed("classes.txt is missing", Instant.now());

        assertThatThrownBy(() -> service.create(member, draft().evalDataset(id).build()))
                .hasMessageContaining("/eval_dataset")
                .hasMessageContaining("classes.txt is missing");
    }

    @Test
    void anUnknownArchitectureIsToldTheKnownOnes() {
        assertThatThrownBy(() -> service.create(member, ExperimentDraft.builder().networkArch("lenet").build()))
                .hasMessageContaining("'lenet'")
                .hasMessageContaining(ScriptedNetwork.NAME);
        assertThat(pointersOf(() -> service.create(member, ExperimentDraft.builder().build()))).containsExactly("/network_arch");
    }

    @Test
    void architectureAndTypeStay() {
        Experiment made = service.create(member, draft().name("a").build());

        assertThat(pointersOf(() -> service.change(
                        member,
                        made.id(),
                        ExperimentDraft.builder().networkArch("unet").type(Domain.MEDICAL).name("b").build(),
                        OptionalLong.empty())))
                .containsExactly("/network_arch", "/type");
        assertThat(made.name()).isEqualTo("a");
    }

    @Test
    void aChangeTakesOverOnlyWhatWasSent() {
        Experiment made = service.create(member, draft()
                .name("a")
                .automlSettings(search(Map.of("enabled", false, "maxRecommendations", 5)))
                .checkpointEpochNumber(Map.of("from_epoch_number_1", 2L))
                .build());

        service.change(
                member,
                made.id(),
                draft().metric("kpi").automlSettings(search(Map.of("maxRecommendations", 7))).checkpointEpochNumber(Map.of("from_epoch_number_2", 3L)).build(),
                OptionalLong.of(made.lockVersion()));

        assertThat(made.name()).isEqualTo("a");
        assertThat(made.metric()).contains("kpi");
        assertThat(made.automlSettings().enabled()).contains(false);
        assertThat(made.automlSettings().maxRecommendations()).contains(7L);
        assertThat(made.checkpointEpochs().byKey()).containsOnlyKeys("from_epoch_number_1", "from_epoch_number_2");
    }

    @Test
    void valuesThatNoSearchCanUseAreRefused() {
        AutoMlSettings useless = search(Map.of(
                "maxRecommendations", 0,
                "maxResource", 0,
                "eta", 1,
                "epochMultiplier", Long.MAX_VALUE,
                "addedParameters", "lr",
                "removedParameters", "[1]"));

        assertThat(pointersOf(() -> service.create(member, draft().automlSettings(useless).build())))
                .containsExactly(
                        "/automl_settings/automl_max_recommendations",
                        "/automl_settings/automl_R",
                        "/automl_settings/automl_nu",
                        "/automl_settings/epoch_multiplier",
                        "/automl_settings/automl_add_hyperparameters",
                        "/automl_settings/automl_remove_hyperparameters");
    }

    @Test
    void aNetworkWithoutASearchIsNotSearched() {
        assertThat(pointersOf(() -> service.create(member, draft().automlSettings(search(Map.of("enabled", true))).build())))
                .containsExactly("/automl_settings/automl_enabled");
    }

    @Test
    void baseExperimentsAreAtMostTwoAndNotItself() {
        Experiment one = service.create(member, draft().build());
        Experiment two = service.create(member, draft().baseExperiment(List.of(one.id())).build());

        assertThat(pointersOf(() -> service.create(
                        member, draft().baseExperiment(List.of(one.id(), two.id(), one.id())).build())))
                .containsExactly("/base_experiment");
        assertThat(pointersOf(() -> service.change(
                        member, two.id(), draft().baseExperiment(List.of(two.id())).build(), OptionalLong.empty())))
                .containsExactly("/base_experiment/0");
    }

    @Test
    void aPublicExperimentIsReadByAllAndChangedByItsOwners() {
        Experiment open = service.create(member, draft().publicAccess(true).build());
        Experiment hidden = service.create(member, draft().build());

        assertThat(service.get(stranger, open.id())).isSameAs(open);
        assertThat(service.create(stranger, draft().baseExperiment(List.of(open.id())).build()).baseExperiments())
                .containsExactly(open.id());
        fails(StandardError.FORBIDDEN, () -> service.change(stranger, open.id(), draft().name("x").build(), OptionalLong.empty()));
        fails(StandardError.FORBIDDEN, () -> service.delete(stranger, open.id(), OptionalLong.empty()));
        fails(StandardError.NOT_FOUND, () -> service.get(stranger, hidden.id()));
        fails(StandardError.NOT_FOUND, () -> service.delete(stranger, hidden.id(), OptionalLong.empty()));
        fails(StandardError.ILLEGAL_STATE, () -> service.delete(member, open.id(), OptionalLong.empty()));
    }

    @Test
    void aReadOnlyExperimentHasToBeUnlockedFirst() {
        Experiment locked = service.create(member, draft().readOnly(true).build());

        fails(StandardError.ILLEGAL_STATE, () -> service.change(member, locked.id(), draft().name("x").build(), OptionalLong.empty()));
        fails(StandardError.ILLEGAL_STATE, () -> service.delete(member, locked.id(), OptionalLong.empty()));

        service.change(member, locked.id(), draft().readOnly(false).build(), OptionalLong.empty());
        service.delete(member, locked.id(), OptionalLong.empty());
        fails(StandardError.NOT_FOUND, () -> service.get(member, locked.id()));
    }

    @Test
    void anExperimentWithUnfinishedJobsStays() {
        Experiment made = service.create(member, draft().build());
        dependants.add(experiment -> Optional.of("Job 1 is running."));

        fails(StandardError.ILLEGAL_STATE, () -> service.delete(member, made.id(), OptionalLong.empty()));
    }

    @Test
    void aDatasetThatAnExperimentNamesMayBeWrittenAndNotDeleted() {
        UUID train = dataset(member, "classification_pyt");
        service.create(member, draft().name("digits").trainDatasets(List.of(train)).build());
        Dataset dataset = datasets.find("alpha", train).orElseThrow();
        DatasetsOfExperiments uses = new DatasetsOfExperiments(experiments);

        assertThat(uses.objection(dataset, DatasetDependant.Intent.WRITE)).isEmpty();
        assertThat(uses.objection(dataset, DatasetDependant.Intent.DELETE).orElseThrow()).contains("digits");
    }

    private static ExperimentDraft.Builder draft() {
        return ExperimentDraft.builder().networkArch(ScriptedNetwork.NAME);
    }

    private static AutoMlSettings search(Map<String, Object> values) {
        return JSON.convertValue(values, AutoMlSettings.class);
    }

    private UUID dataset(Caller owner, String format) {
        Dataset dataset = new Dataset(
                UUID.randomUUID(),
                owner.org(),
                owner.userId(),
                DatasetDraft.builder().type("image_classification").format(format).build(),
                VAULT,
                Instant.now());
        datasets.add(dataset);
        return dataset.id();
    }

    private static List<String> pointersOf(ThrowingCallable call) {
        List<String> pointers = new ArrayList<>();
        assertThatThrownBy(call).isInstanceOfSatisfying(InvalidRequest.class, fault ->
                fault.faults().stream().map(SpecFault::pointer).forEach(pointers::add));
        return pointers;
    }

    private static void fails(StandardError code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(GraftException.class, fault -> assertThat(fault.code()).isEqualTo(code));
    }
}
