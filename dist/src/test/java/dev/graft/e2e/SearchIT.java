// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.cli.client.JobRef;
import dev.graft.cli.client.JobView;
import dev.graft.cli.client.OwnerKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search over hyperparameters with real trainings, whose server is killed in the middle. */
class SearchIT {

    private static final Duration SEARCH_TIME = Duration.ofSeconds(120);
    private static final int TRIALS = 4;

    @TempDir
    private Path folder;

    @Test
    void aSearchSurvivesAKilledServerAndLeavesTheBestModelToThoseThatFollow() throws Exception {
        try (TestServer server = TestServer.start(folder)) {
            StripesExperiment stripes = StripesExperiment.create(server.api(), folder);
            String token = server.rest()
                    .send("POST", "/api/v1/login", Map.of(), ("{\"ngc_api_key\": \"" + TestServer.KEY + "\"}").getBytes())
                    .json().required("token").asText();
            String experiment = "/api/v1/orgs/" + TestServer.ORG + "/experiments/" + stripes.id();
            ObjectNode change = JsonNodeFactory.instance.objectNode().put("metric", "kpi");
            change.putObject("automl_settings")
                    .put("automl_enabled", true)
                    .put("automl_algorithm", "bayesian")
                    .put("automl_max_recommendations", TRIALS)
                    .put("override_automl_disabled_params", true)
                    .put("automl_add_hyperparameters", "[\"train.train_config.optimizer.lr\"]")
                    .put("automl_remove_hyperparameters", "[\"model.head.lr_head.C\"]");
            server.api().change(OwnerKind.EXPERIMENT, stripes.id(), change);
            JobRef search = stripes.submit("train", StripesExperiment.trainSpecs(2), Optional.empty());

            Eventually.isTrue("a trial has ended", SEARCH_TIME, () -> scored(details(server, experiment, search, token)) > 0);
            JsonNode before = details(server, experiment, search, token);
            server.kill();
            server.start();
            JobView end = Eventually.job(server.api(), search, SEARCH_TIME, JobView::done);

            JsonNode details = details(server, experiment, search, token);
            assertThat(StreamSupport.stream(details.path("trials").spliterator(), false).map(trial -> trial.path("number").asInt()))
                    .containsExactlyElementsOf(IntStream.range(0, TRIALS).boxed().toList());
            staysAsItWas(before, details);
            double best = StreamSupport.stream(details.path("trials").spliterator(), false)
                    .mapToDouble(trial -> trial.path("value").asDouble(-1))
                    .max()
                    .orElseThrow();
            assertThat(end.json().at("/result/automl_result/0/metric").asText()).isEqualTo("best_accuracy_top-1");
            assertThat(end.json().at("/result/automl_result/0/value").asDouble()).isEqualTo(best);
            assertThat(best).isGreaterThanOrEqualTo(details.at("/trials/0/value").asDouble());
            assertThat(server.rest().get(experiment + "/jobs/" + search.jobId() + ":automl_charts", token).json()
                    .path("optimisation_history")).hasSize(scored(details));
            leftItsModel(server, stripes, search, best);
        }
    }

    /** What was tried before the kill was not tried again, and what had a value has the same. */
    private static void staysAsItWas(JsonNode before, JsonNode after) {
        for (JsonNode trial : before.path("trials")) {
            JsonNode now = after.path("trials").path(trial.path("number").asInt());
            assertThat(now.path("job_id")).isEqualTo(trial.path("job_id"));
            assertThat(now.path("parameters")).isEqualTo(trial.path("parameters"));
            if (trial.has("value")) {
                assertThat(now.path("value")).isEqualTo(trial.path("value"));
            }
        }
        assertThat(StreamSupport.stream(after.path("trials").spliterator(), false).map(trial -> trial.path("parameters")))
                .as("values are tried once")
                .doesNotHaveDuplicates();
    }

    private static void leftItsModel(TestServer server, StripesExperiment stripes, JobRef search, double best) {
        Path results = server.organisation().resolve("jobs").resolve(search.jobId()).resolve("results");
        assertThat(results.resolve("best_model/controller.json")).exists();
        assertThat(results.resolve("pictures/optimisation_history.png")).satisfies(picture -> assertThat(Files.size(picture)).isPositive());
        assertThat(server.api().jobs(OwnerKind.EXPERIMENT, stripes.id(), Map.of())).as("trials are no jobs of the list").hasSize(1);
        JobRef evaluation = stripes.submit("evaluate", StripesExperiment.modelSpecs(), Optional.of(search.jobId()));
        JobView evaluated = Eventually.job(server.api(), evaluation, SEARCH_TIME, JobView::done);
        assertThat(evaluated.last("accuracy_top-1").orElseThrow()).isCloseTo(best, org.assertj.core.data.Offset.offset(1e-6));
    }

    private static JsonNode details(TestServer server, String experiment, JobRef search, String token) {
        return server.rest().get(experiment + "/jobs/" + search.jobId() + ":automl_details", token).json();
    }

    private static int scored(JsonNode details) {
        return (int) StreamSupport.stream(details.path("trials").spliterator(), false)
                .filter(trial -> trial.path("state").asText().equals("scored"))
                .count();
    }
}
