// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.reidentification.worker;

import dev.graft.spi.Action;
import dev.graft.torchkit.worker.Worker;
import dev.graft.torchkit.worker.WorkerAction;
import java.util.Map;
import java.util.function.Supplier;

/** The main class of re_identification's worker process. */
public final class ReIdWorker {

    private ReIdWorker() {}

    /** Runs the job whose file is the only argument. */
    public static void main(String[] arguments) {
        Worker.main(arguments, actions());
    }

    /** All that the network can do. */
    static Map<Action, Supplier<WorkerAction>> actions() {
        return Map.of(
                Action.TRAIN, TrainAction::new,
                Action.EVALUATE, EvaluateAction::new,
                Action.EXPORT, ExportAction::new,
                Action.INFERENCE, InferenceAction::new);
    }
}
