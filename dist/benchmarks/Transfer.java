// SPDX-License-Identifier: Apache-2.0

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.worker.WorkerJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What an earlier training is worth: 20 images each of the digits 5 to 9, learnt from scratch and from a network that was trained on 0 to 4.
 * Same specs but for the beginning, three seeds, each in a worker process as the server starts it.
 */
class Transfer {

    private static final String WORKER = "dev.graft.plugin.classificationpyt.worker.ClassificationWorker";
    private static final JsonMapper JSON = new JsonMapper();
    private static final int FIRST_EPOCHS = 5;
    private static final int EPOCHS = 3;

    private final Path digits;
    private final Path folder;

    Transfer(Path digits, Path folder) {
        this.digits = digits;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        new Transfer(Path.of(arguments[0]), Path.of(arguments[1])).run();
    }

    private void run() throws IOException, InterruptedException {
        Path known = subset("known", 0, 4, 150);
        Path wanted = subset("wanted", 5, 9, 20);
        ObjectNode first = specs(known, FIRST_EPOCHS, 32, 0.001, 47);
        System.out.printf(Locale.ROOT, "digits 0 to 4: accuracy %.3f%n", train("known-job", first));
        Path checkpoint = folder.resolve("known-job/epoch_" + FIRST_EPOCHS + ".pth");
        System.out.println("seed   scratch   transfer");
        double scratchSum = 0;
        double transferSum = 0;
        for (int seed = 1; seed <= 3; seed++) {
            double scratch = train("scratch" + seed, specs(wanted, EPOCHS, 20, 0.0005, seed));
            ObjectNode specs = specs(wanted, EPOCHS, 20, 0.0005, seed);
            specs.withObject("/model/backbone").put("pretrained", checkpoint.toString());
            double transfer = train("transfer" + seed, specs);
            System.out.printf(Locale.ROOT, "%4d   %7.3f   %8.3f%n", seed, scratch, transfer);
            scratchSum += scratch;
            transferSum += transfer;
        }
        System.out.printf(
                Locale.ROOT,
                "mean   %7.3f   %8.3f   gain %.1f points (wanted: at least 5)%n",
                scratchSum / 3,
                transferSum / 3,
                100 * (transferSum - scratchSum) / 3);
    }

    private Path subset(String name, int from, int to, int perClass) throws IOException {
        Path target = folder.resolve(name);
        List<String> classes = IntStream.rangeClosed(from, to).mapToObj(digit -> "digit_" + digit).toList();
        for (String digit : classes) {
            copy(digits.resolve("train").resolve(digit), target.resolve("images_train").resolve(digit), perClass);
            copy(digits.resolve("test").resolve(digit), target.resolve("images_val").resolve(digit), 50);
        }
        Files.write(target.resolve("classes.txt"), classes);
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

    private static ObjectNode specs(Path dataset, int epochs, int batch, double rate, int seed) {
        ObjectNode specs = JSON.createObjectNode();
        for (String split : List.of("train", "val")) {
            specs.withObject("/dataset/data/" + split)
                    .put("data_prefix", dataset.resolve("images_" + split).toString())
                    .put("classes", dataset.resolve("classes.txt").toString());
        }
        specs.withObject("/dataset/data").put("samples_per_gpu", batch);
        // Crops keep the first training from fitting its few images so closely that its features are of no use for others.
        ObjectNode crop = specs.withObject("/dataset/data/train").putArray("pipeline").addObject();
        crop.put("type", "RandomResizedCrop").put("scale", 32);
        crop.putArray("crop_ratio_range").add(0.7).add(1.0);
        crop.putArray("aspect_ratio_range").add(0.8).add(1.25);
        specs.withObject("/model/backbone").put("type", "resnet_18");
        specs.withObject("/train/exp_config").put("manual_seed", seed);
        ObjectNode config = specs.withObject("/train/train_config");
        config.withObject("/runner").put("max_epochs", epochs);
        config.withObject("/optimizer").put("type", "AdamW").put("lr", rate);
        config.withObject("/checkpoint_config").put("interval", epochs);
        config.withObject("/evaluation").put("interval", epochs);
        return specs;
    }

    /** Accuracy after the last epoch. */
    private double train(String name, ObjectNode specs) throws IOException, InterruptedException {
        Path results = Files.createDirectories(folder.resolve(name));
        int cores = Runtime.getRuntime().availableProcessors();
        Path status = results.resolve("status.json");
        WorkerJob job = new WorkerJob(
                name, "classification_pyt", Action.TRAIN, specs, results, status, "", List.of(), cores);
        Path file = Files.writeString(results.resolve("job.json"), job.toJson());
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-Dorg.bytedeco.javacpp.cachedir=" + System.getProperty("org.bytedeco.javacpp.cachedir"),
                        "-cp",
                        System.getProperty("transfer.classpath"),
                        WORKER,
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(results.resolve("log.txt").toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("the training failed: " + Files.readString(results.resolve("log.txt")));
        }
        List<Double> accuracies = new ArrayList<>();
        for (String line : Files.readAllLines(status)) {
            JsonNode accuracy = JSON.readTree(line).at("/kpi/accuracy_top-1");
            if (accuracy.isNumber()) {
                accuracies.add(accuracy.asDouble());
            }
        }
        return accuracies.get(accuracies.size() - 1);
    }
}
