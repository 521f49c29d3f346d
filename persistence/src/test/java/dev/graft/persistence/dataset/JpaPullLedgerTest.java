// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.cloud.PullCount;
import dev.graft.dataset.Dataset;
import dev.graft.dataset.PullStatus;
import dev.graft.experiment.Experiment;
import dev.graft.experiment.ExperimentDraft;
import dev.graft.org.Caller;
import dev.graft.persistence.Database;
import dev.graft.persistence.Samples;
import dev.graft.persistence.TestDatabase;
import dev.graft.persistence.experiment.JpaBaseExperimentRepository;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JpaPullLedgerTest {

    private static final PullCount COUNT = new PullCount(1, 2, 3, 4);

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aCountIsWrittenDownAndTheVersionStays(TestDatabase kind) {
        Database database = Database.shared(kind);
        Caller caller = database.call(Samples::member);
        Dataset dataset = Samples.dataset(caller, Samples.datasetDraft().build(), Samples.NOON);
        database.run(entityManager -> new JpaDatasetRepository(entityManager).add(dataset));

        boolean there = database.call(entityManager -> new JpaPullLedger(entityManager).record(caller.org(), dataset.id(), COUNT));

        Dataset read = database.call(
                entityManager -> new JpaDatasetRepository(entityManager).find(caller.org(), dataset.id()).orElseThrow());
        assertThat(there).isTrue();
        assertThat(read.pullCount()).contains(COUNT);
        assertThat(read.lockVersion()).isEqualTo(dataset.lockVersion());
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aDatasetThatIsGoneOrOfOthersIsTold(TestDatabase kind) {
        Database database = Database.shared(kind);
        Caller caller = database.call(Samples::member);
        Dataset dataset = Samples.dataset(caller, Samples.datasetDraft().build(), Samples.NOON);
        database.run(entityManager -> new JpaDatasetRepository(entityManager).add(dataset));
        boolean unknown = database.call(entityManager -> new JpaPullLedger(entityManager).record(caller.org(), UUID.randomUUID(), COUNT));
        boolean foreign = database.call(entityManager -> new JpaPullLedger(entityManager).record("other", dataset.id(), COUNT));
        assertThat(unknown).isFalse();
        assertThat(foreign).isFalse();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void onlyExperimentsWithAPullOfTheirOwnAreBaseExperiments(TestDatabase kind) {
        Database database = Database.shared(kind);
        Caller caller = database.call(Samples::member);
        Experiment plain = Samples.experiment(caller, ExperimentDraft.builder(), Samples.NOON);
        Experiment base = Samples.experiment(caller, ExperimentDraft.builder(), Samples.NOON);
        base.basePull(PullStatus.IN_PROGRESS, Samples.NOON);
        base.basePullFailed("the checksum does not match", Samples.NOON);
        database.run(entityManager -> {
            entityManager.persist(plain);
            entityManager.persist(base);
        });
        database.run(entityManager -> {
            JpaBaseExperimentRepository bases = new JpaBaseExperimentRepository(entityManager);
            assertThat(bases.find(plain.id())).isEmpty();
            assertThat(bases.find(base.id()).orElseThrow().basePullReason()).contains("the checksum does not match");
            assertThat(bases.all()).extracting(Experiment::id).contains(base.id()).doesNotContain(plain.id());
        });
    }
}
