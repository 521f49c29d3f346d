// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.DatasetPlugin;
import dev.graft.spi.launch.JobInputs;
import dev.graft.spi.launch.LaunchRequest;
import dev.graft.spi.spec.DatasetFacts;
import dev.graft.spi.worker.ExitCode;
import dev.graft.spi.worker.WorkerJob;
import dev.graft.torchkit.worker.StopSignal;
import dev.graft.torchkit.worker.Worker;
import dev.graft.torchkit.worker.WorkerAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs actions on a dataset as server and worker do, inside the test's process: the specs are the plugin's defaults with a test's changes,
 * checked and filled by the plugin.
 *
 * @param plugin the dataset type
 * @param actions what its worker can do
 * @param format of the dataset
 * @param dataset its folder
 * @param jobs takes a folder for each job
 */
record Bench(
        DatasetPlugin plugin, Map<Action, Supplier<WorkerAction>> actions, String format, Path dataset, Path jobs) {

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * A job that has ended.
     *
     * @param results what it made
     * @param exit how it ended
     * @param lines its status lines
     */
    record Ended(Path results, ExitCode exit, List<JsonNode> lines) {

        String message() {
            return lines.get(lines.size() - 1).get("message").asText();
        }

        Path file(String name) {
            return results.resolve(name);
        }

        JsonNode json(String name) throws IOException {
            return JSON.readTree(results.resolve(name).toFile());
        }

        /** Number of faults of a kind. */
        long faults(String kind) throws IOException {
            return Files.exists(results.resolve("faults.json")) ? json("faults.json").at("/by_kind/" + kind).asLong() : 0;
        }

        /** The value of a figure; NaN if none was told. */
        double figure(String name) {
            return lines.stream().map(line -> line.at("/kpi/" + name)).filter(JsonNode::isNumber).mapToDouble(JsonNode::asDouble)
                    .findFirst().orElse(Double.NaN);
        }
    }

    Ended run(Action action) throws IOException {
        return run(action, specs -> {});
    }

    Ended run(Action action, Consumer<ObjectNode> changes) throws IOException {
        Path folder = Files.createTempDirectory(Files.createDirectories(jobs), action.wireName());
        Path results = Files.createDirectories(folder.resolve("results"));
        DatasetFacts facts = DatasetFacts.ofOwn(
                new DatasetFacts.Facts("own", plugin.dataset().type(), format, List.of(), Map.of()));
        ObjectNode specs = plugin.adaptDefaults(action, plugin.specs(action).defaults(), facts);
        changes.accept(specs);
        JobInputs.Dataset own = new JobInputs.Dataset("own", plugin.dataset().type(), format, dataset);
        JobInputs inputs = new JobInputs(
                List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(own), Optional.empty(), List.of(),
                Optional.empty());
        ObjectNode filled = plugin.launcher(action)
                .plan(new LaunchRequest("job", action, specs, inputs, results, "", 0))
                .specs();
        Path status = folder.resolve("status.json");
        Path jobFile = Files.writeString(
                folder.resolve("job.json"),
                new WorkerJob("job", plugin.dataset().type(), action, filled, results, status, "", List.of(), 2).toJson());
        ExitCode exit = new Worker(actions, new StopSignal()).run(jobFile);
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(status)) {
            lines.add(JSON.readTree(line));
        }
        return new Ended(results, exit, lines);
    }
}
