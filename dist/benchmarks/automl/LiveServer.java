// SPDX-License-Identifier: Apache-2.0

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.cli.client.Credential;
import dev.graft.cli.client.DatasetPull;
import dev.graft.cli.client.GraftApi;
import dev.graft.cli.client.HttpApi;
import dev.graft.cli.client.JobRef;
import dev.graft.cli.client.JobView;
import dev.graft.cli.client.OwnerKind;
import dev.graft.cli.client.Poll;
import dev.graft.cli.client.Transfer;
import dev.graft.cli.server.FreePort;
import dev.graft.cli.server.ServerProcess;
import dev.graft.cli.server.ServerSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A server of its own on an empty folder, and an experiment of classification_pyt on the example digits. */
final class LiveServer implements AutoCloseable {

    static final String RATE = "train.train_config.optimizer.lr";

    private static final String ORG = "benchmark";
    private static final String KEY = "benchmark-benchmark-benchmark-benchmark";
    private static final Duration START = Duration.ofMinutes(10);
    private static final Poll OFTEN = new Poll(Duration.ofMillis(100));

    private final ServerSetup setup;
    private final Path digits;
    private ServerProcess server;

    /**
     * Starts it with two slots of one core each.
     *
     * @param arguments the distribution, an empty folder, and the folder of the unpacked digits
     */
    LiveServer(String[] arguments) {
        setup = new ServerSetup(
                Path.of(arguments[0]),
                FreePort.find(),
                Path.of(arguments[1], "data"),
                Path.of(arguments[1], "server.log"),
                Map.of("GRAFT_API_KEY", KEY, "GRAFT_ORG", ORG, "GRAFT_LOCAL_SLOTS", "2", "GRAFT_LOCAL_CORES", "1"));
        digits = Path.of(arguments[2]);
        start();
    }

    void start() {
        server = ServerProcess.start(setup).awaitReady(START);
    }

    /** As {@code kill -9}. */
    void kill() {
        server.handle().destroyForcibly();
        server.handle().onExit().join();
    }

    GraftApi api() {
        return new GraftApi(HttpApi.at(setup.url()).as(Credential.apiKey(KEY)), ORG);
    }

    /** The folder of its jobs' folders. */
    Path jobs() {
        return setup.data().resolve("orgs").resolve(ORG).resolve("jobs");
    }

    @Override
    public void close() {
        server.closeWithWorkers();
        workers(jobs().toString()).forEach(ProcessHandle::destroyForcibly);
    }

    String experiment(int train, int test) {
        ObjectNode body = JsonNodeFactory.instance.objectNode()
                .put("name", "digits")
                .put("network_arch", "classification_pyt")
                .put("metric", "kpi")
                .put("eval_dataset", dataset("test", "images_val", test));
        body.putArray("train_datasets").add(dataset("train", "images_train", train));
        return api().create(OwnerKind.EXPERIMENT, body).path("id").asText();
    }

    /** Uploads so many pictures of each digit. */
    private String dataset(String part, String target, int perDigit) {
        String id = api().create(OwnerKind.DATASET, JsonNodeFactory.instance.objectNode()
                .put("name", part).put("type", "image_classification").put("format", "classification_pyt")).path("id").asText();
        Path folder = setup.log().resolveSibling(target);
        Path archive = folder.resolveSibling(target + ".tar.gz");
        try {
            for (int digit = 0; digit < 10; digit++) {
                Path from = digits.resolve(part).resolve("digit_" + digit);
                Path to = Files.createDirectories(folder.resolve(target).resolve("digit_" + digit));
                try (Stream<Path> pictures = Files.list(from)) {
                    for (Path picture : pictures.sorted().limit(perDigit).toList()) {
                        Files.copy(picture, to.resolve(picture.getFileName()));
                    }
                }
            }
            Files.copy(digits.resolve("classes.txt"), folder.resolve("classes.txt"));
            Process tar = new ProcessBuilder("tar", "-czf", archive.toString(), "-C", folder.toString(), "classes.txt", target)
                    .inheritIO().start();
            require(tar.waitFor() == 0, "tar packs the digits");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        api().upload(id, archive, Transfer.SILENT);
        JsonNode pulled = new DatasetPull(api(), id).await();
        DatasetPull.reason(pulled).ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
        return id;
    }

    void settings(String experiment, String algorithm, int trials, int parallel, List<String> added) {
        ObjectNode change = JsonNodeFactory.instance.objectNode();
        change.putObject("automl_settings")
                .put("automl_enabled", true)
                .put("automl_algorithm", algorithm)
                .put("automl_max_recommendations", trials)
                .put("automl_max_parallel", parallel)
                .put("automl_R", 3)
                .put("automl_nu", 3)
                .put("override_automl_disabled_params", true)
                .put("automl_add_hyperparameters", "[\"" + String.join("\", \"", added) + "\"]")
                .put("automl_remove_hyperparameters", "[\"model.head.lr_head.C\"]");
        api().change(OwnerKind.EXPERIMENT, experiment, change);
    }

    static ObjectNode specs(int epochs, String crop, int batch) {
        ObjectNode specs = JsonNodeFactory.instance.objectNode();
        specs.putObject("model").putObject("backbone").put("type", "resnet_18");
        ObjectNode data = specs.putObject("dataset").putObject("data").put("samples_per_gpu", batch);
        data.putObject("train").putArray("pipeline")
                .add(JsonNodeFactory.instance.objectNode().put("type", crop).put("scale", 32))
                .add(JsonNodeFactory.instance.objectNode().put("type", "RandomFlip").put("prob", 0.5).put("direction", "horizontal"));
        ObjectNode config = specs.putObject("train").putObject("train_config");
        config.putObject("runner").put("max_epochs", epochs);
        config.putObject("optimizer").put("type", "SGD").put("lr", 0.01).put("weight_decay", 0.001);
        config.putObject("checkpoint_config").put("interval", 1);
        return specs;
    }

    JobRef submit(String experiment, String action, ObjectNode specs, Optional<String> parent) {
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("action", action);
        request.set("specs", specs);
        parent.ifPresent(job -> request.put("parent_job_id", job));
        return api().submit(OwnerKind.EXPERIMENT, experiment, request);
    }

    JobView end(JobRef job) {
        return new JobView(OFTEN.until(() -> api().job(job), json -> new JobView(json).ended(), json -> {}));
    }

    JsonNode details(JobRef search) {
        return api().http().get(
                "/api/v1/orgs/" + ORG + "/experiments/" + search.ownerId() + "/jobs/" + search.jobId() + ":automl_details", Map.of());
    }

    static List<JsonNode> trials(JsonNode details) {
        return stream(details.path("trials")).toList();
    }

    static DoubleStream scores(JsonNode details) {
        return trials(details).stream().filter(trial -> trial.has("value")).mapToDouble(trial -> trial.path("value").asDouble());
    }

    static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    /** The processes whose command line names a job or a folder, and which are not the server. */
    static List<ProcessHandle> workers(String word) {
        return ProcessHandle.allProcesses().filter(process -> commandLine(process).contains(word)).toList();
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
        } catch (IOException e) {
            // It has just ended.
            return "";
        }
    }

    static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("it does not hold that " + what);
        }
    }
}
