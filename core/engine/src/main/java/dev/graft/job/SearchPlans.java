// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import dev.graft.spi.NetworkPlugin;
import java.util.Optional;
import java.util.UUID;

/** What submitting and resuming has to know of searches over hyperparameters; brought by the part that conducts them. */
public interface SearchPlans {

    /**
     * Makes a new job a search if its experiment wants one; any other job stays as it is. Nothing is stored.
     *
     * @param job not stored yet
     * @param plugin of the job's network
     * @throws dev.graft.fault.InvalidRequest with every fault of the experiment's settings
     */
    void plan(Job job, NetworkPlugin plugin);

    /** Stores how a search will go, in the transaction that stores its job; does nothing for any other job. */
    void submitted(Job job);

    /**
     * Takes up the experiment's present limits for a search that is resumed; does nothing for any other job.
     *
     * @throws dev.graft.spi.error.GraftException ILLEGAL_STATE if a search that is Done would have nothing to do
     */
    void resumed(Job job);

    /**
     * The job of a search's trial.
     *
     * @param search the search's job
     * @param number the trial's place in the search, from 0
     * @return its id; empty if the search has no such trial yet
     */
    Optional<UUID> trial(Job search, int number);
}
