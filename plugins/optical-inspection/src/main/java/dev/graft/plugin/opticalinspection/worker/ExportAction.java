// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.opticalinspection.worker;

import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.model.ExportSpec;
import dev.graft.torchkit.model.NetworkExport;
import dev.graft.torchkit.model.StoredNetwork;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;

/** Writes a trained network as an ONNX file and compares the file with the network. */
final class ExportAction implements WorkerAction {

    @Override
    public String run(WorkerContext context) throws IOException {
        Section root = Section.root(context.job().specs());
        JobSpecs specs = JobSpecs.read(context.job().specs(), root);
        ExportSpec export = ExportSpec.read(root.section("export"));
        root.refuseUnknown();
        Machine.of(context.job());
        StoredNetwork<ModelDescription> stored = StoredNetwork.load(export.checkpoint(), specs::describe);
        return NetworkExport.write(stored, export.file(context.job().resultsDir()));
    }
}
