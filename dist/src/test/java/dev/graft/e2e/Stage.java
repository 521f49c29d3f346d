// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.cli.client.DatasetPull;
import dev.graft.cli.client.GraftApi;
import dev.graft.cli.client.JobRef;
import dev.graft.cli.client.JobView;
import dev.graft.cli.client.Login;
import dev.graft.cli.client.OwnerKind;
import dev.graft.cli.client.Transfer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Things on a server for tests to act on, made through the API, each fresh where nothing else is said. */
final class Stage {

    private static final String ADMIN = "/api/v1/admin/orgs/";
    private static final Duration JOB_TIME = Duration.ofMinutes(5);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final TestServer server;
    private final Rest rest;
    private final String org;
    private final Login administrator;
    private final String token;
    private Optional<JobRef> done = Optional.empty();
    private Optional<JobRef> converted = Optional.empty();

    Stage(TestServer server) {
        this(server, TestServer.ORG, Login.with(server.anonymous(), TestServer.KEY));
    }

    private Stage(TestServer server, String org, Login administrator) {
        this.server = server;
        this.rest = server.rest();
        this.org = org;
        this.administrator = administrator;
        this.token = administrator.token();
    }

    /** The organisation that everything belongs to. */
    String org() {
        return org;
    }

    /** Bare requests to the server. */
    Rest rest() {
        return rest;
    }

    /** A token of its administrator. */
    String token() {
        return token;
    }

    /** Makes tokens of workers. */
    TokenForge forge() {
        return TokenForge.of(server, administrator);
    }

    /** The administrator's id. */
    String userId() {
        return administrator.userId();
    }

    /** A new organisation, which this one's administrator administers too. */
    Stage organisation(String name) {
        made("/api/v1/admin/orgs", "{\"name\":\"" + name + "\"}");
        return new Stage(server, name, administrator);
    }

    /** A dataset whose files nobody has sent, so that its jobs wait. */
    String dataset() {
        return dataset("image_classification", "classification_pyt");
    }

    String dataset(String type, String format) {
        return made(orgs() + "/datasets", "{\"type\":\"" + type + "\",\"format\":\"" + format + "\",\"name\":\"a stage's\"}").path("id").asText();
    }

    /** An experiment with such a dataset. */
    String experiment() {
        return experiment(dataset());
    }

    String experiment(String dataset) {
        return made(orgs() + "/experiments", experimentBody(dataset, "")).path("id").asText();
    }

    /** A body that makes an experiment. */
    static String experimentBody(String dataset, String more) {
        return "{\"network_arch\":\"classification_pyt\",\"name\":\"a stage's\",\"train_datasets\":[\"" + dataset + "\"]" + more + "}";
    }

    /** A training that waits for its dataset. */
    JobRef waiting() {
        return waiting(experiment());
    }

    JobRef waiting(String experiment) {
        String id = made(orgs() + "/experiments/" + experiment + "/jobs", "{\"action\":\"train\"}").asText();
        return new JobRef(OwnerKind.EXPERIMENT, experiment, id);
    }

    /** A training that was canceled before it began. */
    JobRef canceled() {
        JobRef job = waiting();
        Rest.Answer answer = rest.post(orgs() + "/experiments/" + job.ownerId() + "/jobs/" + job.jobId() + ":cancel", token, "");
        assertThat(answer.status()).as(answer.brief()).isEqualTo(200);
        return job;
    }

    /** A training that is done, one for all who ask. */
    JobRef done(StripesExperiment stripes) {
        if (done.isEmpty()) {
            JobRef job = stripes.submit("train", StripesExperiment.trainSpecs(1), Optional.empty());
            Eventually.job(stripes.api(), job, JOB_TIME, JobView::done);
            done = Optional.of(job);
        }
        return done.get();
    }

    /** A search over hyperparameters that waits for its dataset. */
    JobRef search() {
        String settings = ",\"metric\":\"kpi\",\"automl_settings\":{\"automl_enabled\":true,\"automl_algorithm\":\"random\","
                + "\"automl_max_recommendations\":2}";
        return waiting(made(orgs() + "/experiments", experimentBody(dataset(), settings)).path("id").asText());
    }

    /** A dataset without files whose type has actions of its own. */
    String convertible() {
        return dataset("object_detection", "kitti");
    }

    /** A job of such a dataset that waits for its files. */
    JobRef waitingConversion() {
        String dataset = convertible();
        return new JobRef(OwnerKind.DATASET, dataset, made(orgs() + "/datasets/" + dataset + "/jobs", GoodCalls.CONVERT).asText());
    }

    /** Such a job that was canceled before it began. */
    JobRef canceledConversion() {
        JobRef job = waitingConversion();
        Rest.Answer answer = rest.post(orgs() + "/datasets/" + job.ownerId() + "/jobs/" + job.jobId() + ":cancel", token, "");
        assertThat(answer.status()).as(answer.brief()).isEqualTo(200);
        return job;
    }

    /** Such a job that is done, one for all who ask. */
    JobRef conversion() {
        if (converted.isEmpty()) {
            converted = Optional.of(convert(convertible()));
        }
        return converted.get();
    }

    private JobRef convert(String dataset) {
        GraftApi api = server.api();
        try {
            Path archive = Files.createTempFile("boxes", ".tar.gz");
            api.upload(dataset, TestArchive.at(archive)
                    .bytes("images/one.png", StripesExperiment.picture(new Random(1), true))
                    .text("labels/one.txt", "car 0.00 0 0.00 2.00 3.00 20.00 21.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00\n")
                    .finish(), Transfer.SILENT);
            Files.delete(archive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(new DatasetPull(api, dataset).await().path("status").asText()).isEqualTo("pull_complete");
        JobRef job = new JobRef(OwnerKind.DATASET, dataset, made(orgs() + "/datasets/" + dataset + "/jobs", GoodCalls.CONVERT).asText());
        Eventually.job(api, job, JOB_TIME, JobView::done);
        return job;
    }

    /** An upload that goes on in parts, of so many bytes. */
    String upload(String dataset, int length) {
        Rest.Answer answer = rest.send("POST", orgs() + "/datasets/" + dataset + "/uploads",
                Map.of("Authorization", "Bearer " + token, "Upload-Length", Integer.toString(length)), new byte[0]);
        assertThat(answer.status()).as(answer.brief()).isEqualTo(201);
        return answer.json().path("id").asText();
    }

    /** A user of the organisation. */
    String user(String role) {
        String name = role + NUMBER.incrementAndGet();
        return made(ADMIN + org + "/users", "{\"name\":\"" + name + "\",\"role\":\"" + role + "\"}").path("id").asText();
    }

    /** A key of a user: its id and itself. */
    JsonNode key(String user) {
        return made(ADMIN + org + "/users/" + user + "/keys", "{\"label\":\"a stage's\"}");
    }

    /** A token of a new user with that role and of no other organisation. */
    String tokenOf(String role) {
        return Login.with(server.anonymous(), key(user(role)).path("key").asText()).token();
    }

    /** What the server answers when something is made. */
    JsonNode made(String path, String body) {
        Rest.Answer answer = rest.send("POST", path, Map.of("Authorization", "Bearer " + token), body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).as("%s: %s", path, answer.brief()).isEqualTo(201);
        return answer.json();
    }

    private String orgs() {
        return "/api/v1/orgs/" + org;
    }
}
