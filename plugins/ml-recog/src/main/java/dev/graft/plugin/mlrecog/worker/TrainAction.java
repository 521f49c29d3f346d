// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.mlrecog.worker;

import dev.graft.plugin.mlrecog.worker.spec.DataSpec;
import dev.graft.plugin.mlrecog.worker.spec.ModelSpec;
import dev.graft.plugin.mlrecog.worker.spec.TrainSpec;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;

/** Trains an embedder. */
final class TrainAction implements WorkerAction {

    @Override
    public String run(WorkerContext context) throws IOException {
        Section root = Section.root(context.job().specs());
        root.leave("version", "results_dir", "evaluate", "inference", "export", "gen_trt_engine");
        DataSpec data = DataSpec.read(root.section("dataset"));
        ModelSpec model = ModelSpec.read(root.section("model"));
        TrainSpec train = TrainSpec.read(root.section("train"), Metrics.KEY);
        root.refuseUnknown();
        return RecognitionTraining.prepare(context, data, model, train).run();
    }
}
