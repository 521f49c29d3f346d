// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationpyt.worker;

import dev.graft.plugin.classificationpyt.worker.spec.EvaluateSpec;
import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.classification.ClassifierEvaluator;
import dev.graft.torchkit.classification.ClassifierMeasurement;
import dev.graft.torchkit.classification.OpenModel;
import dev.graft.torchkit.data.ImageBatches;
import dev.graft.torchkit.data.ImageCache;
import dev.graft.torchkit.data.ImageFolder;
import dev.graft.torchkit.data.LoaderOptions;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.data.transform.Pipeline;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.nio.file.Path;

/** Measures a model on the evaluation dataset. */
final class EvaluateAction implements WorkerAction {

    @Override
    public String run(WorkerContext context) throws IOException {
        Section root = Section.root(context.job().specs());
        JobSpecs specs = JobSpecs.read(context.job().specs(), root);
        EvaluateSpec evaluate = EvaluateSpec.read(root.section("evaluate"));
        root.refuseUnknown();
        Path folder = specs.data().val().requiredImages("an evaluation dataset");
        Machine machine = Machine.of(context.job());
        try (OpenModel<ModelDescription> model = OpenModel.open(evaluate.checkpoint(), specs::describe, machine)) {
            specs.logDifferences(model.description());
            UnreadableImages unreadable = new UnreadableImages();
            ImageFolder images = ImageFolder.labelled(folder, model.description().classes());
            Pipeline pipeline = specs.data().val().pipeline().orElse(model.description().evaluation());
            int threads = specs.data().loaderThreads().orElse(machine.cores());
            ImageBatches batches = new ImageBatches(
                    images,
                    pipeline,
                    LoaderOptions.evaluation(evaluate.batchSize(), threads),
                    new ImageCache(images.samples().size(), 0),
                    unreadable);
            return new ClassifierMeasurement(context, batches, evaluate.ks(), unreadable, ClassifierEvaluator::named).of(model);
        }
    }
}
