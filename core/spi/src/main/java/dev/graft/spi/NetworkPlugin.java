// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi;

import dev.graft.spi.launch.Launcher;
import dev.graft.spi.network.NetworkDescriptor;
import dev.graft.spi.spec.DatasetFacts;
import dev.graft.spi.spec.SpecFault;
import dev.graft.spi.spec.SpecSchema;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.pf4j.ExtensionPoint;

/**
 * One network architecture. A plugin answers four questions and nothing else in the system knows the architecture by name: who am I
 * ({@link #network()}), what may be done ({@link NetworkDescriptor#actions()}), with what specs ({@link #specs(Action)}), and how is
 * it run ({@link #launcher(Action)}).
 *
 * <p>Life: the server creates the extension once per loaded plugin with its no-argument constructor, asks {@link #network()} at
 * once, and calls the other methods from any request or scheduler thread, several at a time, until the plugin is unloaded.
 * Implementations are therefore thread safe, keep no state of a job, and never block: no network, no waiting, no reading of
 * datasets. The training itself happens in a worker process that this interface only describes.
 */
public interface NetworkPlugin extends ExtensionPoint {

    /** Who this network is and what may be done with it. The same value at every call. */
    NetworkDescriptor network();

    /**
     * The parameters of an action.
     *
     * @param action one of {@link NetworkDescriptor#actions()}
     * @throws IllegalArgumentException if the network does not have the action
     */
    SpecSchema specs(Action action);

    /**
     * Fills defaults that depend on the datasets (the number of classes, say) into specs that a user left without them. Called at
     * submit, after the schema's defaults were merged and before validation.
     *
     * @param defaults the action's defaults, a private copy that may be changed
     * @param datasets what is known of the experiment's datasets; no train dataset for an action that needs none
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
     * @param action one of {@link NetworkDescriptor#actions()}
     * @throws IllegalArgumentException if the network does not have the action
     */
    Launcher launcher(Action action);
}
