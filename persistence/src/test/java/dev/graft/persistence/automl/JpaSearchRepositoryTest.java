// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence.automl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.graft.automl.Search;
import dev.graft.automl.SearchPlan;
import dev.graft.automl.SearchSettings;
import dev.graft.automl.SearchTrial;
import dev.graft.automl.TrialState;
import dev.graft.automl.search.Proposal;
import dev.graft.automl.search.Proposal.Rung;
import dev.graft.automl.space.ChoiceDimension;
import dev.graft.automl.space.RealDimension;
import dev.graft.automl.space.SearchSpace;
import dev.graft.experiment.AutoMlSettings.Algorithm;
import dev.graft.persistence.Database;
import dev.graft.persistence.TestDatabase;
import dev.graft.spi.network.KeyMetric;
import dev.graft.spi.network.KeyMetric.Goal;
import dev.graft.spi.network.TrainingLength;
import jakarta.persistence.PersistenceException;
import java.util.LinkedHashMap;
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
class JpaSearchRepositoryTest {

    private static final SearchPlan PLAN = new SearchPlan(
            new SearchSettings(Algorithm.ASHA, 9, 2, false, 27, 3, 2, true),
            new KeyMetric("loss", Goal.MINIMIZE),
            -42,
            SearchSpace.of(
                    RealDimension.of("train.lr", 1e-6, 1),
                    new ChoiceDimension("train.kind", List.of(TextNode.valueOf("sgd"), TextNode.valueOf("ädam")), false)),
            Map.of("train.lr", DoubleNode.valueOf(0.1), "train.kind", TextNode.valueOf("sgd")),
            Optional.of(new TrainingLength("train.epochs", List.of("train.interval"), List.of())));

    private final TestDatabase kind;
    private final UUID searchId = UUID.randomUUID();
    private Database database;

    JpaSearchRepositoryTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void store() {
        database = Database.shared(kind);
        database.run(entities -> new JpaSearchRepository(entities).add(new Search(searchId, PLAN)));
    }

    @Test
    void aPlanComesBackAsItWasStored() {
        Search found = database.call(entities -> new JpaSearchRepository(entities).find(searchId).orElseThrow());

        assertThat(found.plan()).isEqualTo(PLAN);
        assertThat(database.<Boolean>call(entities -> new JpaSearchRepository(entities).find(UUID.randomUUID()).isPresent())).isFalse();
    }

    @Test
    void trialsComeBackAsTheyWereStoredInTheOrderOfTheirNumbers() {
        add(proposal(1, 0.25, OptionalInt.of(0)));
        add(proposal(0, 1.0 / 3, OptionalInt.empty()));

        List<SearchTrial> trials = database.call(entities -> new JpaSearchRepository(entities).trials(searchId));

        assertThat(trials).extracting(SearchTrial::number).containsExactly(0, 1);
        assertThat(trials.get(0).values().get("train.lr").doubleValue()).isEqualTo(1.0 / 3);
        assertThat(List.copyOf(trials.get(0).values().keySet())).containsExactly("train.lr", "train.kind");
        assertThat(trials.get(0).continues()).isEmpty();
        assertThat(trials.get(0).score()).isEmpty();
        assertThat(trials.get(1).continues()).hasValue(0);
        assertThat(trials.get(1).epochs()).hasValue(6);
        assertThat(trials.get(1).rung()).isEqualTo(new Rung(1, 2));
        assertThat(trials.get(1).state()).isEqualTo(TrialState.OPEN);
    }

    @Test
    void oneNumberIsNeverStoredTwice() {
        SearchTrial first = add(proposal(3, 0.5, OptionalInt.empty()));

        assertThatThrownBy(() -> add(proposal(3, 0.7, OptionalInt.empty()))).isInstanceOf(PersistenceException.class);
        assertThat(database.<Double>call(entities ->
                        new JpaSearchRepository(entities).trial(first.jobId()).orElseThrow().values().get("train.lr").doubleValue()))
                .isEqualTo(0.5);
    }

    @Test
    void aSearchGoesWithItsTrialsAndNoOthers() {
        SearchTrial mine = add(proposal(0, 0.5, OptionalInt.empty()));
        UUID other = UUID.randomUUID();
        database.run(entities -> {
            new JpaSearchRepository(entities).add(new Search(other, PLAN));
        });
        database.run(entities -> new JpaSearchRepository(entities).add(SearchTrial.begun(other, proposal(0, 0.5, OptionalInt.empty()))));

        database.run(entities -> new JpaSearchRepository(entities).remove(searchId));

        database.run(entities -> {
            JpaSearchRepository searches = new JpaSearchRepository(entities);
            assertThat(searches.find(searchId)).isEmpty();
            assertThat(searches.trial(mine.jobId())).isEmpty();
            assertThat(searches.trials(other)).hasSize(1);
        });
    }

    private SearchTrial add(Proposal proposal) {
        SearchTrial trial = SearchTrial.begun(searchId, proposal);
        database.run(entities -> new JpaSearchRepository(entities).add(trial));
        return trial;
    }

    private static Proposal proposal(int number, double rate, OptionalInt continues) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        values.put("train.lr", DoubleNode.valueOf(rate));
        values.put("train.kind", TextNode.valueOf("ädam"));
        return new Proposal(number, values, OptionalInt.of(6), continues, new Rung(1, 2));
    }
}
