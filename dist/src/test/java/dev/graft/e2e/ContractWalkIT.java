// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.cli.client.JobRef;
import dev.graft.e2e.contract.ApiDescription;
import dev.graft.e2e.contract.ApiOperation;
import dev.graft.e2e.contract.ApiParameter;
import dev.graft.e2e.contract.Limit;
import dev.graft.e2e.contract.Limits;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Walks all that the served document describes: every operation succeeds as documented, meets each documented error and keeps each
 * limit. The tests are made from the document, so an operation or a limit that is added is walked too; an operation that nobody has
 * told how to bring about fails. Every answer is held against its model on the way, write-only fields among it.
 */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractWalkIT {

    private static final String SECRET = "never-to-be-seen-again";

    /** Documented larger than any answer may hold; a request that is larger than the smaller limit is refused too. */
    private static final String TIMEOUT = "/realtime_infer_request_timeout maximum";

    private final TestServer server;
    private final ApiDescription api;
    private final Rest rest;
    private final Stage stage;
    private final StripesExperiment stripes;
    private final GoodCalls good;
    private final BadCalls bad;
    private final Map<String, String> tokens = new HashMap<>();

    ContractWalkIT(TestServer server, StripesExperiment stripes, @TempDir Path folder) {
        this.server = server;
        this.api = server.description();
        this.rest = server.rest();
        this.stage = new Stage(server);
        this.stripes = stripes;
        this.good = new GoodCalls(api, stage, stripes, folder);
        this.bad = new BadCalls(good, stage, stripes);
        tokens.put("admin", stage.token());
    }

    @Test
    void nothingIsSkipped() {
        assertThat(good.operations())
                .hasSizeGreaterThanOrEqualTo(34)
                .containsExactlyInAnyOrderElementsOf(api.operations().stream().map(ApiOperation::id).toList());
    }

    @TestFactory
    Stream<DynamicTest> everyOperationSucceedsAsDocumented() {
        return api.operations().stream().map(operation -> DynamicTest.dynamicTest(operation.id(), () -> {
            Rest.Answer answer = good.of(operation.id()).send(rest, stage.token());
            assertThat(answer.status()).as(answer.brief()).isEqualTo(operation.success());
        }));
    }

    @TestFactory
    Stream<DynamicTest> everyDocumentedErrorIsMet() {
        return api.operations().stream().flatMap(operation -> operation.errors().stream()
                .map(status -> DynamicTest.dynamicTest(operation.id() + " " + status, () -> meets(operation, status))));
    }

    private void meets(ApiOperation operation, int status) throws Exception {
        if (status == 429) {
            JobRef job = operation.path().contains("{dataset_id}") ? stage.waitingConversion() : stage.waiting();
            try (OpenStreams streams = new OpenStreams(rest, tokens.computeIfAbsent("member", stage::tokenOf))) {
                assertThat(streams.openUntilRefused(good.ofJob(operation.id(), job).target())).isEqualTo(status);
            }
            return;
        }
        if (status == 409 && isIdempotent(operation)) {
            twoAtOnce(operation);
            return;
        }
        if (status == 409 && operation.forWorkers() && operation.path().contains("{dataset_id}")) {
            try (WaitingNetwork network = WaitingNetwork.start(server.api(), stage, good.of("installPlugin"))) {
                Call report = good.of(operation.id()).at("dataset_id", network.job().ownerId()).at("job_id", network.job().jobId());
                Rest.Answer answer = BadCalls.afterAGap(report).send(rest, stage.token());
                assertThat(answer.status()).as(answer.brief()).isEqualTo(status);
            }
            return;
        }
        List<BadCalls.Attempt> attempts = bad.meeting(operation, status);
        assertThat(attempts).as("ways to meet %s at %s; add one to %s", status, operation, BadCalls.class).isNotEmpty();
        try {
            for (BadCalls.Attempt attempt : attempts) {
                Rest.Answer answer = attempt.call().send(rest, tokens.computeIfAbsent(attempt.role(), stage::tokenOf));
                assertThat(answer.status()).as("%s: %s", attempt.call().target(), answer.brief()).isEqualTo(status);
            }
        } finally {
            if (status == 409 && operation.forWorkers()) {
                stripes.cancelAll();
            }
        }
    }

    private static boolean isIdempotent(ApiOperation operation) {
        return operation.parameters("header").stream().anyMatch(header -> header.name().equals("Idempotency-Key"));
    }

    /** The same request at once: those that are not refused, since the first is under way, get its answer. */
    private void twoAtOnce(ApiOperation operation) {
        Call call = good.of(operation.id()).header("Idempotency-Key", "walk-" + System.nanoTime());
        List<Rest.Answer> answers = Stream.generate(() -> call).limit(8).parallel().map(same -> same.send(rest, stage.token())).toList();
        assertThat(answers).extracting(Rest.Answer::status).containsAnyOf(operation.success()).isSubsetOf(operation.success(), 409);
        assertThat(answers.stream().filter(answer -> answer.status() != 409).map(Rest.Answer::text).distinct()).hasSize(1);
    }

    @TestFactory
    Stream<DynamicTest> everyLimitOfEveryBodyIsKept() {
        return api.operations().stream().flatMap(operation -> operation.jsonBody().stream()
                .flatMap(model -> Limits.ofBody(api, model).stream())
                .map(limit -> DynamicTest.dynamicTest(operation.id() + " " + limit, () -> bodyKeeps(operation, limit))));
    }

    /** With ids of nobody, so that nothing comes of a body that fits but a 404. */
    private void bodyKeeps(ApiOperation operation, Limit limit) {
        Call call = operation.forWorkers() ? nowhere(operation).asWorker(stage.forge()) : nowhere(operation);
        Rest.Answer refused = call.body(limit.body(limit.exceeds()).toString()).send(rest, stage.token());
        assertThat(refused.status()).as(refused.brief()).isEqualTo(400);
        Optional<String> fault = faultAt(limit.pointer(), refused);
        assertThat(fault).as("a fault at %s in %s", limit.pointer(), refused.text()).isPresent();
        limit.fits().filter(fits -> !limit.toString().equals(TIMEOUT)).ifPresent(fits -> {
            Rest.Answer answer = call.body(limit.body(fits).toString()).send(rest, stage.token());
            assertThat(faultAt(limit.pointer(), answer)).as(answer.brief()).isNotEqualTo(fault);
        });
    }

    @TestFactory
    Stream<DynamicTest> everyLimitOfEveryParameterIsKept() {
        return api.operations().stream().flatMap(operation -> operation.parameters().stream()
                .filter(parameter -> !parameter.in().equals("header"))
                .flatMap(parameter -> Limits.ofParameter(api, parameter).stream()
                        .map(limit -> DynamicTest.dynamicTest(
                                operation.id() + " " + limit, () -> parameterKeeps(operation, parameter, limit)))));
    }

    private void parameterKeeps(ApiOperation operation, ApiParameter parameter, Limit limit) {
        Rest.Answer refused = with(operation, parameter, limit.exceeds()).send(rest, stage.token());
        if (parameter.in().equals("path")) {
            assertThat(refused.status()).as(refused.brief()).isIn(operation.forWorkers() ? List.of(401, 404) : List.of(404));
            return;
        }
        assertThat(refused.status()).as(refused.brief()).isEqualTo(400);
        assertThat(faultAt(limit.pointer(), refused)).as(refused.brief()).isPresent();
        limit.fits().ifPresent(fits -> {
            Rest.Answer answer = with(operation, parameter, fits).send(rest, stage.token());
            assertThat(answer.status()).as(answer.brief()).isIn(operation.success(), 404);
        });
    }

    private static Call with(ApiOperation operation, ApiParameter parameter, JsonNode value) {
        String encoded = URLEncoder.encode(value.asText(), StandardCharsets.UTF_8).replace("+", "%20");
        return parameter.in().equals("path")
                ? nowhere(operation).at(parameter.name(), encoded)
                : nowhere(operation).asking(parameter.name(), encoded);
    }

    @Test
    void whatIsWriteOnlyOrSecretIsNeverShown() throws IOException {
        String secrets = ",\"client_id\":\"ID\",\"client_secret\":\"ID\",\"filters\":\"ID\",\"encryption_key\":\"ID\","
                + "\"docker_env_vars\":{\"TOKEN\":\"ID\"},\"cloud_details\":{\"cloud_specific_details\":{\"secret_key\":\"ID\"}}";
        String body = secrets.replace("ID", SECRET);
        String dataset = shown("createDataset", Call.of(api.operation("createDataset"))
                        .body("{\"type\":\"object_detection\",\"format\":\"kitti\"" + body + "}"))
                .json().path("id").asText();
        String experiment = shown("createExperiment", Call.of(api.operation("createExperiment"))
                        .body(Stage.experimentBody(stage.dataset(), body)))
                .json().path("id").asText();
        api.operations().stream()
                .filter(operation -> List.of("GET", "PUT", "PATCH").contains(operation.method()))
                .filter(operation -> operation.ofOrganisation() && !operation.path().contains("{job_id}"))
                .forEach(operation -> shown(
                        operation.id(), good.of(operation.id()).at("dataset_id", dataset).at("experiment_id", experiment)));
        assertThat(Files.readString(server.setup().log())).as("the server's log").doesNotContain(SECRET);
    }

    private Rest.Answer shown(String operation, Call call) {
        Rest.Answer answer = call.send(rest, stage.token());
        assertThat(answer.text()).as(operation).doesNotContain(SECRET);
        return answer;
    }

    /** A request of an operation with ids of nobody. */
    private static Call nowhere(ApiOperation operation) {
        Call call = Call.of(operation);
        for (ApiParameter parameter : operation.parameters("path")) {
            call = parameter.name().equals("org_name") ? call : call.at(parameter.name(), parameter.isId() ? BadCalls.NOBODY : "train");
        }
        return call;
    }

    /** What a refusal says of the value at a pointer. */
    private static Optional<String> faultAt(String pointer, Rest.Answer answer) {
        if (answer.status() < 400) {
            return Optional.empty();
        }
        Matcher fault = Pattern.compile("(^|; )" + Pattern.quote(pointer) + ": ([^;]*)").matcher(answer.json().path("error_desc").asText());
        return fault.find() ? Optional.of(fault.group(2)) : Optional.empty();
    }
}
