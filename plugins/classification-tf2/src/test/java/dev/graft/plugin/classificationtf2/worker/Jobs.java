// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationtf2.worker;

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
        WorkerJob job = new WorkerJob(name, "classification_tf2", action, specs, folder, status, "", List.of(), 2);
        Path file = Files.writeString(folder.resolve("job.json"), job.toJson());
        ExitCode exit = new Worker(ClassificationWorker.actions(folder.toString()), new StopSignal()).run(file);
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(status)) {
            lines.add(JSON.readTree(line));
        }
        return new Ended(folder, exit, lines);
    }

    /** Specs of a network on a dataset of small images, for any action. */
    static ObjectNode specs(Digits digits, String backbone) {
        ObjectNode specs = JsonNodeFactory.instance.objectNode();
        specs.withObject("/dataset")
                .put("train_dataset_path", digits.images("train"))
                .put("val_dataset_path", digits.images("val"))
                .put("preprocess_mode", "torch");
        specs.withObject("/dataset/augmentation")
                .put("enable_random_crop", false)
                .put("enable_center_crop", false)
                .put("disable_horizontal_flip", true);
        specs.withObject("/model").put("backbone", backbone).put("input_width", 32).put("input_height", 32);
        specs.withObject("/evaluate").put("batch_size", 50).put("n_workers", 2);
        return specs;
    }

    /** Specs for a training with Adam. */
    static ObjectNode training(Digits digits, String backbone, int epochs) {
        ObjectNode specs = specs(digits, backbone);
        specs.withObject("/train").put("num_epochs", epochs).put("batch_size_per_gpu", 32);
        specs.withObject("/train/optim_config")
                .put("optimizer", "adam")
                .put("lr", 0.001)
                .put("decay", 0)
                .put("beta_1", 0.9)
                .put("beta_2", 0.999)
                .put("epsilon", 1e-7);
        return specs;
    }
}
