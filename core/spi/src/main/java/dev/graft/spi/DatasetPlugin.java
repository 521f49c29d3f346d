// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi;

import dev.graft.spi.dataset.DatasetDescriptor;
import dev.graft.spi.network.ActionRule;
import java.util.List;

/**
 * The actions of one dataset type: conversions, statistics, augmentation and the like. It answers the same questions as a
 * {@link NetworkPlugin}: which type am I for and what may be done with which of its formats ({@link #dataset()}), with what specs
 * ({@link #specs(Action)}), and how is it run ({@link #launcher(Action)}). A dataset type that bears the name of a network needs none:
 * its datasets have the network's actions.
 *
 * <p>Life: the server creates the extension once per loaded plugin with its no-argument constructor, asks {@link #dataset()} at once,
 * and calls the other methods as {@link ActionProvider} says. A job's dataset is {@link dev.graft.spi.launch.JobInputs#own()} of its
 * launch request, and {@link dev.graft.spi.spec.DatasetFacts#own()} at submit.
 */
public interface DatasetPlugin extends ActionProvider {

    /** Which type it is for and what may be done with it. The same value at every call. */
    DatasetDescriptor dataset();

    @Override
    default List<ActionRule> rules() {
        return dataset().rules();
    }
}
