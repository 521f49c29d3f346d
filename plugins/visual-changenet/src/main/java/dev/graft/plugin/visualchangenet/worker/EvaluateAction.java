// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.visualchangenet.worker;

import dev.graft.plugin.visualchangenet.worker.spec.RunSpec;
import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.model.OpenNetwork;
import dev.graft.torchkit.pair.PairCriterion;
import dev.graft.torchkit.pair.PairEvaluation;
import dev.graft.torchkit.pair.PairReader;
import dev.graft.torchkit.pair.PairScore;
import dev.graft.torchkit.pair.PairSpec;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.util.List;

/** Measures a model on the evaluation dataset, or on the test split of task segment. */
final class EvaluateAction implements WorkerAction {

    @Override
    public String run(WorkerContext context) throws IOException {
        Section root = Section.root(context.job().specs());
        JobSpecs specs = JobSpecs.read(context.job().specs(), root);
        RunSpec run = RunSpec.read(root.section("evaluate"));
        JobSpecs.leaveTraining(root);
        root.refuseUnknown();
        Machine machine = Machine.of(context.job());
        try (OpenNetwork<ModelDescription> model = OpenNetwork.open(run.model(), specs::describe, machine)) {
            return model.description().segments()
                    ? new SegmentRun(context, specs, run, machine).evaluate(model)
                    : classify(context, specs, run, machine, model);
        }
    }

    private static String classify(
            WorkerContext context, JobSpecs specs, RunSpec run, Machine machine, OpenNetwork<ModelDescription> model)
            throws IOException {
        UnreadableImages unreadable = new UnreadableImages();
        PairCriterion criterion = specs.criterion(model.description());
        PairReader pairs = specs.pairs(model.description(), PairSpec.TEST, true, unreadable);
        List<PairScore> scores = PairScore.of(
                specs.description().pairs().inOrder(pairs, run.batchSize(), machine.cores()),
                model.outputs(),
                criterion,
                context.stop());
        return new PairEvaluation(pairs, criterion.threshold()).report(context, scores, unreadable);
    }
}
