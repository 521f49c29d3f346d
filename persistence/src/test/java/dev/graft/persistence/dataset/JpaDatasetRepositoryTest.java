// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.graft.cloud.CloudDetails;
import dev.graft.cloud.CloudFileType;
import dev.graft.cloud.CloudType;
import dev.graft.dataset.Dataset;
import dev.graft.dataset.DatasetContent;
import dev.graft.dataset.DatasetDraft;
import dev.graft.dataset.DatasetQuery;
import dev.graft.dataset.PullStatus;
import dev.graft.org.Caller;
import dev.graft.page.Match;
import dev.graft.page.Page;
import dev.graft.page.PageRequest;
import dev.graft.page.Sort;
import dev.graft.persistence.Database;
import dev.graft.persistence.Samples;
import dev.graft.persistence.TestDatabase;
import jakarta.persistence.EntityManager;
import jakarta.persistence.RollbackException;
import java.sql.Clob;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class JpaDatasetRepositoryTest {

    private final TestDatabase kind;
    private Database database;
    private Caller caller;

    JpaDatasetRepositoryTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        database = Database.shared(kind);
        caller = database.call(Samples::member);
    }

    @Test
    void everyFieldComesBackAsItWasStored() {
        DatasetDraft draft = Samples.datasetDraft()
                .name("Straßen ☂")
                .description("d".repeat(1000))
                .version("2.1.0")
                .logo("https://logo")
                .clientUrl("https://dicom")
                .clientId("me")
                .clientSecret("s3cret")
                .filters("Modality=CT")
                .cloudDetails(new CloudDetails(
                        Optional.of(CloudType.SELF_HOSTED),
                        Optional.of(CloudFileType.FOLDER),
                        Optional.of(JsonNodeFactory.instance.objectNode().put("url", "https://data"))))
                .dockerEnvVars(Map.of("A", "1", "B", "2"))
                .build();
        Dataset stored = add(draft, Samples.NOON);

        Dataset read = find(stored.id()).orElseThrow();

        assertThat(read.name()).isEqualTo("Straßen ☂");
        assertThat(read.description()).contains("d".repeat(1000));
        assertThat(read.version()).isEqualTo("2.1.0");
        assertThat(read.logo()).contains("https://logo");
        assertThat(read.clientUrl()).contains("https://dicom");
        assertThat(read.clientId(Samples.VAULT)).contains("me");
        assertThat(read.clientSecret(Samples.VAULT)).contains("s3cret");
        assertThat(read.filters()).contains("Modality=CT");
        assertThat(read.dockerEnvVars(Samples.VAULT)).containsOnly(Map.entry("A", "1"), Map.entry("B", "2"));
        CloudDetails cloud = read.cloudLocation().orElseThrow().open(read.id(), Samples.VAULT);
        assertThat(cloud.type()).contains(CloudType.SELF_HOSTED);
        assertThat(cloud.specifics().orElseThrow().get("url").asText()).isEqualTo("https://data");
        assertThat(read.createdOn()).isEqualTo(Samples.NOON);
        assertThat(read.lastModified()).isEqualTo(Samples.NOON);
        assertThat(read.userId()).isEqualTo(caller.userId());
        assertThat(read.content()).isEqualTo(DatasetContent.none());
    }

    @Test
    void aDatasetWithoutOptionalFieldsComesBackWithoutThem() {
        Dataset read = find(add(Samples.datasetDraft().build(), Samples.NOON).id()).orElseThrow();

        assertThat(read.name()).isEqualTo("My Dataset");
        assertThat(read.version()).isEqualTo("1.0.0");
        assertThat(read.description()).isEmpty();
        assertThat(read.clientSecret(Samples.VAULT)).isEmpty();
        assertThat(read.cloudLocation()).isEmpty();
        assertThat(read.dockerEnvVars(Samples.VAULT)).isEmpty();
        assertThat(read.status()).isEqualTo(PullStatus.STARTING);
        assertThat(read.statusReason()).isEmpty();
    }

    @Test
    void noSecretStandsInTheDatabaseInTheClear() {
        add(
                Samples.datasetDraft()
                        .clientSecret("topsecret")
                        .clientId("topsecret")
                        .dockerEnvVars(Map.of("K", "topsecret"))
                        .build(),
                Samples.NOON);

        String row = database.call(entityManager -> {
            Object[] columns = (Object[]) entityManager
                    .createNativeQuery("select client_id, client_secret, docker_env_vars from datasets where org = ?1")
                    .setParameter(1, caller.org())
                    .getSingleResult();
            return String.join(" ", text(columns[0]), text(columns[1]), text(columns[2]));
        });

        assertThat(row).doesNotContain("topsecret").contains("v1:");
    }

    private static String text(Object column) {
        try {
            return column instanceof Clob clob ? clob.getSubString(1, (int) clob.length()) : String.valueOf(column);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theStepsOfAPullAreKept() {
        Dataset dataset = add(Samples.datasetDraft().build(), Samples.NOON);
        DatasetContent content = new DatasetContent(List.of("car", "bus"), Map.of("all", 12L), 24, 4096, Optional.of("0f".repeat(32)));

        database.run(entityManager -> {
            Dataset found = repository(entityManager).find(caller.org(), dataset.id()).orElseThrow();
            found.pullStarted(Samples.NOON);
            found.pullCompleted(content, Samples.NOON.plusSeconds(1));
        });

        Dataset read = find(dataset.id()).orElseThrow();
        assertThat(read.status()).isEqualTo(PullStatus.PULL_COMPLETE);
        assertThat(read.content()).isEqualTo(content);
        assertThat(read.lockVersion()).isGreaterThan(dataset.lockVersion());
        assertThat(read.lastModified()).isEqualTo(Samples.NOON.plusSeconds(1));
    }

    @Test
    void anIdOfAnotherOrganisationIsNotFound() {
        Dataset dataset = add(Samples.datasetDraft().build(), Samples.NOON);

        boolean found = database.call(entityManager -> {
            JpaDatasetRepository repository = repository(entityManager);
            return repository.find("other", dataset.id()).isPresent()
                    || !repository.findAll("other", List.of(dataset.id())).isEmpty();
        });

        assertThat(found).isFalse();
        assertThat(find(dataset.id())).isPresent();
    }

    @Test
    void pagesNeitherOverlapNorMissADatasetWhenAllAreEquallyOld() {
        for (int i = 0; i < 25; i++) {
            add(Samples.datasetDraft().name("same").build(), Samples.NOON);
        }
        for (Sort sort : Sort.values()) {
            List<UUID> seen = new ArrayList<>();
            for (int skip = 0; skip < 25; skip += 10) {
                Page<Dataset> page = list(query(new PageRequest(skip, OptionalInt.of(10), sort)));
                assertThat(page.total()).isEqualTo(25);
                page.items().forEach(dataset -> seen.add(dataset.id()));
            }
            assertThat(seen).hasSize(25);
            assertThat(new HashSet<>(seen)).hasSize(25);
        }
    }

    @Test
    void theNewestComesFirstUnlessSortedOtherwise() {
        Instant later = Samples.NOON.plusSeconds(60);
        add(Samples.datasetDraft().name("b").version("1").build(), Samples.NOON);
        add(Samples.datasetDraft().name("a").version("2").build(), later);
        add(Samples.datasetDraft().name("a").version("1").build(), later.plusSeconds(60));

        assertThat(names(Sort.DATE_DESCENDING)).containsExactly("a1", "a2", "b1");
        assertThat(names(Sort.DATE_ASCENDING)).containsExactly("b1", "a2", "a1");
        assertThat(names(Sort.NAME_ASCENDING)).containsExactly("a1", "a2", "b1");
        assertThat(names(Sort.NAME_DESCENDING)).containsExactly("b1", "a2", "a1");
    }

    @Test
    void filtersSelectOrExclude() {
        add(Samples.datasetDraft().name("one").build(), Samples.NOON);
        add(DatasetDraft.builder().type("ocrnet").format("default").name("two").build(), Samples.NOON);

        assertThat(list(filter(Match.is("ocrnet"), null, null)).items()).extracting(Dataset::name).containsExactly("two");
        assertThat(list(filter(Match.parse("!ocrnet"), null, null)).items()).extracting(Dataset::name).containsExactly("one");
        assertThat(list(filter(null, Match.is("kitti"), Match.is("one"))).total()).isEqualTo(1);
        assertThat(list(filter(null, null, Match.is("on"))).total()).isZero();
        assertThat(list(filter(null, null, Match.is("o\0ne"))).total()).isZero();
    }

    @Test
    void aPageOfSizeZeroHasNoItemsButTheTotal() {
        add(Samples.datasetDraft().build(), Samples.NOON);

        Page<Dataset> page = list(query(PageRequest.of(0, 0)));

        assertThat(page.items()).isEmpty();
        assertThat(page.total()).isEqualTo(1);
    }

    @Test
    void theSecondOfTwoChangesAtOnceIsRefused() {
        Dataset dataset = add(Samples.datasetDraft().build(), Samples.NOON);

        assertThatThrownBy(() -> database.run(slow -> {
                    Dataset first = repository(slow).find(caller.org(), dataset.id()).orElseThrow();
                    database.run(fast -> repository(fast)
                            .find(caller.org(), dataset.id())
                            .orElseThrow()
                            .pullStarted(Samples.NOON));
                    first.describe(DatasetDraft.builder().name("late").build(), Samples.VAULT, Samples.NOON);
                }))
                .isInstanceOf(RollbackException.class);
        assertThat(find(dataset.id()).orElseThrow().name()).isEqualTo("My Dataset");
    }

    @Test
    void aRemovedDatasetIsGone() {
        Dataset dataset = add(Samples.datasetDraft().build(), Samples.NOON);

        database.run(entityManager -> {
            JpaDatasetRepository repository = repository(entityManager);
            repository.remove(repository.find(caller.org(), dataset.id()).orElseThrow());
        });

        assertThat(find(dataset.id())).isEmpty();
    }

    @Test
    void datasetsInAStateAreFoundAcrossOrganisations() {
        Dataset dataset = add(Samples.datasetDraft().build(), Samples.NOON);

        List<Dataset> starting = database.call(entityManager -> repository(entityManager).inStatus(PullStatus.STARTING));
        List<Dataset> running = database.call(entityManager -> repository(entityManager).inStatus(PullStatus.IN_PROGRESS));

        assertThat(starting).extracting(Dataset::id).contains(dataset.id());
        assertThat(running).extracting(Dataset::id).doesNotContain(dataset.id());
    }

    private static JpaDatasetRepository repository(EntityManager entityManager) {
        return new JpaDatasetRepository(entityManager);
    }

    private Dataset add(DatasetDraft draft, Instant now) {
        return database.call(entityManager -> {
            Dataset dataset = Samples.dataset(caller, draft, now);
            repository(entityManager).add(dataset);
            return dataset;
        });
    }

    private Optional<Dataset> find(UUID id) {
        return database.call(entityManager -> repository(entityManager).find(caller.org(), id));
    }

    private Page<Dataset> list(DatasetQuery query) {
        return database.call(entityManager -> repository(entityManager).list(caller.org(), query));
    }

    private List<String> names(Sort sort) {
        return list(query(new PageRequest(0, OptionalInt.empty(), sort))).items().stream()
                .map(dataset -> dataset.name() + dataset.version())
                .toList();
    }

    private static DatasetQuery query(PageRequest page) {
        return new DatasetQuery(page, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static DatasetQuery filter(Match<String> type, Match<String> format, Match<String> name) {
        return new DatasetQuery(
                PageRequest.all(), Optional.ofNullable(name), Optional.ofNullable(type), Optional.ofNullable(format));
    }
}
