// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.instancesegmentation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.DatasetPlugin;
import dev.graft.spi.launch.LaunchRequest;
import dev.graft.testkit.BuiltInDatasetKit;
import java.util.List;
import java.util.Set;

class InstanceSegmentationTest extends BuiltInDatasetKit {

    private final InstanceSegmentation plugin = new InstanceSegmentation();

    @Override
    protected DatasetPlugin plugin() {
        return plugin;
    }

    @Override
    protected Set<Action> actions() {
        return Set.of(Action.CONVERT);
    }

    @Override
    protected ObjectNode containerSpecs(LaunchRequest request, ObjectNode specs) {
        return specs.remove(List.of("results_dir"));
    }
}
