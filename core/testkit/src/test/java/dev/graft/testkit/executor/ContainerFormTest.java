// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit.executor;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.launch.ContainerForm;
import dev.graft.spi.launch.LaunchPlan;
import dev.graft.spi.worker.WorkerJob;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Container forms as NVIDIA's: a command with a spec file, and status lines in a {@code status.json} among the results. */
class ContainerFormTest extends ContainerKit {

    @Override
    protected LaunchPlan plan(Deed deed, Path resultsDir) {
        ObjectNode specs = JsonNodeFactory.instance.objectNode().put("do", deed.word());
        WorkerJob job = new WorkerJob(
                "in-container", "kit", Action.TRAIN, specs, resultsDir, resultsDir.resolve("status.json"), "", List.of(), 1);
        String classPath = KitClassPath.entries().stream().map(Path::toString).collect(Collectors.joining(":"));
        ContainerForm form = new ContainerForm(
                "kit",
                List.of("java", "-Xmx1g", "-XX:TieredStopAtLevel=1", "-cp", classPath, KitWorker.class.getName(), ContainerForm.SPEC_FILE),
                job.toJson(),
                "spec.json",
                Map.of("TELEMETRY_OPT_OUT", "yes"));
        return new LaunchPlan(specs, Optional.empty(), Optional.of(form));
    }
}
