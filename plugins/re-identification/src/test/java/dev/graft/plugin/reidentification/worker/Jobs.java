// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.reidentification.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.worker.ExitCode;
import dev.graft.spi.worker.WorkerJob;
import dev.graft.torchkit.worker.StopSignal;
import dev.graft.torchkit.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs jobs as a worker process does, inside the test's process, each in a folder of its own.
 *
 * @param root takes the folders
 */
record Jobs(Path root) {

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * A job that has ended.
     *
     * @param folder its results
     * @param exit how it ended
     * @param lines its status lines
     */
    record Ended(Path folder, ExitCode exit, List<JsonNode> lines) {

        String message() {
            return lines.get(lines.size() - 1).get("message").asText();
        }

        /** The values of a metric, epoch by epoch. */
        List<Double> values(String kpi) {
            return numbers("/kpi/" + kpi);
        }

        List<Double> losses() {
            return numbers("/graphical/loss");
        }

        List<Double> rates() {
            return numbers("/graphical/learning_rate");
        }

        private List<Double> numbers(String pointer) {
            return lines.stream().map(line -> line.at(pointer)).filter(JsonNode::isNumber).map(JsonNode::asDouble).toList();
        }

        Path file(String name) {
            return folder.resolve(name);
        }

        JsonNode json(String name) throws IOException {
            return JSON.readTree(file(name).toFile());
        }

        /** The checkpoint of the best epoch. */
        String best() throws IOException {
            return file(json("checkpoints.json").at("/best/file").asText()).toString();
        }
    }

    Ended run(String name, Action action, ObjectNode specs) throws IOException {
        Path folder = Files.createDirectories(root.resolve(name));
        Path status = folder.resolve("status.json");
        Files.deleteIfExists(status);
        WorkerJob job = new WorkerJob(name, "re_identification", action, specs, folder, status, "", List.of(), 2);
        Path file = Files.writeString(folder.resolve("job.json"), job.toJson());
        ExitCode exit = new Worker(ReIdWorker.actions(), new StopSignal()).run(file);
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(status)) {
            lines.add(JSON.readTree(line));
        }
        return new Ended(folder, exit, lines);
    }

    /** Specs of a small network, for any action. */
    static ObjectNode specs() {
        ObjectNode specs = JsonNodeFactory.instance.objectNode();
        specs.withObject("/model").put("backbone", "resnet_18").put("input_width", 32).put("input_height", 64).put("feat_dim", 128);
        specs.withObject("/dataset").put("batch_size", 64).put("num_workers", 2);
        return specs;
    }

    /** Specs for a training, whose images are not mirrored. */
    static ObjectNode training(People people, int epochs) {
        ObjectNode specs = specs();
        specs.withObject("/dataset")
                .put("train_dataset_dir", people.folder("sample_train"))
                .put("test_dataset_dir", people.folder("sample_test"))
                .put("query_dataset_dir", people.folder("sample_query"))
                .put("padding", 2)
                .put("prob", 0)
                .put("re_prob", 0);
        specs.withObject("/re_ranking").put("re_ranking", false);
        specs.withObject("/train").put("num_epochs", epochs);
        specs.withObject("/train/optim").put("base_lr", 0.001).put("warmup_iters", 2).put("warmup_factor", 0.1).putArray("lr_steps").add(9).add(11);
        return specs;
    }

    /** Specs that look people up with a model. */
    static ObjectNode search(People people, String model, String section) {
        ObjectNode specs = specs();
        specs.withObject("/" + section)
                .put("checkpoint", model)
                .put("query_dataset", people.folder("sample_query"))
                .put("test_dataset", people.folder("sample_test"));
        return specs;
    }
}
