// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Draws every trial at random, the first one being the specs' own values.
 *
 * @param trials how many in all, at least 1
 */
public record RandomSearch(int trials) implements SearchAlgorithm {

    @Override
    public Answer ask(History history, int free) {
        if (history.size() >= trials) {
            return Answer.end();
        }
        List<Proposal> proposals = new ArrayList<>();
        for (int number = history.size(); number < Math.min(trials, history.size() + free); number++) {
            proposals.add(Proposal.whole(number, values(history, number)));
        }
        return Answer.of(proposals);
    }

    private static Map<String, JsonNode> values(History history, int number) {
        return number == 0
                ? history.defaults()
                : history.space().decode(history.draw(history.random(number)));
    }
}
