// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationtf2.worker;

import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.classification.ClassifierExport;
import dev.graft.torchkit.classification.OpenModel;
import dev.graft.torchkit.spec.Paths;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.nio.file.Path;

/** Writes a classifier as an ONNX file with its class map beside it, and compares the file with the network. */
final class ExportAction implements WorkerAction {

    @Override
    public String run(WorkerContext context) throws IOException {
        Section root = Section.root(context.job().specs());
        JobSpecs specs = JobSpecs.read(context.job().specs(), root);
        Section export = root.section("export");
        export.leave("results_dir");
        Path checkpoint = Paths.required(export, "checkpoint", "run the job after a Done train, prune or retrain job (parent_job_id)");
        Path file = export.text("onnx_file").map(Path::of)
                .orElse(context.job().resultsDir().resolve(ClassifierExport.ONNX_FILE));
        root.refuseUnknown();
        Machine.of(context.job());
        OpenModel.Loaded<ModelDescription> loaded = OpenModel.load(checkpoint, specs::describe);
        String exported = ClassifierExport.write(loaded, loaded.description().model().size(), file, false);
        ClassMap.write(file.resolveSibling(ClassMap.NAME), loaded.description().classes());
        return exported;
    }
}
