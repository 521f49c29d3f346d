// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.cli.ExitCode;
import dev.graft.cli.client.OwnerKind;
import dev.graft.cli.output.Table;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code graft experiment}. */
@Command(name = "experiment", description = "Experiments: create, list, show, update, delete, schema.")
public final class ExperimentCommand {

    private static final OwnerKind EXPERIMENT = OwnerKind.EXPERIMENT;

    /** The options that create and update share. */
    static final class Draft {

        @Option(names = "--name")
        private String name;

        @Option(names = "--description")
        private String description;

        @Option(names = "--train-dataset", paramLabel = "ID", description = "May be given several times.")
        private List<String> trainDatasets;

        @Option(names = "--eval-dataset", paramLabel = "ID")
        private String evalDataset;

        @Option(names = "--inference-dataset", paramLabel = "ID")
        private String inferenceDataset;

        @Option(names = "--calibration-dataset", paramLabel = "ID")
        private String calibrationDataset;

        @Option(names = "--base-experiment", paramLabel = "ID", description = "Start from its best checkpoint; at most two.")
        private List<String> baseExperiments;

        @Option(names = "--checkpoint", paramLabel = "METHOD", description = "best_model, latest_model or from_epoch_number.")
        private String checkpointMethod;

        ObjectNode body() {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            Fields.put(body, "name", name);
            Fields.put(body, "description", description);
            Fields.put(body, "train_datasets", trainDatasets);
            Fields.put(body, "eval_dataset", evalDataset);
            Fields.put(body, "inference_dataset", inferenceDataset);
            Fields.put(body, "calibration_dataset", calibrationDataset);
            Fields.put(body, "base_experiment", baseExperiments);
            Fields.put(body, "checkpoint_choose_method", checkpointMethod);
            return body;
        }
    }

    @Command(description = "Lists experiments, newest first.")
    int list(
            @Mixin Connection connection,
            @Mixin Output output,
            @Mixin Paging paging,
            @Option(names = "--arch", description = "Only this network architecture; !ARCH for all others.") String arch,
            @Option(names = "--name", description = "Only experiments of this name.") String name) {
        Map<String, String> query = paging.query();
        Fields.put(query, "arch", arch);
        Fields.put(query, "name", name);
        JsonNode answer = connection.api().list(EXPERIMENT, query);
        output.printTable(answer, () -> {
            Table table = new Table("ID", "NAME", "NETWORK", "JOBS", "LAST MODIFIED");
            answer.forEach(experiment -> table.row(
                    Fields.text(experiment, "id"),
                    Fields.text(experiment, "name"),
                    Fields.text(experiment, "network_arch"),
                    Integer.toString(experiment.path("jobs").size()),
                    Fields.text(experiment, "last_modified")));
            return table;
        });
        return ExitCode.OK;
    }

    @Command(description = "Creates an experiment.")
    int create(
            @Mixin Connection connection,
            @Mixin Output output,
            @Option(names = "--arch", required = true, description = "Network architecture, such as classification_pyt.") String arch,
            @Mixin Draft draft) {
        JsonNode experiment = connection.api().create(EXPERIMENT, draft.body().put("network_arch", arch));
        output.print(experiment, () -> "Experiment " + Fields.text(experiment, "id") + " of " + arch + ".");
        return ExitCode.OK;
    }

    @Command(description = "Shows one experiment.")
    int show(@Mixin Connection connection, @Mixin Output output, @Parameters(paramLabel = "ID") String id) {
        JsonNode experiment = connection.api().get(EXPERIMENT, id);
        output.printTable(experiment, () -> Fields.table(experiment));
        return ExitCode.OK;
    }

    @Command(description = "Changes an experiment.")
    int update(
            @Mixin Connection connection,
            @Mixin Output output,
            @Parameters(paramLabel = "ID") String id,
            @Mixin Draft draft) {
        JsonNode experiment = connection.api().change(EXPERIMENT, id, draft.body());
        output.printTable(experiment, () -> Fields.table(experiment));
        return ExitCode.OK;
    }

    @Command(description = "Deletes an experiment with its jobs.")
    int delete(@Mixin Connection connection, @Mixin Output output, @Parameters(paramLabel = "ID") String id) {
        JsonNode deleted = connection.api().delete(EXPERIMENT, id);
        output.print(deleted, () -> "Deleted experiment " + id + ".");
        return ExitCode.OK;
    }

    @Command(description = "Prints the JSON Schema of an action's specs, with defaults.")
    int schema(
            @Mixin Connection connection,
            @Mixin Output output,
            @Parameters(paramLabel = "ID") String id,
            @Parameters(paramLabel = "ACTION") String action) {
        JsonNode schema = connection.api().schema(EXPERIMENT, id, action);
        output.print(schema, schema::toPrettyString);
        return ExitCode.OK;
    }
}
