// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.action;

import dev.graft.torchkit.spec.Paths;
import dev.graft.torchkit.spec.Section;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The {@code gen_trt_engine} section.
 *
 * @param onnxFile the exported model
 * @param engine the file to write, if it is named
 * @param minBatch least batch, at least 1
 * @param optBatch batch to optimise for
 * @param maxBatch largest batch
 * @param precision {@code fp32} or {@code fp16}
 * @param workspaceMegabytes memory for the builder
 */
public record EngineSpec(
        Path onnxFile, Optional<Path> engine, int minBatch, int optBatch, int maxBatch, String precision, OptionalInt workspaceMegabytes) {

    /**
     * Reads the section.
     *
     * @param workspaceUnit megabytes in the unit of the workspace's size
     */
    public static EngineSpec read(Section section, int workspaceUnit) {
        section.leave("results_dir", "gpu_id", "verbose", "input_width", "input_height", "input_channel", "opset_version", "batch_size");
        Section tensorrt = section.section("tensorrt");
        // Without int8 nothing is calibrated.
        tensorrt.leave("calibration");
        String precision = tensorrt.text("data_type", "fp32").toLowerCase(java.util.Locale.ROOT);
        if (!precision.equals("fp32") && !precision.equals("fp16")) {
            throw tensorrt.fault("data_type", "is '" + precision + "'; fp32 and fp16 are allowed, int8 would need calibration");
        }
        int min = tensorrt.integer("min_batch_size", 1, 1);
        int opt = tensorrt.integer("opt_batch_size", 1, 1);
        int max = tensorrt.integer("max_batch_size", 1, 1);
        if (min > opt || opt > max) {
            throw tensorrt.fault("min_batch_size", "is " + min + ", opt " + opt + ", max " + max + "; they have to rise");
        }
        return new EngineSpec(
                Paths.required(section, "onnx_file", "run the job after a Done export job (parent_job_id)"),
                section.text("trt_engine").map(Path::of),
                min,
                opt,
                max,
                precision,
                workspace(tensorrt, workspaceUnit));
    }

    /** TAO's own specs call it workspace_size; 0 leaves it to TensorRT. */
    private static OptionalInt workspace(Section tensorrt, int unit) {
        int size = tensorrt.integer("max_workspace_size", tensorrt.integer("workspace_size", 0, 0), 0);
        return size == 0 ? OptionalInt.empty() : OptionalInt.of(size * unit);
    }
}
