// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi;

import dev.graft.spi.network.ActionRule;
import dev.graft.spi.network.NetworkDescriptor;
import java.util.List;

/**
 * One network architecture. A plugin answers four questions and nothing else in the system knows the architecture by name: who am I
 * ({@link #network()}), what may be done ({@link NetworkDescriptor#actions()}), with what specs ({@link #specs(Action)}), and how is
 * it run ({@link #launcher(Action)}).
 *
 * <p>Life: the server creates the extension once per loaded plugin with its no-argument constructor, asks {@link #network()} at
 * once, and calls the other methods as {@link ActionProvider} says. The training itself happens in a worker process that this
 * interface only describes.
 */
public interface NetworkPlugin extends ActionProvider {

    /** Who this network is and what may be done with it. The same value at every call. */
    NetworkDescriptor network();

    @Override
    default List<ActionRule> rules() {
        return network().rules();
    }
}
