// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationtf2.worker;

import dev.graft.plugin.classificationtf2.worker.spec.EvaluateSpec;
import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.classification.ClassifierMeasurement;
import dev.graft.torchkit.classification.OpenModel;
import dev.graft.torchkit.data.ImageBatches;
import dev.graft.torchkit.data.ImageCache;
import dev.graft.torchkit.data.ImageFolder;
import dev.graft.torchkit.data.LoaderOptions;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** Measures a model on labelled images: those of the inference dataset if they are labelled, else the evaluation dataset's. */
final class EvaluateAction implements WorkerAction {

    @Override
    public String run(WorkerContext context) throws IOException {
        Section root = Section.root(context.job().specs());
        JobSpecs specs = JobSpecs.read(context.job().specs(), root);
        EvaluateSpec evaluate = EvaluateSpec.read(root.section("evaluate"));
        root.refuseUnknown();
        Path folder = Folders.required(
                evaluate.images().or(() -> specs.data().validation()), "/dataset/val_dataset_path", "an evaluation dataset");
        Machine machine = Machine.of(context.job());
        try (OpenModel<ModelDescription> model = OpenModel.open(evaluate.checkpoint(), specs::describe, machine)) {
            UnreadableImages unreadable = new UnreadableImages();
            ImageFolder images = ImageFolder.labelled(folder, model.description().classes());
            int threads = Math.min(evaluate.loaderThreads(), machine.cores());
            ImageBatches batches = new ImageBatches(
                    images,
                    model.description().evaluation(),
                    LoaderOptions.evaluation(evaluate.batchSize(), threads),
                    new ImageCache(images.samples().size(), 0),
                    unreadable);
            return new ClassifierMeasurement(context, batches, Set.of(evaluate.topK()), unreadable, Metrics::named).of(model);
        }
    }
}
