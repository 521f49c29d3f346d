// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.mlrecog.worker;

import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.action.NetworkExport;
import dev.graft.torchkit.embedding.OpenEmbedder;
import dev.graft.torchkit.onnx.OnnxExporter;
import dev.graft.torchkit.spec.Paths;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.nio.file.Path;

/** Writes an embedder as an ONNX file and compares the file with the network. */
final class ExportAction implements WorkerAction {

    @Override
    public String run(WorkerContext context) throws IOException {
        Section root = Section.root(context.job().specs());
        JobSpecs specs = JobSpecs.read(context.job().specs(), root);
        Section export = root.section("export");
        export.leave("gpu_id", "on_cpu", "verbose", "results_dir");
        int opset = export.integer("opset_version", 14, 1);
        if (opset > OnnxExporter.OPSET) {
            throw export.fault("opset_version", "is " + opset + "; files are written for operator set " + OnnxExporter.OPSET);
        }
        int batchSize = export.integer("batch_size", -1, -1);
        if (batchSize > 0) {
            throw export.fault("batch_size", "is " + batchSize + "; the file takes any number of images at a time, set it to -1");
        }
        Path checkpoint = Paths.required(export, "checkpoint", "run the job after a Done train job (parent_job_id)");
        Path file = export.text("onnx_file").map(Path::of).orElse(context.job().resultsDir().resolve(NetworkExport.ONNX_FILE));
        root.refuseUnknown();
        Machine.of(context.job());
        OpenEmbedder.Loaded<ModelDescription> loaded = OpenEmbedder.load(checkpoint, specs::describe);
        ModelDescription description = loaded.description();
        return NetworkExport.write(loaded.network(), description.model().size(), description.metadata(), file, false);
    }
}
