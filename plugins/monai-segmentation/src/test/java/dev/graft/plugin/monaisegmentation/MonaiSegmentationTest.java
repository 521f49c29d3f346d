// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.monaisegmentation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.NetworkPlugin;
import dev.graft.spi.launch.LaunchRequest;
import dev.graft.testkit.BuiltInNetworkKit;
import java.util.List;
import java.util.Set;

class MonaiSegmentationTest extends BuiltInNetworkKit {

    private final MonaiSegmentation plugin = new MonaiSegmentation();

    @Override
    protected NetworkPlugin plugin() {
        return plugin;
    }

    @Override
    protected Set<Action> actions() {
        return Set.of(Action.INFERENCE);
    }

    /** MONAI reads neither the number of GPUs nor the place of a run. */
    @Override
    protected ObjectNode containerSpecs(LaunchRequest request, ObjectNode specs) {
        return specs.remove(List.of("num_gpu", "cluster"));
    }
}
