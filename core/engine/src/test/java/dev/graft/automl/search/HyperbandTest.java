// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.automl.search.Hyperband.Bracket;
import dev.graft.automl.search.Proposal.Rung;
import dev.graft.automl.search.Trial.Failed;
import dev.graft.automl.search.Trial.Scored;
import dev.graft.automl.space.RealDimension;
import dev.graft.automl.space.SearchSpace;
import dev.graft.spi.network.KeyMetric.Goal;
import java.util.List;
import org.junit.jupiter.api.Test;

class HyperbandTest {

    private static final SearchSpace SPACE = SearchSpace.of(RealDimension.of("lr", 0, 1));

    @Test
    void r27Nu3GivesTheBracketsOfThePaperWithoutTheLast() {
        assertThat(new Hyperband(27, 3, 1, false).brackets())
                .containsExactly(
                        new Bracket(List.of(27, 9, 3, 1), List.of(1, 3, 9, 27)),
                        new Bracket(List.of(9, 3, 1), List.of(3, 9, 27)),
                        new Bracket(List.of(6, 2), List.of(9, 27)));
    }

    @Test
    void theBracketWithoutHalvingComesByOption() {
        assertThat(new Hyperband(27, 3, 1, true).brackets())
                .last()
                .isEqualTo(new Bracket(List.of(4), List.of(27)));
    }

    @Test
    void r243LosesNoBracketToRounding() {
        assertThat(new Hyperband(243, 3, 1, true).brackets()).hasSize(6);
        assertThat(new Hyperband(243, 3, 1, false).brackets().get(0).epochs()).containsExactly(1, 3, 9, 27, 81, 243);
    }

    @Test
    void theMultiplierStretchesEveryRung() {
        assertThat(new Hyperband(9, 3, 2, false).brackets().get(0).epochs()).containsExactly(2, 6, 18);
    }

    @Test
    void survivorsGoOnFromTheirCheckpointsWithTheirValues() {
        History history = Searches.run(
                new Hyperband(9, 3, 1, false),
                Searches.start(SPACE, Goal.MAXIMIZE, 3),
                values -> values.get("lr").doubleValue());

        List<Trial> second = history.trials().stream()
                .filter(trial -> trial.proposal().rung().equals(new Rung(0, 1)))
                .toList();
        assertThat(second).hasSize(3).allSatisfy(trial -> {
            Trial before = history.trials().get(trial.proposal().continues().orElseThrow());
            assertThat(trial.values()).isEqualTo(before.values());
            assertThat(before.proposal().rung()).isEqualTo(new Rung(0, 0));
            assertThat(trial.proposal().epochs()).hasValue(3);
        });
        assertThat(second.get(0).values().get("lr").doubleValue())
                .isEqualTo(history.trials().stream()
                        .filter(trial -> trial.proposal().rung().equals(new Rung(0, 0)))
                        .mapToDouble(trial -> trial.values().get("lr").doubleValue())
                        .max()
                        .orElseThrow());
        // [9,3,1] + [3,1] for R = 9.
        assertThat(history.trials()).hasSize(17);
    }

    @Test
    void aFailedTrialNeverSurvives() {
        Hyperband hyperband = new Hyperband(3, 3, 1, false);
        History history = Searches.start(SPACE, Goal.MINIMIZE, 1);
        history = Searches.begun(history, hyperband.ask(history, 10).proposals());
        assertThat(history.trials()).hasSize(3);
        history = Searches.ended(history, 0, new Failed());
        history = Searches.ended(history, 1, new Scored(5));
        assertThat(hyperband.ask(history, 10).proposals()).isEmpty();

        history = Searches.ended(history, 2, new Scored(0.0));

        assertThat(hyperband.ask(history, 10).proposals())
                .singleElement()
                .satisfies(next -> assertThat(next.continues()).hasValue(2));
    }

    @Test
    void aSearchInWhichEveryTrialFailsEnds() {
        Hyperband hyperband = new Hyperband(3, 3, 1, false);
        History history = Searches.start(SPACE, Goal.MINIMIZE, 1);
        history = Searches.begun(history, hyperband.ask(history, 3).proposals());
        for (int i = 0; i < 3; i++) {
            history = Searches.ended(history, i, new Failed());
        }

        assertThat(hyperband.ask(history, 1).finished()).isTrue();
    }

    @Test
    void theNextBracketStartsWhileStragglersRun() {
        Hyperband hyperband = new Hyperband(9, 3, 1, false);
        History history = Searches.start(SPACE, Goal.MINIMIZE, 1);

        List<Proposal> proposals = hyperband.ask(history, 12).proposals();

        assertThat(proposals).hasSize(12).extracting(Proposal::number).doesNotHaveDuplicates();
        assertThat(proposals.get(11).rung()).isEqualTo(new Rung(1, 0));
    }

    @Test
    void settingsThatMakeNoBracketsAreRefused() {
        assertThatThrownBy(() -> new Hyperband(27, 1, 1, false)).hasMessageContaining("automl_nu >= 2");
        assertThatThrownBy(() -> new Hyperband(2, 3, 1, false)).hasMessageContaining("automl_R");
    }
}
