// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationpyt.worker;

import dev.graft.plugin.classificationpyt.worker.spec.InferenceSpec;
import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.classification.ImagePredictions;
import dev.graft.torchkit.classification.OpenModel;
import dev.graft.torchkit.data.ImageFolder;
import dev.graft.torchkit.data.LoaderOptions;
import dev.graft.torchkit.data.transform.Pipeline;
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
        InferenceSpec inference = InferenceSpec.read(root.section("inference"));
        root.refuseUnknown();
        Path folder = specs.data().test().requiredImages("an inference dataset");
        Machine machine = Machine.of(context.job());
        try (OpenModel<ModelDescription> model = OpenModel.open(inference.checkpoint(), specs::describe, machine)) {
            specs.logDifferences(model.description());
            Pipeline pipeline = specs.data().test().pipeline().orElse(model.description().inference());
            ImageFolder images = ImageFolder.unlabelled(folder, model.description().classes());
            int threads = specs.data().loaderThreads().orElse(machine.cores());
            return new ImagePredictions(context, images, pipeline, LoaderOptions.evaluation(inference.batchSize(), threads)).of(model);
        }
    }
}
