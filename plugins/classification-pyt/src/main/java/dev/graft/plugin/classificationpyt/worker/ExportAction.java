// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationpyt.worker;

import dev.graft.plugin.classificationpyt.worker.spec.ExportSpec;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.data.transform.ImageSize;
import dev.graft.torchkit.onnx.ImageShape;
import dev.graft.torchkit.onnx.OnnxComparison;
import dev.graft.torchkit.onnx.OnnxExporter;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.logging.Logger;

/** Writes a trained classifier as an ONNX file with its class list beside it, and compares the file with the network. */
final class ExportAction implements WorkerAction {

    /** Default name of the file. */
    static final String ONNX_FILE = "model.onnx";

    /** Name of the class list. */
    static final String CLASSES = "classes.txt";

    private static final Logger LOG = Logger.getLogger(ExportAction.class.getName());
    private static final long COMPARISON_SEED = 1;
    private static final int[] QUICK_BATCHES = {1, 7};
    private static final int[] FULL_BATCHES = {1, 7, 32, 60};

    @Override
    public String run(WorkerContext context) throws IOException {
        Section root = Section.root(context.job().specs());
        JobSpecs specs = JobSpecs.read(context.job().specs(), root);
        ExportSpec export = ExportSpec.read(root.section("export"));
        root.refuseUnknown();
        Machine.of(context.job());
        OpenModel.Loaded loaded = OpenModel.load(export.checkpoint(), specs::description);
        specs.logDifferences(loaded.description());
        ImageSize trained = loaded.description().evaluation().outputSize();
        ImageSize size = export.size().orElse(trained);
        if (!size.equals(trained)) {
            LOG.warning("the file takes images of " + size + " pixels as the specs say; the network was trained with " + trained);
        }
        Path file = export.onnxFile().orElse(context.job().resultsDir().resolve(ONNX_FILE));
        new OnnxExporter("input", "output")
                .export(loaded.classifier(), new ImageShape(3, size.height(), size.width()), loaded.description().metadata(), file);
        Files.write(file.resolveSibling(CLASSES), loaded.description().classes());
        double difference = OnnxComparison.largestDifference(
                loaded.classifier(), file, COMPARISON_SEED, export.verify() ? FULL_BATCHES : QUICK_BATCHES);
        if (difference > OnnxComparison.TOLERANCE) {
            throw new GraftException(
                    StandardError.INTERNAL,
                    "the exported file disagrees with the network by " + difference + "; at most " + OnnxComparison.TOLERANCE
                            + " is allowed");
        }
        return String.format(
                Locale.ROOT,
                "Exported %s for images of %s pixels, %d bytes; ONNX Runtime and libtorch differ by at most %.1e.",
                file.getFileName(),
                size,
                Files.size(file),
                difference);
    }
}
