// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.automl.search.Trial.Scored;
import dev.graft.automl.space.RealDimension;
import dev.graft.automl.space.SearchSpace;
import dev.graft.spi.network.KeyMetric.Goal;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;

class AshaTest {

    private static final SearchSpace SPACE = SearchSpace.of(RealDimension.of("lr", 0, 1));

    @Test
    void aRungPromotesItsBestThirdOnce() {
        History history = Searches.run(
                new Asha(27, 3, 1, 27),
                Searches.start(SPACE, Goal.MINIMIZE, 1),
                values -> values.get("lr").doubleValue());

        assertThat(history.trials().stream().filter(trial -> trial.proposal().rung().level() == 0)).hasSize(27);
        assertThat(history.trials())
                .extracting(trial -> trial.proposal().continues())
                .filteredOn(continues -> continues.isPresent())
                .doesNotHaveDuplicates();
        assertThat(history.trials())
                .filteredOn(trial -> trial.values().equals(history.best().orElseThrow().values()))
                .extracting(trial -> trial.proposal().epochs().orElseThrow())
                .containsExactlyInAnyOrder(1, 3, 9, 27);
    }

    @Test
    void fourSlotsEndMoreThanThreeTimesAsEarlyAsOne() {
        double one = simulate(1);
        double four = simulate(4);

        assertThat(one / four).isGreaterThanOrEqualTo(3);
    }

    /** Simulated time until a search has ended, an epoch taking one unit. */
    private static double simulate(int slots) {
        record Running(int number, double end) {}
        Asha asha = new Asha(27, 3, 1, 81);
        History history = Searches.start(SPACE, Goal.MINIMIZE, 5);
        PriorityQueue<Running> running = new PriorityQueue<>(Comparator.comparingDouble(Running::end));
        double now = 0;
        while (true) {
            Answer answer = running.size() < slots ? asha.ask(history, slots - running.size()) : Answer.of(List.of());
            for (Proposal proposal : answer.proposals()) {
                int before = proposal.continues().isPresent()
                        ? epochs(history.trials().get(proposal.continues().getAsInt()).proposal())
                        : 0;
                running.add(new Running(proposal.number(), now + epochs(proposal) - before));
            }
            history = Searches.begun(history, answer.proposals());
            if (running.isEmpty()) {
                return now;
            }
            Running next = running.poll();
            now = next.end();
            double lr = history.trials().get(next.number()).values().get("lr").doubleValue();
            history = Searches.ended(history, next.number(), new Scored(lr));
        }
    }

    private static int epochs(Proposal proposal) {
        return proposal.epochs().orElseThrow();
    }
}
