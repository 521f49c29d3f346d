// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationpyt.worker.spec;

import dev.graft.torchkit.data.transform.ImageSize;
import dev.graft.torchkit.spec.Paths;
import dev.graft.torchkit.spec.Section;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The {@code export} section.
 *
 * @param checkpoint the model
 * @param onnxFile the file to write, if it is named
 * @param size height and width of the input images, if they are given
 * @param verify whether ONNX Runtime has to agree with libtorch
 */
public record ExportSpec(Path checkpoint, Optional<Path> onnxFile, Optional<ImageSize> size, boolean verify) {

    private static final int CHANNELS = 3;

    /** Reads the section. */
    public static ExportSpec read(Section section) {
        section.leave("results_dir", "num_gpus", "exp_config");
        int channels = section.integer("input_channel", CHANNELS, 1);
        if (channels != CHANNELS) {
            throw section.fault("input_channel", "is " + channels + "; the networks take 3 channels, grey images are repeated");
        }
        int opset = section.integer("opset_version", 17, 1);
        if (opset > 17) {
            throw section.fault("opset_version", "is " + opset + "; files are written for operator set 17");
        }
        Optional<ImageSize> size = section.has("input_height") && section.has("input_width")
                ? Optional.of(new ImageSize(section.integer("input_height", 224, 1), section.integer("input_width", 224, 1)))
                : Optional.empty();
        section.leave("input_height", "input_width");
        return new ExportSpec(
                Paths.required(section, "checkpoint", "run the job after a Done train job (parent_job_id)"),
                section.text("onnx_file").map(Path::of),
                size,
                section.flag("verify", false));
    }
}
