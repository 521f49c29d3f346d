// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.mlrecog.worker;

import dev.graft.torchkit.action.EngineBuild;
import dev.graft.torchkit.action.EngineSpec;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;

/** Builds a TensorRT engine from an exported model. */
record EngineAction(EngineBuild build) implements WorkerAction {

    private static final int MEGABYTES = 1;

    @Override
    public String run(WorkerContext context) throws IOException {
        Section root = Section.root(context.job().specs());
        JobSpecs.read(context.job().specs(), root);
        Section section = root.section("gen_trt_engine");
        section.section("tensorrt").leave("calibration");
        EngineSpec spec = EngineSpec.read(section, MEGABYTES);
        root.refuseUnknown();
        return build.run(spec, context);
    }
}
