// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.mlrecog.worker;

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
        WorkerJob job = new WorkerJob(name, "ml_recog", action, specs, folder, status, "", List.of(), 2);
        Path file = Files.writeString(folder.resolve("job.json"), job.toJson());
        ExitCode exit = new Worker(MlRecogWorker.actions(folder.toString()), new StopSignal()).run(file);
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(status)) {
            lines.add(JSON.readTree(line));
        }
        return new Ended(folder, exit, lines);
    }

    /** Specs of a small network and the unknown digits, for any action. */
    static ObjectNode specs(Digits digits) {
        ObjectNode specs = JsonNodeFactory.instance.objectNode();
        specs.withObject("/model").put("backbone", "resnet_18").put("input_width", 32).put("input_height", 32).put("feat_dim", 256);
        specs.withObject("/dataset").put("workers", 2);
        specs.withObject("/dataset/val_dataset").put("reference", digits.unknown("reference")).put("query", digits.unknown("test"));
        return specs;
    }

    /** Specs for a training on the known digits, whose images are not mirrored, erased or coloured. */
    static ObjectNode training(Digits digits, int epochs) {
        ObjectNode specs = specs(digits);
        specs.withObject("/dataset").put("train_dataset", digits.known("train")).put("num_instance", 4).put("prob", 0).put("re_prob", 0);
        specs.withObject("/dataset/color_augmentation").put("enabled", false);
        specs.withObject("/dataset/val_dataset").put("reference", digits.known("reference")).put("query", digits.known("val"));
        specs.withObject("/train")
                .put("num_epochs", epochs)
                .put("checkpoint_interval", 1)
                .put("batch_size", 64)
                .put("val_batch_size", 50)
                .put("smooth_loss", false);
        specs.withObject("/train/optim").put("warmup_iters", 0).put("triplet_loss_margin", 0.3);
        for (String part : List.of("trunk", "embedder")) {
            specs.withObject("/train/optim/" + part).put("base_lr", 0.001);
        }
        return specs;
    }

    /** The same, for a training that ends with two epochs at lower rates. */
    static ObjectNode annealed(Digits digits, int epochs) {
        ObjectNode specs = training(digits, epochs);
        specs.withObject("/train").put("checkpoint_interval", epochs);
        specs.withObject("/train/optim").putArray("steps").add(epochs - 2).add(epochs - 1);
        return specs;
    }
}
