// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.cli.client.ApiException;
import dev.graft.cli.client.DatasetPull;
import dev.graft.cli.client.GraftApi;
import dev.graft.cli.client.JobRef;
import dev.graft.cli.client.JobView;
import dev.graft.cli.client.OwnerKind;
import dev.graft.cli.client.Transfer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** New plugins, from {@code graft plugin new} to a Done job on a server that runs on, and out of it again. */
@ExtendWith(SharedServer.class)
class PluginIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private record Run(int exitCode, String output) {}

    private final TestServer server;
    private final StripesExperiment stripes;
    private final GraftApi api;

    @TempDir
    private Path folder;

    PluginIT(TestServer server, StripesExperiment stripes) {
        this.server = server;
        this.stripes = stripes;
        this.api = server.api();
    }

    @Test
    void aNewNetworkInJavaTrainsAndIsEvaluatedAndStaysWhileAJobRuns() throws Exception {
        assertSuccess(graft("plugin", "new", "ripple_net", "--package", "com.acme.ripple", "--into", folder.resolve("ripple").toString()));
        Path zip = PluginProject.build(folder.resolve("ripple"));
        String evaluation = dataset(
                "image_classification", "classification_pyt", StripesExperiment.archive(folder.resolve("val.tar.gz"), "images_val"));
        assertSuccess(graft("plugin", "verify", zip.toString()));
        assertThat(createExperiment("ripple_net", stripes.dataset(), evaluation).path("error")).as("before the plugin is there").isNotEmpty();

        assertSuccess(graft("plugin", "install", zip.toString()));
        JsonNode experiment = createExperiment("ripple_net", stripes.dataset(), evaluation);
        String id = experiment.path("id").asText();
        JobRef train = submit(id, "train", specs("train", "epochs", 12), Optional.empty());
        JobView trained = Eventually.job(api, train, LIMIT, JobView::done);
        assertThat(trained.series("accuracy")).hasSize(12);
        assertThat(trained.last("accuracy").orElseThrow()).isGreaterThan(0.9);
        JobRef evaluate = submit(id, "evaluate", JsonNodeFactory.instance.objectNode(), Optional.of(train.jobId()));
        assertThat(Eventually.job(api, evaluate, LIMIT, JobView::done).last("accuracy").orElseThrow()).isGreaterThan(0.8);

        JobRef endless = submit(id, "train", specs("train", "epochs", 3_000), Optional.empty());
        Eventually.job(api, endless, LIMIT, job -> job.epoch().isPresent());
        Run inUse = graft("plugin", "remove", "ripple_net");
        assertThat(inUse.exitCode()).isEqualTo(1);
        assertThat(inUse.output()).contains(endless.jobId(), "in use by a running job");
        assertThat(graft("plugin", "install", zip.toString()).output()).contains(endless.jobId());
        api.cancel(endless);
        Eventually.job(api, endless, LIMIT, JobView::ended);
        assertSuccess(graft("plugin", "remove", "ripple_net"));
        assertThat(graft("plugin", "list").output()).doesNotContain("ripple_net");
    }

    @Test
    void aNewNetworkOfFilesTrainsByItsCommand() throws Exception {
        Path project = folder.resolve("wave");
        assertSuccess(graft("plugin", "new", "--yaml", "wave_fit", "--into", project.toString()));
        assertSuccess(graft("plugin", "verify", project.toString()));
        assertSuccess(graft("plugin", "install", project.toString()));
        String points = dataset("table", "default", points());
        String id = createExperiment("wave_fit", points, points).path("id").asText();

        JobRef train = submit(id, "train", specs("train", "epochs", 300), Optional.empty());
        JobView trained = Eventually.job(api, train, LIMIT, JobView::done);
        assertThat(trained.series("rmse")).hasSize(300);
        assertThat(trained.last("rmse").orElseThrow()).isLessThan(1e-3);
        JobRef evaluate = submit(id, "evaluate", JsonNodeFactory.instance.objectNode(), Optional.of(train.jobId()));
        assertThat(Eventually.job(api, evaluate, LIMIT, JobView::done).last("rmse").orElseThrow()).isLessThan(1e-3);

        ObjectNode tooFast = specs("train", "epochs", 300);
        tooFast.withObject("/train").put("learning_rate", 0.9);
        JobView failed = Eventually.job(api, submit(id, "train", tooFast, Optional.empty()), LIMIT, JobView::ended);
        assertThat(failed.status()).isEqualTo("Error");
        assertThat(failed.message()).contains("lower train.learning_rate");
        assertSuccess(graft("plugin", "remove", "wave_fit"));
        assertThat(api.list(OwnerKind.EXPERIMENT, Map.of()).findValuesAsText("network_arch")).as("experiments stay").contains("wave_fit");
    }

    private Path points() throws IOException {
        try (TestArchive archive = TestArchive.at(folder.resolve("points.tar.gz"))) {
            return archive.text("points.csv", "x,y\n0,1\n1,3\n2,5\n3,7\n").finish();
        }
    }

    private String dataset(String type, String format, Path archive) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("type", type).put("format", format);
        String id = api.create(OwnerKind.DATASET, body).path("id").asText();
        api.upload(id, archive, Transfer.SILENT);
        assertThat(DatasetPull.reason(new DatasetPull(api, id).await())).isEmpty();
        return id;
    }

    /** The experiment, or {@code {"error": ...}}. */
    private JsonNode createExperiment(String architecture, String training, String evaluation) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("network_arch", architecture).put("eval_dataset", evaluation);
        body.putArray("train_datasets").add(training);
        try {
            return api.create(OwnerKind.EXPERIMENT, body);
        } catch (ApiException refusal) {
            assertThat(refusal.getMessage()).contains(architecture);
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            answer.putObject("error").put("message", refusal.getMessage());
            return answer;
        }
    }

    private JobRef submit(String experiment, String action, ObjectNode specs, Optional<String> parent) {
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("action", action);
        request.set("specs", specs);
        parent.ifPresent(job -> request.put("parent_job_id", job));
        return api.submit(OwnerKind.EXPERIMENT, experiment, request);
    }

    private static ObjectNode specs(String section, String field, int value) {
        ObjectNode specs = JsonNodeFactory.instance.objectNode();
        specs.putObject(section).put(field, value);
        return specs;
    }

    private static void assertSuccess(Run run) {
        assertThat(run.exitCode()).as(run.output()).isZero();
    }

    private Run graft(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(TestServer.home().resolve("bin/graft").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(Map.of(
                "XDG_CONFIG_HOME", folder.toString(),
                "GRAFT_URL", server.setup().url().toString(),
                "GRAFT_API_KEY", TestServer.KEY,
                "GRAFT_ORG", TestServer.ORG));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), output);
    }
}
