// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.opticalinspection.worker;

import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.model.OpenNetwork;
import dev.graft.torchkit.pair.PairPredictions;
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

/** Says of the pairs of the inference dataset how far apart they are, and which count as defective. */
final class InferenceAction implements WorkerAction {

    @Override
    public String run(WorkerContext context) throws IOException {
        Section root = Section.root(context.job().specs());
        JobSpecs specs = JobSpecs.read(context.job().specs(), root);
        Section section = root.section("inference");
        section.leave("results_dir", "gpu_id");
        Path file = Engines.modelOf(section);
        int batch = section.integer("batch_size", 1, 1);
        root.refuseUnknown();
        Machine machine = Machine.of(context.job());
        UnreadableImages unreadable = new UnreadableImages();
        try (OpenNetwork<ModelDescription> model = OpenNetwork.open(file, specs::describe, machine)) {
            PairReader pairs = specs.reader(model.description(), PairSpec.INFERENCE, false, unreadable);
            List<PairScore> scores = PairScore.of(
                    specs.data().inOrder(pairs, batch, machine.cores()), model.outputs(), specs.criterion(), context.stop());
            return new PairPredictions(pairs, specs.criterion().threshold())
                    .write(context.job().resultsDir(), scores, unreadable);
        }
    }
}
