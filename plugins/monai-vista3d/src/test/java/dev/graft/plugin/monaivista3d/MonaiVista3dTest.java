// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.monaivista3d;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.NetworkPlugin;
import dev.graft.spi.launch.LaunchRequest;
import dev.graft.testkit.BuiltInNetworkKit;
import java.util.List;
import java.util.Set;

class MonaiVista3dTest extends BuiltInNetworkKit {

    private final MonaiVista3d plugin = new MonaiVista3d();

    @Override
    protected NetworkPlugin plugin() {
        return plugin;
    }

    @Override
    protected Set<Action> actions() {
        return Set.of(Action.TRAIN, Action.INFERENCE, Action.ANNOTATION);
    }

    /** MONAI reads neither the number of GPUs nor the place of a run, and of an annotation the specs of its training alone. */
    @Override
    protected ObjectNode containerSpecs(LaunchRequest request, ObjectNode specs) {
        return request.action() == Action.ANNOTATION
                ? (ObjectNode) specs.path("train_spec")
                : specs.remove(List.of("num_gpu", "cluster"));
    }
}
