// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.executor.ScriptedWorker;
import dev.graft.spi.Action;
import dev.graft.spi.DatasetPlugin;
import dev.graft.spi.dataset.DatasetAction;
import dev.graft.spi.dataset.DatasetDescriptor;
import dev.graft.spi.dataset.DatasetOutcome;
import dev.graft.spi.launch.EmbeddedForm;
import dev.graft.spi.launch.JobInputs;
import dev.graft.spi.launch.LaunchPlan;
import dev.graft.spi.launch.Launcher;
import dev.graft.spi.network.ActionRule;
import dev.graft.spi.spec.SpecSchema;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A dataset type whose jobs run {@link ScriptedWorker}: {@code convert} puts its results into the dataset, {@code augment} makes a
 * dataset of them, in a format that the specs may name.
 */
public final class ScriptedDatasets implements DatasetPlugin {

    /** Its type, one that the layouts know. */
    public static final String TYPE = "object_detection";

    private static final DatasetDescriptor DESCRIPTOR = new DatasetDescriptor(
            TYPE,
            "Scripted",
            List.of(
                    new DatasetAction(new ActionRule(Action.CONVERT, Set.of(), false, Set.of()), Set.of("test", "raw")),
                    new DatasetAction(new ActionRule(Action.AUGMENT, Set.of(Action.CONVERT), false, Set.of()), Set.of("test"))));

    @Override
    public DatasetDescriptor dataset() {
        return DESCRIPTOR;
    }

    @Override
    public SpecSchema specs(Action action) {
        return new ScriptedNetwork().specs(Action.TRAIN);
    }

    @Override
    public Launcher launcher(Action action) {
        return request -> {
            ObjectNode specs = request.specs().deepCopy();
            specs.put("own", request.inputs().own().orElseThrow().folder().toString());
            return new LaunchPlan(specs, Optional.of(new EmbeddedForm(ScriptedWorker.class.getName())), Optional.empty());
        };
    }

    @Override
    public List<DatasetOutcome> outcomes(Action action, ObjectNode specs, JobInputs.Dataset own) {
        return action == Action.CONVERT
                ? List.of(new DatasetOutcome.Addition("pictures", "records"), new DatasetOutcome.Addition("result.csv", "index.csv"))
                : List.of(new DatasetOutcome.NewDataset("pictures", specs.path("format").asText(own.format()), false));
    }
}
