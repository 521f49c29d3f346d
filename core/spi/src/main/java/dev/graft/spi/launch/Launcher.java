// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.launch;

/** Plans the jobs of one action of one network. Stateless and thread safe. */
@FunctionalInterface
public interface Launcher {

    /**
     * Plans a job. Called by the scheduler when the job's slots are reserved and before anything is started; it may look at file names
     * inside the inputs' folders, and must not wait or change anything.
     *
     * @throws dev.graft.spi.error.GraftException if the inputs cannot be used; the job ends in Error with the message
     */
    LaunchPlan plan(LaunchRequest request);
}
