// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationtf2.worker;

import dev.graft.plugin.classificationtf2.worker.spec.DataSpec;
import dev.graft.plugin.classificationtf2.worker.spec.ModelSpec;
import dev.graft.plugin.classificationtf2.worker.spec.TrainSpec;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;

/**
 * Trains a classifier.
 *
 * @param again whether it goes on with the model of a parent job, in its structure and with its classification layer
 */
record TrainAction(boolean again) implements WorkerAction {

    @Override
    public String run(WorkerContext context) throws IOException {
        Section root = Section.root(context.job().specs());
        root.leave("results_dir", "data_format", "encryption_key", "evaluate", "inference", "export", "prune", "gen_trt_engine");
        DataSpec data = DataSpec.read(root.section("dataset"));
        ModelSpec model = ModelSpec.read(root.section("model"));
        TrainSpec train = TrainSpec.read(root.section("train"), root.integer("gpus", 1, 0), Metrics.KEY);
        root.refuseUnknown();
        return ClassificationTraining.prepare(context, data, model, train, again || model.retainHead()).run();
    }
}
