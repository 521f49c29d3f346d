// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.worker.ExitCode;
import dev.graft.spi.worker.WorkerJob;
import dev.graft.torchkit.train.CheckpointFolder;
import dev.graft.torchkit.worker.StopSignal;
import dev.graft.torchkit.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ReplicaTrainingTest {

    /** Of 32 samples, but the last, which has 29, so that its parts differ. */
    private static final int BATCHES = 20;

    private static final int SAMPLES = 32 * BATCHES - 3;

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void leaveNothing() {
        processes.stream().flatMap(Process::descendants).forEach(ProcessHandle::destroyForcibly);
        processes.forEach(Process::destroyForcibly);
    }

    /** The same global batches, without augmentation. */
    @Test
    void twoProcessesGiveTheLossCurveOfOneOverAnEpoch() throws Exception {
        Process two = start("two", specs(2, 16));
        Process apart = start("apart", specs(2, 16).put("sync_batchnorm", false));
        runHere("one", specs(1, 32));
        List<Double> one = losses("one");

        assertThat(two.waitFor()).as(() -> output("two")).isZero();
        assertThat(apart.waitFor()).as(() -> output("apart")).isZero();
        assertThat(one).hasSize(BATCHES);
        assertThat(one.get(BATCHES - 1)).as("it learns, so that the curve is no line").isLessThan(one.get(0) - 0.2);
        assertThat(largestDifference(losses("two"), one)).isLessThan(1e-4);
        assertThat(largestDifference(losses("apart"), one)).as("without common statistics it is another training").isGreaterThan(1e-3);
        assertThat(folder.resolve("two/epoch_1.pth")).exists();
    }

    /** Drop-out makes both replicas draw random numbers of their own. */
    @Test
    void aStoppedTrainingGoesOnAsIfItHadNot() throws Exception {
        ObjectNode straight = specs(2, 16).put("dropout", 0.3).put("epochs", 2);
        ObjectNode stopped = straight.deepCopy().put("stop_rank_1", BATCHES + 3);

        Process whole = start("whole", straight);
        assertThat(start("parts", stopped).waitFor()).as("asked to stop, the second takes the first along").isEqualTo(ExitCode.TERMINATED.code());
        assertThat(losses("parts")).hasSize(BATCHES + 3);
        assertThat(folder.resolve("parts").resolve(CheckpointFolder.STATE)).exists();

        assertThat(start("parts", straight.deepCopy().put("resume", true)).waitFor()).as(() -> output("parts")).isZero();
        assertThat(whole.waitFor()).as(() -> output("whole")).isZero();
        assertThat(losses("parts")).isEqualTo(losses("whole"));
    }

    @Test
    void moreProcessesThanCoresAreRefused() throws Exception {
        assertThat(runHere("many", specs(5, 16))).isEqualTo(ExitCode.USER);
        assertThat(message("many")).contains("5 processes").contains("granted 2 CPU cores").contains("num_gpu");
    }

    private static ObjectNode specs(int replicas, int batchSize) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("num_gpus", replicas)
                .put("batch_size", batchSize)
                .put("samples", SAMPLES);
    }

    private ExitCode runHere(String name, ObjectNode specs) throws IOException {
        return new Worker(Map.of(Action.TRAIN, SharedTraining::new), new StopSignal()).run(jobFile(name, specs));
    }

    private Process start(String name, ObjectNode specs) throws IOException {
        Path job = jobFile(name, specs);
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SharedTraining.class.getName(),
                        job.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(job.resolveSibling("output").toFile()));
        builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private Path jobFile(String name, ObjectNode specs) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        Path status = own.resolve("status.json");
        Files.deleteIfExists(status);
        WorkerJob job = new WorkerJob(name, "corners", Action.TRAIN, specs, own, status, "", List.of(), 2);
        return Files.writeString(own.resolve("job.json"), job.toJson());
    }

    private List<Double> losses(String name) throws IOException {
        return Files.readAllLines(folder.resolve(name).resolve(SharedTraining.LOSSES)).stream().map(Double::valueOf).toList();
    }

    private static double largestDifference(List<Double> first, List<Double> second) {
        assertThat(first).hasSameSizeAs(second);
        double largest = 0;
        for (int step = 0; step < first.size(); step++) {
            largest = Math.max(largest, Math.abs(first.get(step) - second.get(step)));
        }
        return largest;
    }

    private String message(String name) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(name).resolve("status.json"));
        JsonNode last = JSON.readTree(lines.get(lines.size() - 1));
        assertThat(last.get("status").asText()).isEqualTo("FAILURE");
        return last.get("message").asText();
    }

    private String output(String name) {
        try {
            return Files.readString(folder.resolve(name).resolve("output"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
