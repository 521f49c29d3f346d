// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.image;

import dev.graft.spi.Action;
import dev.graft.spi.NetworkPlugin;
import dev.graft.testkit.BuiltInNetworkKit;
import java.util.Set;

class ImageTest extends BuiltInNetworkKit {

    private final Image plugin = new Image();

    @Override
    protected NetworkPlugin plugin() {
        return plugin;
    }

    @Override
    protected Set<Action> actions() {
        return Set.of(Action.VALIDATE);
    }
}
