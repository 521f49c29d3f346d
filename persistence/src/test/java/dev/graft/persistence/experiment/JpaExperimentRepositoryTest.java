// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.dataset.Dataset;
import dev.graft.experiment.AutoMlSettings;
import dev.graft.experiment.CheckpointChooseMethod;
import dev.graft.experiment.Experiment;
import dev.graft.experiment.ExperimentDraft;
import dev.graft.experiment.ExperimentQuery;
import dev.graft.org.Caller;
import dev.graft.org.Role;
import dev.graft.page.Match;
import dev.graft.page.Page;
import dev.graft.page.PageRequest;
import dev.graft.persistence.Database;
import dev.graft.persistence.Samples;
import dev.graft.persistence.TestDatabase;
import dev.graft.persistence.convert.JsonText;
import dev.graft.persistence.dataset.JpaDatasetRepository;
import dev.graft.spi.network.ActionRule.DatasetRole;
import dev.graft.spi.network.Domain;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class JpaExperimentRepositoryTest {

    private final TestDatabase kind;
    private Database database;
    private Caller caller;

    JpaExperimentRepositoryTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        database = Database.shared(kind);
        caller = database.call(Samples::member);
    }

    @Test
    void everyFieldComesBackAsItWasStored() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("model.pth", "abc");
        UUID train = dataset();
        UUID eval = dataset();
        Experiment base = add(ExperimentDraft.builder().name("base"));
        AutoMlSettings search = new JsonText<>(AutoMlSettings.class)
                .read("{\"enabled\":true,\"algorithm\":\"HYPERBAND\",\"maxResource\":27,\"addedParameters\":\"[]\"}");
        Experiment stored = add(ExperimentDraft.builder()
                .name("mine")
                .trainDatasets(List.of(train, eval))
                .evalDataset(eval)
                .baseExperiment(List.of(base.id()))
                .checkpointChooseMethod(CheckpointChooseMethod.FROM_EPOCH_NUMBER)
                .checkpointEpochNumber(Map.of("from_epoch_number_x", 4L))
                .automlSettings(search)
                .metric("accuracy")
                .encryptionKey("tlt_encode")
                .dockerEnvVars(Map.of("A", "1"))
                .publicAccess(true)
                .ngcPath("nvidia/tao/x:1")
                .ptmBackbone(false)
                .sha256Digest(json)
                .modelParams(json)
                .realtimeInferRequestTimeout(60L));

        Experiment read = find(caller, stored.id()).orElseThrow();

        assertThat(read.name()).isEqualTo("mine");
        assertThat(read.type()).isEqualTo(Domain.VISION);
        assertThat(read.datasets(DatasetRole.TRAIN)).containsExactly(train, eval);
        assertThat(read.dataset(DatasetRole.EVAL)).contains(eval);
        assertThat(read.dataset(DatasetRole.INFERENCE)).isEmpty();
        assertThat(read.baseExperiments()).containsExactly(base.id());
        assertThat(read.checkpointChooseMethod()).isEqualTo(CheckpointChooseMethod.FROM_EPOCH_NUMBER);
        assertThat(read.checkpointEpochs().of(CheckpointChooseMethod.FROM_EPOCH_NUMBER, "x")).hasValue(4);
        assertThat(read.automlSettings()).isEqualTo(search);
        assertThat(read.automlSettings().algorithm()).contains(AutoMlSettings.Algorithm.HYPERBAND);
        assertThat(read.automlSettings().overrideDisabled()).isEmpty();
        assertThat(read.metric()).contains("accuracy");
        assertThat(read.encryptionKey(Samples.VAULT)).contains("tlt_encode");
        assertThat(read.dockerEnvVars(Samples.VAULT)).containsOnly(Map.entry("A", "1"));
        assertThat(read.publicAccess()).isTrue();
        assertThat(read.readOnly()).isFalse();
        assertThat(read.ngcPath()).contains("nvidia/tao/x:1");
        assertThat(read.modelSource().ptmBackbone()).contains(false);
        assertThat(read.modelSource().sha256Digest()).contains(json);
        assertThat(read.modelSource().backboneType()).isEmpty();
        assertThat(read.realtimeInferRequestTimeout()).hasValue(60);
        assertThat(read.createdOn()).isEqualTo(Samples.NOON);
    }

    @Test
    void datasetsAndBasesCanBeExchangedInPlace() {
        UUID first = dataset();
        UUID second = dataset();
        Experiment one = add(ExperimentDraft.builder());
        Experiment two = add(ExperimentDraft.builder());
        Experiment experiment =
                add(ExperimentDraft.builder().trainDatasets(List.of(first, second)).baseExperiment(List.of(one.id())));

        change(experiment, ExperimentDraft.builder()
                .trainDatasets(List.of(second, first))
                .baseExperiment(List.of(two.id(), one.id())));

        Experiment read = find(caller, experiment.id()).orElseThrow();
        assertThat(read.datasets(DatasetRole.TRAIN)).containsExactly(second, first);
        assertThat(read.baseExperiments()).containsExactly(two.id(), one.id());
        assertThat(read.lockVersion()).isGreaterThan(experiment.lockVersion());
    }

    @Test
    void theDatabaseKeepsADatasetThatIsUsed() {
        UUID used = dataset();
        add(ExperimentDraft.builder().name("user of it").trainDatasets(List.of(used)));

        assertThatThrownBy(() -> database.run(entityManager -> {
                    JpaDatasetRepository datasets = new JpaDatasetRepository(entityManager);
                    datasets.remove(datasets.find(caller.org(), used).orElseThrow());
                }))
                .isInstanceOf(PersistenceException.class);
        List<String> names = database.call(
                entityManager -> repository(entityManager).namesUsingDataset(caller.org(), used));
        assertThat(names).containsExactly("user of it");
    }

    @Test
    void onlyPublicExperimentsOfOtherOrganisationsAreSeen() {
        Experiment hidden = add(ExperimentDraft.builder().name("hidden"));
        Experiment open = add(ExperimentDraft.builder().name("open").publicAccess(true));
        Caller stranger = database.call(Samples::member);

        assertThat(find(stranger, hidden.id())).isEmpty();
        assertThat(find(stranger, open.id())).isPresent();
        assertThat(list(stranger, ExperimentQuery.all()).items())
                .extracting(Experiment::id)
                .contains(open.id())
                .doesNotContain(hidden.id());
        boolean owned = database.call(entityManager ->
                repository(entityManager).find(stranger.org(), open.id()).isPresent());
        assertThat(owned).isFalse();
        List<Experiment> readable = database.call(entityManager ->
                repository(entityManager).findAllReadable(stranger.org(), List.of(hidden.id(), open.id())));
        assertThat(readable).extracting(Experiment::id).containsExactly(open.id());
    }

    @Test
    void filtersSelectOrExclude() {
        add(ExperimentDraft.builder().name("one").readOnly(true));
        add(ExperimentDraft.builder().name("two"));
        Caller colleague = new Caller(UUID.randomUUID(), caller.org(), Role.VIEWER);

        assertThat(names(caller, Optional.of(Match.parse("!one")), Optional.empty(), false)).containsExactly("two");
        assertThat(names(caller, Optional.empty(), Optional.of(true), false)).containsExactly("one");
        assertThat(names(caller, Optional.empty(), Optional.empty(), true)).containsExactlyInAnyOrder("one", "two");
        assertThat(names(colleague, Optional.empty(), Optional.empty(), true)).isEmpty();
        assertThat(list(caller, typed(Match.is(Domain.MEDICAL), Match.is("classification_pyt"))).total()).isZero();
        assertThat(list(caller, typed(new Match<>(Domain.MEDICAL, true), Match.is("classification_pyt"))).total()).isEqualTo(2);
        assertThat(list(caller, typed(Match.is(Domain.VISION), Match.parse("!classification_pyt"))).total()).isZero();
    }

    @Test
    void aPageIsReadWithItsDatasetsInAFixedNumberOfQueries() {
        UUID shared = dataset();
        for (int i = 0; i < 30; i++) {
            add(ExperimentDraft.builder().trainDatasets(List.of(shared)).evalDataset(shared));
        }
        StatementCount count = new StatementCount();

        Page<Experiment> page = count.during(database, entityManager ->
                repository(entityManager).list(caller, new ExperimentQuery(
                        PageRequest.of(0, 20), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false)));

        assertThat(page.items()).hasSize(20).allSatisfy(experiment -> {
            assertThat(experiment.datasets(DatasetRole.TRAIN)).containsExactly(shared);
            assertThat(experiment.dataset(DatasetRole.EVAL)).contains(shared);
            assertThat(experiment.baseExperiments()).isEmpty();
        });
        assertThat(count.statements()).isLessThanOrEqualTo(4);
    }

    @Test
    void whoStartsFromAnExperimentIsKnown() {
        Experiment base = add(ExperimentDraft.builder().publicAccess(true));
        Caller stranger = database.call(Samples::member);
        assertThat(isBaseElsewhere(base)).isFalse();

        add(ExperimentDraft.builder().name("heir").baseExperiment(List.of(base.id())));
        database.run(entityManager -> repository(entityManager)
                .add(Samples.experiment(stranger, ExperimentDraft.builder().baseExperiment(List.of(base.id())), Samples.NOON)));

        List<String> names = database.call(entityManager -> repository(entityManager).namesStartingFrom(base));
        assertThat(names).containsExactly("heir");
        assertThat(isBaseElsewhere(base)).isTrue();
    }

    @Test
    void aRemovedExperimentLeavesNoRow() {
        UUID used = dataset();
        Experiment experiment = add(ExperimentDraft.builder().trainDatasets(List.of(used)));

        database.run(entityManager -> {
            JpaExperimentRepository repository = repository(entityManager);
            repository.remove(repository.find(caller.org(), experiment.id()).orElseThrow());
        });

        long left = database.call(entityManager -> ((Number) entityManager
                        .createNativeQuery("select count(*) from experiment_datasets where dataset_id = ?1")
                        .setParameter(1, used)
                        .getSingleResult())
                .longValue());
        assertThat(left).isZero();
        assertThat(find(caller, experiment.id())).isEmpty();
    }

    private boolean isBaseElsewhere(Experiment base) {
        return database.call(entityManager -> repository(entityManager).isBaseElsewhere(base));
    }

    private static JpaExperimentRepository repository(EntityManager entityManager) {
        return new JpaExperimentRepository(entityManager);
    }

    private UUID dataset() {
        return database.call(entityManager -> {
            Dataset dataset = Samples.dataset(caller, Samples.datasetDraft().build(), Samples.NOON);
            new JpaDatasetRepository(entityManager).add(dataset);
            return dataset.id();
        });
    }

    private Experiment add(ExperimentDraft.Builder draft) {
        return database.call(entityManager -> {
            Experiment experiment = Samples.experiment(caller, draft, Samples.NOON);
            repository(entityManager).add(experiment);
            return experiment;
        });
    }

    private void change(Experiment experiment, ExperimentDraft.Builder draft) {
        database.run(entityManager -> repository(entityManager)
                .find(caller.org(), experiment.id())
                .orElseThrow()
                .describe(draft.build(), Samples.VAULT, Samples.NOON.plusSeconds(1)));
    }

    private Optional<Experiment> find(Caller who, UUID id) {
        return database.call(entityManager -> repository(entityManager).findReadable(who.org(), id));
    }

    private Page<Experiment> list(Caller who, ExperimentQuery query) {
        return database.call(entityManager -> repository(entityManager).list(who, query));
    }

    private List<String> names(
            Caller who, Optional<Match<String>> name, Optional<Boolean> readOnly, boolean userOnly) {
        return list(who, new ExperimentQuery(
                        PageRequest.all(), name, Optional.empty(), Optional.empty(), readOnly, userOnly))
                .items().stream().map(Experiment::name).toList();
    }

    private static ExperimentQuery typed(Match<Domain> type, Match<String> architecture) {
        return new ExperimentQuery(
                PageRequest.all(), Optional.empty(), Optional.of(type), Optional.of(architecture), Optional.empty(), false);
    }
}
