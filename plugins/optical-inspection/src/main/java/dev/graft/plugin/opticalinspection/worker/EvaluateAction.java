// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.opticalinspection.worker;

import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.model.OpenNetwork;
import dev.graft.torchkit.pair.PairEvaluation;
import dev.graft.torchkit.pair.PairReader;
import dev.graft.torchkit.pair.PairScore;
import dev.graft.torchkit.pair.PairSpec;
import dev.graft.torchkit.spec.Engines;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Measures a model on the pairs of the evaluation dataset. */
final class EvaluateAction implements WorkerAction {

    private static final int DEFAULT_BATCH = 4;

    @Override
    public String run(WorkerContext context) throws IOException {
        Section root = Section.root(context.job().specs());
        JobSpecs specs = JobSpecs.read(context.job().specs(), root);
        Section section = root.section("evaluate");
        section.leave("results_dir", "gpu_id");
        Path file = Engines.modelOf(section);
        int batch = section.integer("batch_size", DEFAULT_BATCH, 1);
        root.refuseUnknown();
        Machine machine = Machine.of(context.job());
        UnreadableImages unreadable = new UnreadableImages();
        try (OpenNetwork<ModelDescription> model = OpenNetwork.open(file, specs::describe, machine)) {
            PairReader pairs = specs.reader(model.description(), PairSpec.TEST, true, unreadable);
            List<PairScore> scores = PairScore.of(
                    specs.data().inOrder(pairs, batch, machine.cores()), model.outputs(), specs.criterion(), context.stop());
            return new PairEvaluation(pairs, specs.criterion().threshold()).report(context, scores, unreadable);
        }
    }
}
