// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.cli.client.JobRef;
import dev.graft.e2e.contract.ApiDescription;
import dev.graft.e2e.contract.ApiOperation;
import dev.graft.e2e.contract.ApiParameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two organisations on one server. Whatever a user of the one tries on the other, in whatever role and with whatever ids, is answered as
 * if there were nothing, and not a row of the database and not a file is another afterwards. Nor can a low role do what a higher one may.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IsolationIT {

    private static final List<String> ROLES = List.of("viewer", "member", "admin");

    private TestServer server;
    private ServerDatabase database;
    private ApiDescription api;
    private Rest rest;
    private Stage acme;
    private Stage rival;

    /** Of every operation that names an organisation a request that its members could send with success. */
    private final Map<ApiOperation, Call> calls = new LinkedHashMap<>();

    private final Map<String, String> rivals = new TreeMap<>();
    private final Map<String, String> members = new TreeMap<>();
    private Map<String, List<String>> before = Map.of();

    @BeforeAll
    void start(@TempDir Path folder) {
        server = TestServer.start(folder, ServerDatabase.shared(folder.resolve("data")));
        api = server.description();
        rest = server.rest();
        database = ServerDatabase.of(server);
        acme = new Stage(server);
        rival = acme.organisation("rival");
        GoodCalls good = new GoodCalls(api, acme, new StripesExperiment(server.api(), acme.experiment(), acme.dataset()), folder);
        JobRef training = acme.canceled();
        JobRef conversion = acme.canceledConversion();
        for (ApiOperation operation : api.operations()) {
            if (operation.ofOrganisation()) {
                boolean ofJob = operation.path().contains("{job_id}");
                calls.put(operation, ofJob ? ofJob(operation, training, conversion) : good.of(operation.id()));
            }
        }
        for (String role : ROLES) {
            rivals.put(role, rival.tokenOf(role));
            members.put(role, acme.tokenOf(role));
        }
    }

    private static Call ofJob(ApiOperation operation, JobRef training, JobRef conversion) {
        JobRef job = operation.path().contains("{dataset_id}") ? conversion : training;
        Call call = Call.of(operation)
                .at("dataset_id", job.ownerId())
                .at("experiment_id", job.ownerId())
                .at("job_id", job.jobId());
        return operation.jsonBody().isPresent() ? call.body("{}") : call;
    }

    @AfterAll
    void stop() {
        database.close();
        server.close();
    }

    @BeforeEach
    void lookAtEverything() {
        before = everything();
    }

    @AfterEach
    void nothingHasChanged() {
        Map<String, List<String>> after = everything();
        for (String part : before.keySet()) {
            assertThat(after.get(part)).as(part).isEqualTo(before.get(part));
        }
        assertThat(after.keySet()).isEqualTo(before.keySet());
    }

    @Test
    void noRoleOfAnotherOrganisationReachesAnything() {
        SoftAssertions all = new SoftAssertions();
        calls.forEach((operation, call) -> rivals.forEach((role, token) -> {
            Rest.Answer answer = call.send(rest, token);
            all.assertThat(answer.status()).as("%s as %s of another: %s", operation, role, answer.brief())
                    .isEqualTo(operation.forWorkers() ? 401 : 404);
        }));
        all.assertAll();
    }

    @Test
    void idsOfOthersAreUnknownInOnesOwnOrganisation() {
        SoftAssertions all = new SoftAssertions();
        calls.entrySet().stream()
                .filter(entry -> entry.getKey().parameters().stream().anyMatch(ApiParameter::isId) && !isOfAll(entry.getValue()))
                .forEach(entry -> rivals.forEach((role, token) -> {
                    Rest.Answer answer = entry.getValue().at("org_name", "rival").send(rest, token);
                    all.assertThat(answer.status()).as("%s as %s: %s", entry.getKey(), role, answer.brief()).isIn(401, 403, 404);
                    if (role.equals("admin")) {
                        all.assertThat(answer.status()).as("%s as %s: %s", entry.getKey(), role, answer.brief())
                                .isEqualTo(entry.getKey().forWorkers() ? 401 : 404);
                    }
                }));
        all.assertAll();
    }

    /** Whether a list is asked for whatever owner. */
    private static boolean isOfAll(Call call) {
        return call.path().containsValue("all") || call.path().containsValue("*");
    }

    @Test
    void listsShowNothingOfOthers() {
        SoftAssertions all = new SoftAssertions();
        List<String> ids = new ArrayList<>();
        calls.values().forEach(call -> ids.addAll(call.path().values().stream().filter(value -> value.length() == 36).toList()));
        calls.entrySet().stream()
                .filter(entry -> entry.getKey().reads())
                .filter(entry -> isOfAll(entry.getValue()) || entry.getKey().parameters().stream().noneMatch(ApiParameter::isId))
                .forEach(entry -> {
                    Rest.Answer answer = entry.getValue().at("org_name", "rival").send(rest, rivals.get("admin"));
                    all.assertThat(answer.status()).as(entry.getKey().toString()).isEqualTo(200);
                    all.assertThat(answer.text()).as(entry.getKey().toString()).doesNotContain(ids);
                });
        all.assertAll();
    }

    @Test
    void thingsOfOthersInABodyLookLikeThingsThatDoNotExist() {
        String dataset = id("getDataset", "dataset_id");
        String experiment = id("getExperiment", "experiment_id");
        String job = id("getExperimentJob", "job_id");
        Map<String, String> bodies = Map.of(
                dataset, "{\"network_arch\":\"classification_pyt\",\"train_datasets\":[\"ID\"]}",
                experiment, "{\"network_arch\":\"classification_pyt\",\"base_experiment\":[\"ID\"]}");
        bodies.forEach((id, body) -> alike("/api/v1/orgs/rival/experiments", body, id));
        String own = rival.experiment();
        before = everything();
        alike("/api/v1/orgs/rival/experiments/" + own + "/jobs", "{\"action\":\"evaluate\",\"parent_job_id\":\"ID\"}", job);
    }

    private String id(String operation, String parameter) {
        return calls.get(api.operation(operation)).path().get(parameter);
    }

    /** An id of others and an id of nobody are refused in the same words. */
    private void alike(String path, String body, String id) {
        String token = rivals.get("member");
        Rest.Answer theirs = rest.post(path, token, body.replace("ID", id));
        Rest.Answer nobodys = rest.post(path, token, body.replace("ID", BadCalls.NOBODY));
        assertThat(theirs.status()).as(theirs.text()).isIn(400, 404);
        assertThat(theirs.status()).isEqualTo(nobodys.status());
        assertThat(theirs.text().replace(id, "ID")).isEqualTo(nobodys.text().replace(BadCalls.NOBODY, "ID"));
    }

    @Test
    void aViewerChangesNothingAndAMemberAdministersNothing() {
        SoftAssertions all = new SoftAssertions();
        calls.forEach((operation, call) -> {
            if (!operation.reads()) {
                Rest.Answer answer = call.send(rest, members.get("viewer"));
                all.assertThat(answer.status()).as("%s as viewer: %s", operation, answer.brief())
                        .isEqualTo(operation.forWorkers() ? 401 : 403);
            }
            if (!operation.reads() && operation.path().contains("/admin/")) {
                Rest.Answer answer = call.send(rest, members.get("member"));
                all.assertThat(answer.status()).as("%s as member: %s", operation, answer.brief()).isEqualTo(403);
            }
        });
        all.assertAll();
    }

    @Test
    void theServerIsForItsOperatorsAlone() {
        SoftAssertions all = new SoftAssertions();
        for (ApiOperation operation : api.operations()) {
            if (operation.ofOrganisation() || operation.reads() || operation.id().equals("login")) {
                continue;
            }
            Call call = Call.of(operation).at("experiment_id", BadCalls.NOBODY).at("plugin_id", "classification_pyt").body("{}");
            List<String> strangers = new ArrayList<>(rivals.values());
            strangers.add(members.get("member"));
            strangers.add(members.get("viewer"));
            for (String token : strangers) {
                Rest.Answer answer = call.send(rest, token);
                all.assertThat(answer.status()).as("%s: %s", operation, answer.brief()).isEqualTo(403);
            }
        }
        all.assertAll();
    }

    /** Every row of the database and every file of organisations, keys, models and plugins. */
    private Map<String, List<String>> everything() {
        Map<String, List<String>> everything = new TreeMap<>(database.snapshot());
        for (String part : List.of("orgs", "keys", "registry", "base-models", "plugins", "tmp")) {
            everything.put("folder " + part, files(server.data().resolve(part)));
        }
        return everything;
    }

    private static List<String> files(Path folder) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> file + " " + (Files.isRegularFile(file) ? file.toFile().length() : "")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
