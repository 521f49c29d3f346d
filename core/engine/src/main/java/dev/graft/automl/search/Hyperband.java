// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.search;

import dev.graft.automl.search.Proposal.Rung;
import dev.graft.automl.search.Trial.Scored;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * Hyperband (Li et al., JMLR 18, 2018) with the rounding of the TAO API: brackets of successive halving, the survivors of a rung going on
 * from their checkpoints. All arithmetic is on integers, so that no bracket is lost to a rounded logarithm.
 *
 * @param maxResource the paper's R: epochs of the last rung, in units of {@code epochMultiplier}; at least {@code reduction}
 * @param reduction the paper's eta: one in so many survives a rung; at least 2
 * @param epochMultiplier epochs of one unit of resource; at least 1
 * @param lastBracket whether to run the bracket without halving too, which the TAO API leaves out
 */
public record Hyperband(int maxResource, int reduction, int epochMultiplier, boolean lastBracket)
        implements SearchAlgorithm {

    /** More than a bracket has trials, so that no two of them share random numbers. */
    private static final int STRIDE = 1 << 20;

    /**
     * A bracket.
     *
     * @param trials trials of each rung, falling
     * @param epochs epochs of each rung, rising
     */
    public record Bracket(List<Integer> trials, List<Integer> epochs) {}

    public Hyperband {
        if (reduction < 2 || maxResource < reduction || epochMultiplier < 1) {
            throw new IllegalArgumentException("hyperband needs automl_nu >= 2, automl_R >= automl_nu and epoch_multiplier >= 1, not nu "
                    + reduction + ", R " + maxResource + ", multiplier " + epochMultiplier);
        }
    }

    /** The brackets, the one with the most trials first. */
    public List<Bracket> brackets() {
        int most = 0;
        for (long power = reduction; power <= maxResource; power *= reduction) {
            most++;
        }
        List<Bracket> brackets = new ArrayList<>();
        for (int s = most; s >= (lastBracket ? 0 : 1); s--) {
            brackets.add(bracket((most + 1) / (s + 1), s));
        }
        return brackets;
    }

    private Bracket bracket(int survivors, int s) {
        List<Integer> trials = new ArrayList<>();
        List<Integer> epochs = new ArrayList<>();
        for (int rung = 0; rung <= s; rung++) {
            int shrink = power(s - rung);
            trials.add(survivors * shrink);
            epochs.add(maxResource / shrink * epochMultiplier);
        }
        return new Bracket(trials, epochs);
    }

    private int power(int exponent) {
        int power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= reduction;
        }
        return power;
    }

    /** Starts rungs as soon as the rung before has ended, and the next bracket while stragglers still run. */
    @Override
    public Answer ask(History history, int free) {
        List<Proposal> proposals = new ArrayList<>();
        boolean allEnded = true;
        List<Bracket> brackets = brackets();
        for (int b = 0; b < brackets.size(); b++) {
            allEnded &= fill(history, brackets.get(b), b, free, proposals);
        }
        return proposals.isEmpty() && allEnded ? Answer.end() : Answer.of(proposals);
    }

    /** Adds what a bracket can start now; true if the bracket has nothing left to start. */
    private static boolean fill(History history, Bracket bracket, int b, int free, List<Proposal> proposals) {
        List<Trial> before = List.of();
        for (int level = 0; level < bracket.trials().size(); level++) {
            List<Trial> rung = rung(history, b, level);
            List<Trial> survivors = survivors(history, before, bracket.trials().get(level));
            int wanted = level == 0 ? bracket.trials().get(0) : survivors.size();
            for (int i = rung.size(); i < wanted; i++) {
                if (proposals.size() >= free) {
                    return false;
                }
                proposals.add(
                        level == 0
                                ? first(history, history.size() + proposals.size(), b, i, bracket.epochs().get(0))
                                : next(survivors.get(i), history.size() + proposals.size(), b, level, bracket.epochs().get(level)));
            }
            if (rung.size() < wanted || rung.stream().anyMatch(Trial::running)) {
                return false;
            }
            before = rung;
        }
        return true;
    }

    private static List<Trial> rung(History history, int bracket, int level) {
        Rung rung = new Rung(bracket, level);
        return history.trials().stream()
                .filter(trial -> trial.proposal().rung().equals(rung))
                .toList();
    }

    /** The best of an ended rung; failures never survive, and of equals the earlier does. */
    private static List<Trial> survivors(History history, List<Trial> rung, int most) {
        return rung.stream()
                .filter(trial -> trial.outcome() instanceof Scored)
                .sorted(Comparator.comparingDouble(history::loss))
                .limit(most)
                .toList();
    }

    /** The values depend on the place in the bracket, not on the number, which follows from the order in which trials end. */
    private static Proposal first(History history, int number, int bracket, int place, int epochs) {
        return new Proposal(
                number,
                number == 0 ? history.defaults() : history.space().decode(history.draw(history.random(bracket * STRIDE + place))),
                OptionalInt.of(epochs),
                OptionalInt.empty(),
                new Rung(bracket, 0));
    }

    private static Proposal next(Trial survivor, int number, int bracket, int level, int epochs) {
        return new Proposal(
                number,
                survivor.values(),
                OptionalInt.of(epochs),
                OptionalInt.of(survivor.number()),
                new Rung(bracket, level));
    }
}
