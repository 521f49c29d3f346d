// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationpyt.worker;

import dev.graft.plugin.classificationpyt.worker.spec.ExportSpec;
import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.classification.ClassifierExport;
import dev.graft.torchkit.classification.OpenModel;
import dev.graft.torchkit.data.transform.ImageSize;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Logger;

/** Writes a trained classifier as an ONNX file with its class list beside it, and compares the file with the network. */
final class ExportAction implements WorkerAction {

    /** Name of the class list. */
    static final String CLASSES = "classes.txt";

    private static final Logger LOG = Logger.getLogger(ExportAction.class.getName());

    @Override
    public String run(WorkerContext context) throws IOException {
        Section root = Section.root(context.job().specs());
        JobSpecs specs = JobSpecs.read(context.job().specs(), root);
        ExportSpec export = ExportSpec.read(root.section("export"));
        root.refuseUnknown();
        Machine.of(context.job());
        OpenModel.Loaded<ModelDescription> loaded = OpenModel.load(export.checkpoint(), specs::describe);
        specs.logDifferences(loaded.description());
        ImageSize trained = loaded.description().evaluation().outputSize();
        ImageSize size = export.size().orElse(trained);
        if (!size.equals(trained)) {
            LOG.warning("the file takes images of " + size + " pixels as the specs say; the network was trained with " + trained);
        }
        Path file = export.onnxFile().orElse(context.job().resultsDir().resolve(ClassifierExport.ONNX_FILE));
        String exported = ClassifierExport.write(loaded, size, file, export.verify());
        Files.write(file.resolveSibling(CLASSES), loaded.description().classes());
        return exported;
    }
}
