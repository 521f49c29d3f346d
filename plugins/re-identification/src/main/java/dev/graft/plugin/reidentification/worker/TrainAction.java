// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.reidentification.worker;

import dev.graft.plugin.reidentification.worker.spec.DataSpec;
import dev.graft.plugin.reidentification.worker.spec.ModelSpec;
import dev.graft.plugin.reidentification.worker.spec.RankingSpec;
import dev.graft.plugin.reidentification.worker.spec.TrainSpec;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;

/** Trains a network that finds people again. */
final class TrainAction implements WorkerAction {

    @Override
    public String run(WorkerContext context) throws IOException {
        Section root = Section.root(context.job().specs());
        root.leave("version", "results_dir", "encryption_key", "evaluate", "inference", "export");
        DataSpec data = DataSpec.read(root.section("dataset"));
        ModelSpec model = ModelSpec.read(root.section("model"));
        TrainSpec train = TrainSpec.read(root.section("train"), root.section("model"), data.sampler(), Metrics.KEY);
        RankingSpec ranking = RankingSpec.read(root.section("re_ranking"));
        root.refuseUnknown();
        return ReIdTraining.prepare(context, data, model, train, ranking).run();
    }
}
