// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.cli.client.Login;
import dev.graft.cli.client.OwnerKind;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are wrong: the right status, an ErrorRsp that helps, and nothing left behind. */
@ExtendWith(SharedServer.class)
class RefusalIT {

    private static final String ORG = "/api/v1/orgs/" + TestServer.ORG;
    private static final String NOBODY = UUID.nameUUIDFromBytes(new byte[] {1}).toString();

    private final TestServer server;
    private final StripesExperiment stripes;
    private final Rest rest;
    private final String token;
    private int jobsBefore;

    RefusalIT(TestServer server, StripesExperiment stripes) {
        this.server = server;
        this.stripes = stripes;
        this.rest = server.rest();
        this.token = Login.with(server.anonymous(), TestServer.KEY).token();
    }

    @BeforeEach
    void countJobs() {
        jobsBefore = jobs();
    }

    @AfterEach
    void noJobWasMade() {
        assertThat(jobs()).isEqualTo(jobsBefore);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/datasets/ID",
        "/datasets/ID/jobs",
        "/datasets/ID/jobs/ID",
        "/datasets/ID/specs/train/schema",
        "/experiments/ID",
        "/experiments/ID/jobs",
        "/experiments/ID/jobs/ID",
        "/experiments/ID/jobs/ID/logs",
        "/experiments/ID/jobs/ID:download",
        "/experiments/ID/specs/train/schema",
        "/nowhere"
    })
    void unknownIdsAndPathsAreNotFound(String path) {
        Rest.Answer answer = rest.get(ORG + path.replace("ID", NOBODY), token);
        assertThat(answer.status()).as(answer.text()).isEqualTo(404);
        assertThat(description(answer)).isNotBlank();
    }

    @Test
    void anActionThatTheNetworkLacksIsRefusedWithThoseItHas() {
        Rest.Answer answer = submit("{\"action\": \"prune\", \"specs\": {}}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(description(answer)).contains("prune", "train", "evaluate", "export", "inference");
    }

    @Test
    void allFaultsOfTheSpecsAreToldAtOnceWithTheirPlaces() {
        Rest.Answer answer = submit("""
                {"action": "train", "specs": {
                  "model": {"backbone": {"freeze": "maybe"}},
                  "train": {"train_config": {"optimizer": {"lr": "fast"}, "runner": {"max_epochs": 0}}}}}""");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(description(answer)).contains(
                "/model/backbone/freeze",
                "/train/train_config/optimizer/lr",
                "/train/train_config/runner/max_epochs");
    }

    @Test
    void aNumberOfClassesThatDoesNotFitTheDatasetIsToldWithBothNumbers() {
        Rest.Answer answer = submit("{\"action\": \"train\", \"specs\": {\"model\": {\"head\": {\"num_classes\": 7}}}}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(description(answer)).contains("/model/head/num_classes", "7", "2");
    }

    @Test
    void anEvaluationWithoutAModelIsRefused() {
        Rest.Answer answer = submit("{\"action\": \"export\", \"specs\": {}}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(description(answer)).contains("parent");
    }

    @Test
    void anUnknownParentIsRefused() {
        Rest.Answer answer = submit("{\"action\": \"evaluate\", \"parent_job_id\": \"" + NOBODY + "\", \"specs\": {}}");
        assertThat(answer.status()).isIn(400, 404);
        assertThat(description(answer)).contains(NOBODY);
    }

    @Test
    void aBodyThatIsNoJsonIsRefused() {
        Rest.Answer answer = submit("{\"action\": ");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(description(answer)).isNotBlank();
    }

    @Test
    void withoutAKeyNothingIsShown() {
        Rest.Answer answer = rest.send("GET", ORG + "/datasets", Map.of(), new byte[0]);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(description(answer)).isNotBlank();
    }

    @Test
    void aWrongKeyIsRefusedAtTheLogin() {
        byte[] body = "{\"ngc_api_key\": \"wrong\"}".getBytes(StandardCharsets.UTF_8);
        Rest.Answer answer = rest.send("POST", "/api/v1/login", Map.of(), body);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text()).doesNotContain("wrong");
    }

    @Test
    void anotherOrganisationIsNotThere() {
        Rest.Answer answer = rest.get("/api/v1/orgs/others/datasets", token);
        assertThat(answer.status()).isEqualTo(404);
    }

    @Test
    void aMethodThatThePathLacksIsToldAsJson() {
        Rest.Answer answer = rest.send("DELETE", ORG + "/datasets", Map.of("Authorization", "Bearer " + token), new byte[0]);
        assertThat(answer.status()).isEqualTo(405);
        assertThat(description(answer)).isNotBlank();
    }

    private Rest.Answer submit(String body) {
        return rest.post(ORG + "/experiments/" + stripes.id() + "/jobs", token, body);
    }

    private int jobs() {
        return server.api().jobs(OwnerKind.EXPERIMENT, "all", Map.of()).size();
    }

    private static String description(Rest.Answer answer) {
        JsonNode error = answer.json();
        assertThat(error.path("error_code").isInt()).as(answer.text()).isTrue();
        return error.path("error_desc").asText();
    }
}
