// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.opticalinspection.worker;

import dev.graft.spi.Action;
import dev.graft.torchkit.action.EngineBuild;
import dev.graft.torchkit.worker.Worker;
import dev.graft.torchkit.worker.WorkerAction;
import java.util.Map;
import java.util.function.Supplier;

/** The main class of optical_inspection's worker process. */
public final class OpticalInspectionWorker {

    private OpticalInspectionWorker() {}

    /** Runs the job whose file is the only argument. */
    public static void main(String[] arguments) {
        Worker.main(arguments, actions(System.getenv().getOrDefault("PATH", "")));
    }

    /** All that the network can do; programs are looked for in the folders of {@code searchPath}. */
    static Map<Action, Supplier<WorkerAction>> actions(String searchPath) {
        return Map.of(
                Action.TRAIN, TrainAction::new,
                Action.EVALUATE, EvaluateAction::new,
                Action.EXPORT, ExportAction::new,
                Action.INFERENCE, InferenceAction::new,
                Action.GEN_TRT_ENGINE, () -> new EngineAction(new EngineBuild(searchPath)));
    }
}
