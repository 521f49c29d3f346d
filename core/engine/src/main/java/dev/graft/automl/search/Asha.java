// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.search;

import dev.graft.automl.search.Proposal.Rung;
import dev.graft.automl.search.Trial.Scored;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Asynchronous successive halving (ASHA; Li et al., MLSys 2020): a free slot promotes a trial that is among the best of its rung so far, and
 * starts a new one when there is none, so that no slot waits for stragglers.
 *
 * @param maxResource epochs of the last rung, in units of {@code epochMultiplier}; at least {@code reduction}
 * @param reduction one in so many is promoted; at least 2
 * @param epochMultiplier epochs of one unit of resource; at least 1
 * @param configurations how many different values to try, at least 1
 */
public record Asha(int maxResource, int reduction, int epochMultiplier, int configurations)
        implements SearchAlgorithm {

    public Asha {
        if (reduction < 2 || maxResource < reduction || epochMultiplier < 1 || configurations < 1) {
            throw new IllegalArgumentException("asha needs automl_nu >= 2, automl_R >= automl_nu, epoch_multiplier >= 1 and at least one"
                    + " recommendation, not nu " + reduction + ", R " + maxResource + ", multiplier " + epochMultiplier + ", "
                    + configurations + " recommendations");
        }
    }

    @Override
    public Answer ask(History history, int free) {
        List<Proposal> proposals = new ArrayList<>();
        History known = history;
        while (proposals.size() < free) {
            Optional<Proposal> next = next(known);
            if (next.isEmpty()) {
                break;
            }
            proposals.add(next.get());
            known = known.with(new Trial(next.get(), new Trial.Running()));
        }
        return proposals.isEmpty() && !history.anyRunning() ? Answer.end() : Answer.of(proposals);
    }

    private Optional<Proposal> next(History history) {
        for (int level = levels() - 2; level >= 0; level--) {
            Optional<Trial> promoted = promotable(history, level);
            if (promoted.isPresent()) {
                return Optional.of(new Proposal(
                        history.size(),
                        promoted.get().values(),
                        OptionalInt.of(epochs(level + 1)),
                        OptionalInt.of(promoted.get().number()),
                        new Rung(0, level + 1)));
            }
        }
        long begun = history.trials().stream()
                .filter(trial -> trial.proposal().rung().level() == 0)
                .count();
        return begun < configurations ? Optional.of(first(history)) : Optional.empty();
    }

    private Proposal first(History history) {
        int number = history.size();
        return new Proposal(
                number,
                number == 0 ? history.defaults() : history.space().decode(history.draw(history.random(number))),
                OptionalInt.of(epochs(0)),
                OptionalInt.empty(),
                new Rung(0, 0));
    }

    /** The best trial of a rung that is in its top part and was not promoted yet. */
    private Optional<Trial> promotable(History history, int level) {
        List<Trial> ended = history.trials().stream()
                .filter(trial -> trial.proposal().rung().level() == level && trial.outcome() instanceof Scored)
                .sorted(Comparator.comparingDouble(history::loss))
                .toList();
        Set<Integer> promoted = new HashSet<>();
        history.trials().forEach(trial -> trial.proposal().continues().ifPresent(promoted::add));
        return ended.stream()
                .limit(ended.size() / reduction)
                .filter(trial -> !promoted.contains(trial.number()))
                .findFirst();
    }

    private int levels() {
        int levels = 1;
        for (long power = reduction; power <= maxResource; power *= reduction) {
            levels++;
        }
        return levels;
    }

    private int epochs(int level) {
        int shrink = 1;
        for (int i = level; i < levels() - 1; i++) {
            shrink *= reduction;
        }
        return maxResource / shrink * epochMultiplier;
    }
}
