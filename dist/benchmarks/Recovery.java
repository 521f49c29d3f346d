// SPDX-License-Identifier: Apache-2.0

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.worker.WorkerJob;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a long training takes and what a killed one loses, in worker processes as the server starts them: the resident memory over many
 * epochs of a resnet_18, and the figures of a training whose worker is killed in a random epoch, again and again, and queued again from
 * its latest checkpoint, against those of an undisturbed one.
 */
class Recovery {

    private static final String WORKER = "dev.graft.plugin.classificationpyt.worker.ClassificationWorker";
    private static final JsonMapper JSON = new JsonMapper();
    private static final long LOOK_MILLIS = 20;

    private final Path digits;
    private final Path folder;

    Recovery(Path digits, Path folder) {
        this.digits = digits;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Recovery recovery = new Recovery(Path.of(arguments[0]), Path.of(arguments[1]));
        recovery.memory(Integer.parseInt(arguments[2]));
        recovery.kills(Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]), new SplittableRandom());
    }

    /** Resident memory by epoch. */
    private void memory(int epochs) throws IOException, InterruptedException {
        Path job = job("long", specs(subset("few", 8), epochs, epochs));
        Process process = start(job, Optional.empty());
        Map<Integer, Long> resident = new TreeMap<>();
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            int epoch = finishedEpochs(job);
            if (epoch > 0) {
                resident.merge(epoch, residentMegabytes(process.pid()), Math::max);
            }
        }
        System.out.println("resident memory, MB, after epoch");
        resident.forEach((epoch, megabytes) -> {
            if (epoch == 2 || epoch % Math.max(1, epochs / 10) == 0) {
                System.out.printf(Locale.ROOT, "%5d %6d%n", epoch, megabytes);
            }
        });
        System.out.println("exit code " + process.exitValue() + ", " + losses(job).size() + " epochs");
    }

    private void kills(int epochs, int kills, SplittableRandom random) throws IOException, InterruptedException {
        Path dataset = subset("some", 40);
        Path whole = job("whole", specs(dataset, epochs, 1));
        start(whole, Optional.empty()).waitFor();
        Path killed = job("killed", specs(dataset, epochs, 1));
        for (int kill = 1; kill <= kills; kill++) {
            int epoch = finishedEpochs(killed) + random.nextInt(Math.max(1, (epochs - finishedEpochs(killed)) / 2));
            Process process = start(killed, latest(killed));
            while (process.isAlive() && finishedEpochs(killed) < epoch) {
                process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            }
            // Somewhere within that epoch: its steps, its validation, or its checkpoint.
            process.waitFor(random.nextInt(2500), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            System.out.printf(
                    Locale.ROOT, "killed in epoch %d; latest checkpoint %s%n", finishedEpochs(killed) + 1, latest(killed).map(Path::getFileName));
        }
        Process last = start(killed, latest(killed));
        System.out.println("last run: exit code " + last.waitFor());
        System.out.println("losses equal: " + losses(killed).equals(losses(whole)) + " " + losses(killed).values());
        System.out.println("accuracies equal: " + accuracies(killed).equals(accuracies(whole)) + " " + accuracies(killed).values());
        String checkpoint = "epoch_" + epochs + ".pth";
        System.out.println("weights equal: " + weights(killed.resolve(checkpoint)).equals(weights(whole.resolve(checkpoint))));
    }

    /** What follows the header, which names the specs. */
    private static ByteBuffer weights(Path safetensors) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(safetensors)).order(ByteOrder.LITTLE_ENDIAN);
        return bytes.position(Math.toIntExact(Long.BYTES + bytes.getLong(0)));
    }

    private Path subset(String name, int perClass) throws IOException {
        Path target = folder.resolve(name);
        for (String digit : List.of("digit_0", "digit_1", "digit_2", "digit_3")) {
            copy(digits.resolve("train").resolve(digit), target.resolve("images_train").resolve(digit), perClass);
            copy(digits.resolve("test").resolve(digit), target.resolve("images_val").resolve(digit), perClass / 2);
        }
        return target;
    }

    private static void copy(Path source, Path target, int most) throws IOException {
        Files.createDirectories(target);
        try (Stream<Path> files = Files.list(source)) {
            for (Path file : files.sorted().limit(most).toList()) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
    }

    private static ObjectNode specs(Path dataset, int epochs, int checkpointEvery) {
        ObjectNode specs = JSON.createObjectNode();
        for (String split : List.of("train", "val")) {
            specs.withObject("/dataset/data/" + split).put("data_prefix", dataset.resolve("images_" + split).toString());
        }
        specs.withObject("/dataset/data").put("samples_per_gpu", 16);
        specs.withObject("/dataset/data/train").putArray("pipeline").addObject().put("type", "RandomResizedCrop").put("scale", 32);
        specs.withObject("/model/backbone").put("type", "resnet_18");
        specs.withObject("/train/exp_config").put("manual_seed", 1);
        ObjectNode config = specs.withObject("/train/train_config");
        config.withObject("/runner").put("max_epochs", epochs);
        config.withObject("/optimizer").put("type", "AdamW").put("lr", 0.0005);
        config.withObject("/checkpoint_config").put("interval", checkpointEvery).put("max_keep_ckpts", 2);
        return specs;
    }

    private Path job(String name, ObjectNode specs) throws IOException {
        Path results = Files.createDirectories(folder.resolve(name));
        Files.writeString(results.resolve("specs.json"), specs.toString());
        return results;
    }

    /** As the server queues a job again: from its latest checkpoint, if it has one. */
    private static Process start(Path results, Optional<Path> checkpoint) throws IOException {
        ObjectNode specs = (ObjectNode) JSON.readTree(results.resolve("specs.json").toFile());
        checkpoint.ifPresent(file ->
                specs.withObject("/train/train_config").put("resume_training_checkpoint_path", file.toString()));
        WorkerJob job = new WorkerJob(
                results.getFileName().toString(),
                "classification_pyt",
                Action.TRAIN,
                specs,
                results,
                results.resolve("status.json"),
                "",
                List.of(),
                Runtime.getRuntime().availableProcessors());
        Path file = Files.writeString(results.resolve("job.json"), job.toJson());
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-Dorg.bytedeco.javacpp.cachedir=" + System.getProperty("org.bytedeco.javacpp.cachedir"),
                        "-cp",
                        System.getProperty("recovery.classpath"),
                        WORKER,
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(results.resolve("log.txt").toFile()))
                .start();
    }

    private static Optional<Path> latest(Path results) throws IOException {
        Path marks = results.resolve("checkpoints.json");
        return Files.exists(marks)
                ? Optional.of(results.resolve(JSON.readTree(marks.toFile()).at("/latest/file").asText()))
                : Optional.empty();
    }

    private static int finishedEpochs(Path results) throws IOException {
        return losses(results).keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private static Map<Integer, Double> losses(Path results) throws IOException {
        return figures(results, "/graphical/loss");
    }

    private static Map<Integer, Double> accuracies(Path results) throws IOException {
        return figures(results, "/kpi/accuracy_top-1");
    }

    /** The figures by epoch; of an epoch that was trained twice the later one. */
    private static Map<Integer, Double> figures(Path results, String pointer) throws IOException {
        Map<Integer, Double> figures = new TreeMap<>();
        Path status = results.resolve("status.json");
        if (Files.exists(status)) {
            for (String line : Files.readAllLines(status)) {
                JsonNode node = JSON.readTree(line);
                if (node.at(pointer).isNumber()) {
                    figures.put(node.get("epoch").asInt(), node.at(pointer).asDouble());
                }
            }
        }
        return figures;
    }

    private static long residentMegabytes(long pid) throws IOException {
        Path file = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.exists(file)) {
            return 0;
        }
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}
