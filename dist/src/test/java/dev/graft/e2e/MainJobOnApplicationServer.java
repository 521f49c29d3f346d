// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.graft.cli.client.Transfer;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The WAR as it is, on an application server as it comes, configured by MicroProfile Config alone. Runs in the profiles
 * {@code payara-server} and {@code wildfly} only, which provide the server and its environment.
 */
@ArquillianTest
class MainJobOnApplicationServer {

    private static final String ORG = System.getenv("GRAFT_ORG");
    private static final String KEY = System.getenv("GRAFT_API_KEY");
    private static final String DATASETS = "/api/v1/orgs/" + ORG + "/datasets";
    private static final Duration JOB_TIME = Duration.ofMinutes(5);
    private static final FewDigits DIGITS = new FewDigits(TestServer.home().resolve("examples/mnist-small.tar.gz"), 20);

    @TempDir
    private static Path folder;

    @ArquillianResource
    private URL server;

    private Rest rest;
    private HttpApi anonymous;

    @Deployment(testable = false)
    static WebArchive war() {
        return ShrinkWrap.create(ZipImporter.class, "graft.war")
                .importFrom(TestServer.home().resolve("app/graft.war").toFile())
                .as(WebArchive.class);
    }

    @BeforeEach
    void connect() {
        URI root = URI.create(server.toString()).resolve("/");
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        rest = new Rest(http, root);
        anonymous = HttpApi.over(http, root);
    }

    @Test
    void digitsAreLearntEvaluatedAndFetched() throws Exception {
        GraftApi api = new GraftApi(anonymous.as(Credential.token(token())), ORG);
        String train = dataset(api, "train", "images_train");
        String eval = dataset(api, "test", "images_val");
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("network_arch", "classification_pyt").put("eval_dataset", eval);
        body.putArray("train_datasets").add(train);
        StripesExperiment digits = new StripesExperiment(api, api.create(OwnerKind.EXPERIMENT, body).path("id").asText(), train);

        JobView trained = done(digits, digits.submit("train", StripesExperiment.trainSpecs(2, 2), Optional.empty()));
        assertThat(trained.epoch()).hasValue(2);
        assertThat(trained.metrics()).contains("accuracy_top-1");

        JobView evaluated = done(digits, digits.submit("evaluate", StripesExperiment.modelSpecs(), Optional.of(trained.id())));
        assertThat(evaluated.last("accuracy_top-1").orElseThrow()).isBetween(0.1, 1.0);

        Path artifact = folder.resolve("train.tar.gz");
        api.download(new JobRef(OwnerKind.EXPERIMENT, digits.id(), trained.id()), artifact, Transfer.SILENT);
        assertThat(Files.size(artifact)).isEqualTo(trained.artifactSize().orElseThrow());
        String logs = "/api/v1/orgs/" + ORG + "/experiments/" + digits.id() + "/jobs/" + trained.id() + "/logs?follow=true";
        assertThat(rest.get(logs, token()).text().strip()).endsWith("Done EOF");
    }

    @Test
    void theServerTellsThatItIsReady() {
        Rest probe = new Rest(HttpClient.newHttpClient(), URI.create(System.getProperty("graft.health")));
        Rest.Answer ready = probe.send("GET", "/health/ready", Map.of(), new byte[0]);
        assertThat(ready.status()).as(ready.text()).isEqualTo(200);
        assertThat(ready.json().findValuesAsText("name")).contains("database", "plugins");
    }

    @Test
    void listsAreFilteredAndVersionsChecked() {
        Rest.Answer created = rest.post(DATASETS, token(), "{\"name\": \"one\", \"type\": \"object_detection\", \"format\": \"kitti\"}");
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        String path = DATASETS + "/" + created.json().required("id").asText();
        Map<String, String> old = Map.of("Authorization", "Bearer " + token(), "If-Match", created.header("ETag"));

        assertThat(rest.send("PATCH", path, old, "{\"name\": \"two\"}".getBytes()).status()).isEqualTo(200);
        assertThat(rest.send("PATCH", path, old, "{\"name\": \"three\"}".getBytes()).status()).isEqualTo(412);
        Rest.Answer list = rest.get(DATASETS + "?name=two&type=!image_classification&size=1", token());
        assertThat(list.header("X-Pagination-Total")).isEqualTo("1");
        assertThat(rest.send("DELETE", path, Map.of("Authorization", "Bearer " + token()), new byte[0]).status()).isEqualTo(200);
        assertThat(rest.get(path, token()).status()).isEqualTo(404);
    }

    @Test
    void everyRefusalHasTheApisOwnBody() {
        assertRefusal(rest.get(DATASETS, "nonsense"), 401);
        assertRefusal(rest.get("/api/v1/nowhere", token()), 404);
        assertRefusal(rest.get("/nowhere", token()), 404);
        assertRefusal(rest.get(DATASETS + "?size=none", token()), 400);
        assertRefusal(rest.post(DATASETS, token(), "{"), 400);
        assertRefusal(rest.send("DELETE", DATASETS, Map.of("Authorization", "Bearer " + token()), new byte[0]), 405);
    }

    @Test
    void theDescriptionIsServed() {
        Rest.Answer description = rest.send("GET", "/openapi", Map.of("Accept", "application/json"), new byte[0]);
        assertThat(description.json().at("/paths").size()).isGreaterThan(34);
        assertThat(rest.send("GET", "/docs/index.html", Map.of(), new byte[0]).status()).isEqualTo(200);
    }

    private String token() {
        Rest.Answer login = rest.send("POST", "/api/v1/login", Map.of(), ("{\"ngc_api_key\": \"" + KEY + "\"}").getBytes());
        assertThat(login.status()).as(login.text()).isEqualTo(201);
        return login.json().required("token").asText();
    }

    private static String dataset(GraftApi api, String part, String split) throws Exception {
        String id = api.create(OwnerKind.DATASET, JsonNodeFactory.instance.objectNode()
                        .put("type", "image_classification")
                        .put("format", "classification_pyt"))
                .path("id").asText();
        api.upload(id, DIGITS.archive(folder.resolve(split + ".tar.gz"), part, split), Transfer.SILENT);
        JsonNode dataset = new DatasetPull(api, id).await();
        assertThat(DatasetPull.reason(dataset)).isEmpty();
        return id;
    }

    private static JobView done(StripesExperiment experiment, JobRef job) {
        return Eventually.job(experiment.api(), job, JOB_TIME, JobView::done);
    }

    private static void assertRefusal(Rest.Answer answer, int status) {
        assertThat(answer.status()).as(answer.brief()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.json().required("error_code").isInt()).isTrue();
        assertThat(answer.json().required("error_desc").asText()).isNotBlank();
    }
}
