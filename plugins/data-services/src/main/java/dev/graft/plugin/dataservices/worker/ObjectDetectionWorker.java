// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import dev.graft.spi.Action;
import dev.graft.torchkit.worker.Worker;
import dev.graft.torchkit.worker.WorkerAction;
import java.util.Map;
import java.util.function.Supplier;

/** The worker of object detection datasets. */
public final class ObjectDetectionWorker {

    static final Map<Action, Supplier<WorkerAction>> ACTIONS = Map.of(
            Action.CONVERT, KittiRecordsAction::new,
            Action.CONVERT_EFFICIENTDET_TF2, () -> new CocoRecordsAction("dataset_convert", false),
            Action.ANNOTATION_FORMAT_CONVERT, FormatConvertAction::new,
            Action.KMEANS, KmeansAction::new,
            Action.AUGMENT, AugmentAction::new,
            Action.ANALYZE, AnalyzeAction::new,
            Action.VALIDATE, ValidateAction::new);

    private ObjectDetectionWorker() {}

    public static void main(String[] arguments) {
        Worker.main(arguments, ACTIONS);
    }
}
