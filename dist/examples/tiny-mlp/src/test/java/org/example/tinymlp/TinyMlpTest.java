// SPDX-License-Identifier: Apache-2.0
package org.example.tinymlp;

import dev.graft.spi.Action;
import dev.graft.spi.NetworkPlugin;
import dev.graft.testkit.NetworkPluginKit;
import java.util.Set;

/** The contract of all plugins. */
class TinyMlpTest extends NetworkPluginKit {

    private final TinyMlp plugin = new TinyMlp();

    @Override
    protected NetworkPlugin plugin() {
        return plugin;
    }

    @Override
    protected Set<Action> actions() {
        return Set.of(Action.TRAIN, Action.EVALUATE);
    }
}
