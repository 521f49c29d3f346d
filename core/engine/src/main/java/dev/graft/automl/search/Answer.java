// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.search;

import java.util.List;

/**
 * An algorithm's answer.
 *
 * @param proposals what to start now, at most as many as were asked for; empty while results have to be awaited
 * @param finished whether nothing will be proposed any more, whatever comes of the running trials
 */
public record Answer(List<Proposal> proposals, boolean finished) {

    public Answer {
        proposals = List.copyOf(proposals);
    }

    static Answer of(List<Proposal> proposals) {
        return new Answer(proposals, false);
    }

    static Answer end() {
        return new Answer(List.of(), true);
    }
}
