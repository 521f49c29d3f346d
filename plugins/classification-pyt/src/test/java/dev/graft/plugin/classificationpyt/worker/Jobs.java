// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationpyt.worker;

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
import java.util.function.Consumer;

/**
 * Runs jobs as a worker process does, inside the test's process, each in a folder of its own.
 *
 * @param root takes the folders
 */
record Jobs(Path root) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String STATUS = "status.json";

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
            return lines.stream().map(line -> line.at("/kpi/" + kpi)).filter(JsonNode::isNumber).map(JsonNode::asDouble).toList();
        }

        List<Double> losses() {
            return lines.stream().map(line -> line.at("/graphical/loss")).filter(JsonNode::isNumber).map(JsonNode::asDouble).toList();
        }

        Path file(String name) {
            return folder.resolve(name);
        }

        JsonNode json(String name) throws IOException {
            return JSON.readTree(file(name).toFile());
        }
    }

    Ended run(String name, Action action, ObjectNode specs) throws IOException {
        return run(name, action, specs, System.getenv().getOrDefault("PATH", ""));
    }

    Ended run(String name, Action action, ObjectNode specs, String searchPath) throws IOException {
        Path file = jobFile(name, action, specs);
        ExitCode exit = new Worker(ClassificationWorker.actions(searchPath), new StopSignal()).run(file);
        return ended(file.getParent(), exit);
    }

    /** Runs a job in a process of its own, which may start others. */
    Ended runInProcess(String name, Action action, ObjectNode specs) throws IOException, InterruptedException {
        Path file = jobFile(name, action, specs);
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ClassificationWorker.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(file.resolveSibling("logs.txt").toFile());
        builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
        Process process = builder.start();
        try {
            return ended(file.getParent(), ExitCode.of(process.waitFor()));
        } finally {
            process.destroyForcibly();
        }
    }

    private Path jobFile(String name, Action action, ObjectNode specs) throws IOException {
        Path folder = Files.createDirectories(root.resolve(name));
        Path status = folder.resolve(STATUS);
        Files.deleteIfExists(status);
        WorkerJob job = new WorkerJob(name, "classification_pyt", action, specs, folder, status, "", List.of(), 2);
        return Files.writeString(folder.resolve("job.json"), job.toJson());
    }

    private static Ended ended(Path folder, ExitCode exit) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve(STATUS))) {
            lines.add(JSON.readTree(line));
        }
        return new Ended(folder, exit, lines);
    }

    /** Specs of a small ResNet-18 on a dataset, for any action. */
    static ObjectNode specs(Digits digits) {
        ObjectNode specs = JsonNodeFactory.instance.objectNode();
        for (String split : List.of("train", "val", "test")) {
            ObjectNode data = specs.withObject("/dataset/data/" + split);
            data.put("data_prefix", digits.images(split).toString());
            data.put("classes", digits.classes().toString());
        }
        specs.withObject("/dataset/data").put("samples_per_gpu", 32);
        specs.withObject("/dataset/data/train").putArray("pipeline").addObject().put("type", "Resize").put("scale", 32);
        specs.withObject("/model/backbone").put("type", "resnet_18");
        return specs;
    }

    /** Specs for a training. */
    static ObjectNode training(Digits digits, int epochs) {
        ObjectNode specs = specs(digits);
        specs.withObject("/train/exp_config").put("manual_seed", 47);
        specs.withObject("/train/train_config/runner").put("max_epochs", epochs);
        specs.withObject("/train/train_config/optimizer").put("type", "AdamW").put("lr", 0.001).put("weight_decay", 0.05);
        return specs;
    }

    /** Specs with a section changed. */
    static ObjectNode with(ObjectNode specs, String pointer, Consumer<ObjectNode> change) {
        change.accept(specs.withObject(pointer));
        return specs;
    }
}
