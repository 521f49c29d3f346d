// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.search;

/** Decides what to try next. Stateless and thread safe: equal histories get equal answers. */
public interface SearchAlgorithm {

    /**
     * Asks for trials to start.
     *
     * @param history all trials so far, running ones too
     * @param free how many can be started now, at least 1
     */
    Answer ask(History history, int free);
}
