// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.model;

import dev.graft.torchkit.onnx.OnnxExporter;
import dev.graft.torchkit.spec.Paths;
import dev.graft.torchkit.spec.Section;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The {@code export} section of networks whose input has the size of their training.
 *
 * @param checkpoint the model
 * @param onnxFile the file to write, if it is named
 */
public record ExportSpec(Path checkpoint, Optional<Path> onnxFile) {

    private static final int CHANNELS = 3;
    private static final int OPEN_BATCH = -1;

    /** Reads the section. */
    public static ExportSpec read(Section section) {
        section.leave("results_dir", "gpu_id", "on_cpu", "do_constant_folding", "input_height", "input_width");
        int channels = section.integer("input_channel", CHANNELS, 1);
        if (channels != CHANNELS) {
            throw section.fault("input_channel", "is " + channels + "; the networks take 3 channels, grey images are repeated");
        }
        int batch = section.integer("batch_size", OPEN_BATCH, OPEN_BATCH);
        if (batch != OPEN_BATCH) {
            throw section.fault("batch_size", "is " + batch + "; the batch of an exported file is always open, set it to -1");
        }
        int opset = section.integer("opset_version", OnnxExporter.OPSET, 1);
        if (opset > OnnxExporter.OPSET) {
            throw section.fault("opset_version", "is " + opset + "; files are written for operator set " + OnnxExporter.OPSET);
        }
        return new ExportSpec(
                Paths.required(section, "checkpoint", "run the job after a Done train job (parent_job_id)"),
                section.text("onnx_file").map(Path::of));
    }

    /** The file to write, in {@code results} if it is not named. */
    public Path file(Path results) {
        return onnxFile.orElse(results.resolve(NetworkExport.ONNX_FILE));
    }
}
