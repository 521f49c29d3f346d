// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.actionrecognition.worker;

import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.model.ExportSpec;
import dev.graft.torchkit.model.NetworkExport;
import dev.graft.torchkit.model.StoredNetwork;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a trained network as an ONNX file with its class list beside it, and compares the file with the network. */
final class ExportAction implements WorkerAction {

    @Override
    public String run(WorkerContext context) throws IOException {
        Section root = Section.root(context.job().specs());
        JobSpecs.read(root);
        ExportSpec export = ExportSpec.read(root.section("export"));
        root.refuseUnknown();
        Machine.of(context.job());
        StoredNetwork<ModelDescription> stored = StoredNetwork.load(export.checkpoint(), JobSpecs::describe);
        Path file = export.file(context.job().resultsDir());
        String exported = NetworkExport.write(stored, file);
        Files.write(file.resolveSibling("classes.txt"), stored.description().classes());
        return exported;
    }
}
