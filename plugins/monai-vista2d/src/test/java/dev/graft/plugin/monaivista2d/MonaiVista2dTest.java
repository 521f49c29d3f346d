// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.monaivista2d;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.NetworkPlugin;
import dev.graft.spi.launch.LaunchRequest;
import dev.graft.testkit.BuiltInNetworkKit;
import java.util.List;
import java.util.Set;

class MonaiVista2dTest extends BuiltInNetworkKit {

    private final MonaiVista2d plugin = new MonaiVista2d();

    @Override
    protected NetworkPlugin plugin() {
        return plugin;
    }

    @Override
    protected Set<Action> actions() {
        return Set.of(Action.TRAIN, Action.INFERENCE, Action.BATCHINFER);
    }

    /** MONAI reads neither the number of GPUs nor the place of a run. */
    @Override
    protected ObjectNode containerSpecs(LaunchRequest request, ObjectNode specs) {
        return specs.remove(List.of("num_gpu", "cluster"));
    }
}
