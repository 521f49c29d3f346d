// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.dataset.DatasetOutcome;
import dev.graft.spi.launch.JobInputs;
import dev.graft.spi.launch.Launcher;
import dev.graft.spi.network.ActionRule;
import dev.graft.spi.spec.DatasetFacts;
import dev.graft.spi.spec.SpecFault;
import dev.graft.spi.spec.SpecSchema;
import java.util.List;
import java.util.Optional;
import org.pf4j.ExtensionPoint;

/**
 * What networks and dataset types have in common: actions, each with its specs and a way to run it. Plugins implement
 * {@link NetworkPlugin} or {@link DatasetPlugin}, never this alone.
 *
 * <p>The methods are called from any request or scheduler thread, several at a time, until the plugin is unloaded. Implementations are
 * therefore thread safe, keep no state of a job, and never block: no network, no waiting, no reading of datasets. The work itself
 * happens in a worker process that this interface only describes.
 */
public interface ActionProvider extends ExtensionPoint {

    /** The allowed actions and what each may follow, in the order in which people use them. The same value at every call. */
    List<ActionRule> rules();

    /** The rule of an action, or empty if there is no such action here. */
    default Optional<ActionRule> rule(Action action) {
        return rules().stream().filter(rule -> rule.action() == action).findFirst();
    }

    /**
     * The parameters of an action.
     *
     * @param action one of {@link #rules()}
     * @throws IllegalArgumentException if there is no such action here
     */
    SpecSchema specs(Action action);

    /**
     * Fills defaults that depend on the datasets (the number of classes, say) into specs that a user left without them. Called at
     * submit, after the schema's defaults were merged and before validation.
     *
     * @param defaults the action's defaults, a private copy that may be changed
     * @param datasets what is known of the datasets; no train dataset for an action that needs none
     * @return the defaults to merge the user's specs into
     */
    default ObjectNode adaptDefaults(Action action, ObjectNode defaults, DatasetFacts datasets) {
        return defaults;
    }

    /**
     * Faults that a schema cannot express, such as a number of classes that does not fit the dataset. Called at submit, after the
     * specs passed their schema; any fault refuses the job.
     *
     * @param specs merged and schema-valid specs; not to be changed
     * @return every fault found, each with its JSON pointer into the specs; empty when all is well
     */
    default List<SpecFault> check(Action action, ObjectNode specs, DatasetFacts datasets) {
        return List.of();
    }

    /**
     * Turns a job of that action into a plan of what to run.
     *
     * @param action one of {@link #rules()}
     * @throws IllegalArgumentException if there is no such action here
     */
    Launcher launcher(Action action);

    /**
     * What becomes of the results of a job on a dataset, beside being kept as the job's own. Called when such a job has ended well.
     *
     * @param specs the specs that the job ran with
     * @param own the dataset that it worked on
     * @return folders of the results that go into the dataset or become a new one; empty if none does
     */
    default List<DatasetOutcome> outcomes(Action action, ObjectNode specs, JobInputs.Dataset own) {
        return List.of();
    }
}
