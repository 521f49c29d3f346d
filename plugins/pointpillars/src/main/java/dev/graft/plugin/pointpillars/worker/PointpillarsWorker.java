// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.pointpillars.worker;

import dev.graft.spi.Action;
import dev.graft.torchkit.worker.Worker;
import dev.graft.torchkit.worker.WorkerAction;
import java.util.Map;
import java.util.function.Supplier;

/** The worker of pointpillars. */
public final class PointpillarsWorker {

    static final Map<Action, Supplier<WorkerAction>> ACTIONS = Map.of(Action.DATASET_CONVERT, DatasetConvertAction::new);

    private PointpillarsWorker() {}

    public static void main(String[] arguments) {
        Worker.main(arguments, ACTIONS);
    }
}
