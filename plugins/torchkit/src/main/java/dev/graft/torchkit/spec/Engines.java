// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.spec;

import java.nio.file.Path;
import java.util.Optional;

/** Which of a section's two models is meant: {@code checkpoint} or {@code trt_engine}. The service fills both with the parent's model. */
public final class Engines {

    private Engines() {}

    /**
     * The one that is given, the checkpoint first.
     *
     * @throws dev.graft.spi.error.GraftException if neither is given, or it is a TensorRT engine
     */
    public static Path modelOf(Section section) {
        Optional<Path> checkpoint = Paths.existing(section, "checkpoint");
        Optional<Path> engine = Paths.existing(section, "trt_engine");
        Path model = checkpoint.or(() -> engine).orElseThrow(() -> section.fault(
                "checkpoint", "is not given; run the job after a Done train or export job (parent_job_id)"));
        if (model.toString().endsWith(".engine")) {
            throw section.fault(
                    checkpoint.isPresent() ? "checkpoint" : "trt_engine",
                    "is a TensorRT engine, which needs a GPU and a container with TensorRT; run the job after the train or export job");
        }
        return model;
    }
}
