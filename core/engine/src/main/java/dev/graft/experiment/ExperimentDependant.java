// SPDX-License-Identifier: Apache-2.0
package dev.graft.experiment;

import java.util.Optional;

/** Something that needs experiments to stay: jobs that wait or run. A CDI bean. */
public interface ExperimentDependant {

    /**
     * What stands against deleting the experiment, asked within the transaction.
     *
     * @return the reason for the person who asked, as a sentence; empty if nothing does
     */
    Optional<String> objection(Experiment experiment);
}
