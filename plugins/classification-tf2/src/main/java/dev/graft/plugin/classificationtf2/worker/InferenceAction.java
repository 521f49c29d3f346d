// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationtf2.worker;

import dev.graft.plugin.classificationtf2.worker.spec.EvaluateSpec;
import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.classification.ImagePredictions;
import dev.graft.torchkit.classification.OpenModel;
import dev.graft.torchkit.data.ImageFolder;
import dev.graft.torchkit.data.LoaderOptions;
import dev.graft.torchkit.spec.Engines;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.nio.file.Path;

/** Classifies the images of the inference dataset. */
final class InferenceAction implements WorkerAction {

    @Override
    public String run(WorkerContext context) throws IOException {
        Section root = Section.root(context.job().specs());
        JobSpecs specs = JobSpecs.read(context.job().specs(), root);
        Section inference = root.section("inference");
        inference.leave("results_dir", "classmap");
        Section evaluate = root.section("evaluate");
        evaluate.leave("dataset_path", "checkpoint", "classmap", "results_dir", "n_workers", "top_k");
        Path checkpoint = Engines.modelOf(inference);
        int batchSize = EvaluateSpec.batchSize(evaluate);
        Path folder = Folders.required(inference.text("image_dir").map(Path::of), "/inference/image_dir", "an inference dataset");
        root.refuseUnknown();
        Machine machine = Machine.of(context.job());
        try (OpenModel<ModelDescription> model = OpenModel.open(checkpoint, specs::describe, machine)) {
            ImageFolder images = ImageFolder.unlabelled(folder, model.description().classes());
            LoaderOptions options = LoaderOptions.evaluation(batchSize, machine.cores());
            return new ImagePredictions(context, images, model.description().inference(), options).of(model);
        }
    }
}
