// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import dev.graft.spi.Action;
import dev.graft.torchkit.worker.Worker;
import dev.graft.torchkit.worker.WorkerAction;
import java.util.Map;
import java.util.function.Supplier;

/** The worker of semantic segmentation datasets. */
public final class SemanticSegmentationWorker {

    static final Map<Action, Supplier<WorkerAction>> ACTIONS =
            Map.of(Action.CONVERT, MasksAction::new);

    private SemanticSegmentationWorker() {}

    public static void main(String[] arguments) {
        Worker.main(arguments, ACTIONS);
    }
}
