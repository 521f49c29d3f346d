// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import dev.graft.spi.status.StatusLine;
import dev.graft.spi.status.StatusLine.State;
import dev.graft.spi.worker.ExitCode;
import dev.graft.spi.worker.WorkerJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;

/** A worker's main class that does what the field {@code do} of its specs says; run in processes of its own. */
public final class ScriptedWorker {

    private static final int EPOCHS = 3;

    private final WorkerJob job;

    private ScriptedWorker(WorkerJob job) {
        this.job = job;
    }

    public static void main(String[] arguments) throws Exception {
        new ScriptedWorker(WorkerJob.read(Path.of(arguments[0]))).run();
    }

    private void run() throws Exception {
        System.out.println("working with " + job.cores() + " cores, OMP_NUM_THREADS=" + System.getenv("OMP_NUM_THREADS"));
        say(StatusLine.of(State.STARTED, "up and doing"));
        switch (job.specs().path("do").asText("succeed")) {
            case "succeed" -> succeed();
            case "train" -> train();
            case "fail" -> end(State.FAILURE, "num_classes is 7 but the dataset has 10 classes; set it to 10", ExitCode.USER);
            case "fail silently" -> System.exit(ExitCode.INTERNAL.code());
            case "say nothing" -> System.exit(0);
            case "hang" -> new CountDownLatch(1).await();
            case "ignore signals" -> ignoreSignals();
            case "spawn" -> spawn();
            case "fill memory" -> fillMemory();
            default -> throw new IllegalArgumentException(job.specs().toString());
        }
    }

    private void succeed() throws IOException {
        Files.writeString(job.resultsDir().resolve("result.csv"), "path,label\n");
        Files.createDirectories(job.resultsDir().resolve("pictures"));
        Files.writeString(job.resultsDir().resolve("pictures").resolve("1.txt"), "a picture");
        end(State.SUCCESS, "all done", ExitCode.SUCCESS);
    }

    /** Three epochs with a checkpoint each, the second the best; waits for a file {@code go} after the first when specs say so. */
    private void train() throws Exception {
        String from = job.specs().path("resume").asText("");
        int first = from.isEmpty() ? 1 : Integer.parseInt(from.replaceAll(".*_(\\d+)\\.pth", "$1")) + 1;
        for (int epoch = first; epoch <= EPOCHS; epoch++) {
            Files.writeString(job.resultsDir().resolve("epoch_" + epoch + ".pth"), "weights " + epoch);
            say(epochLine(epoch));
            if (epoch == 1 && job.specs().path("wait").asBoolean()) {
                new CountDownLatch(1).await();
            }
        }
        end(State.SUCCESS, "trained from epoch " + first, ExitCode.SUCCESS);
    }

    private static StatusLine epochLine(int epoch) {
        return new StatusLine(
                LocalDateTime.now(),
                State.RUNNING,
                "epoch " + epoch,
                OptionalLong.of(epoch),
                OptionalLong.of(EPOCHS),
                Optional.empty(),
                Optional.empty(),
                Map.of("accuracy", epoch == 2 ? 0.9 : 0.5),
                Map.of(),
                Map.of(),
                OptionalDouble.empty());
    }

    private void ignoreSignals() throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        System.out.println("deaf");
        new CountDownLatch(1).await();
    }

    private void spawn() throws Exception {
        Process child = new ProcessBuilder("sleep", "600").start();
        System.out.println("child " + child.pid());
        new CountDownLatch(1).await();
    }

    private static void fillMemory() {
        List<byte[]> all = new ArrayList<>();
        while (true) {
            all.add(new byte[1 << 20]);
        }
    }

    private void end(State state, String message, ExitCode code) throws IOException {
        say(StatusLine.of(state, message));
        System.exit(code.code());
    }

    private void say(StatusLine line) throws IOException {
        Files.writeString(job.statusFile(), line.toJson() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
