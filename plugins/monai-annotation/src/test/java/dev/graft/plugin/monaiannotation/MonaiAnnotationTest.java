// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.monaiannotation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.NetworkPlugin;
import dev.graft.spi.launch.LaunchRequest;
import dev.graft.testkit.BuiltInNetworkKit;
import java.util.List;
import java.util.Set;

class MonaiAnnotationTest extends BuiltInNetworkKit {

    private final MonaiAnnotation plugin = new MonaiAnnotation();

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
