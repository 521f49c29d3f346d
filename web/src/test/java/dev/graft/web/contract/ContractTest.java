// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.fault.InvalidRequest;
import dev.graft.spi.spec.SpecFault;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Contract CONTRACT = new Contract(new ApiDocument());
    private static final ObjectNode FROZEN = FrozenContract.document();

    @ParameterizedTest
    @MethodSource("limits")
    void aLimitOfAFieldIsKept(String operation, String field, JsonNode fits, JsonNode exceeds) {
        BodyRule rule = operation(operation).body();
        assertThatNoException().isThrownBy(() -> rule.check(JSON.createObjectNode().set(field, fits)));
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> rule.check(JSON.createObjectNode().set(field, exceeds)))
                .satisfies(refusal -> assertThat(refusal.faults()).extracting(SpecFault::pointer).contains("/" + field));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void noFieldMayBeNull(String operation, String field) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> operation(operation).body().check(JSON.createObjectNode().putNull(field)));
    }

    @Test
    void everyFaultIsToldWithItsPointer() throws Exception {
        JsonNode body = JSON.readTree(
                "{\"name\":1,\"format\":\"x\",\"cloud_details\":{\"cloud_type\":\"y\"},\"docker_env_vars\":[],\"unknown\":null}");
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> operation("createDataset").body().check(body))
                .satisfies(refusal -> assertThat(refusal.faults())
                        .extracting(SpecFault::pointer)
                        .containsExactlyInAnyOrder("/name", "/format", "/cloud_details/cloud_type", "/docker_env_vars"));
    }

    @Test
    void aValueThatCouldNotBeStoredOrSentAgainIsRefusedWhereverItStands() throws Exception {
        JsonNode body = JSON.readTree("{\"name\":\"a\\u0000\",\"b\\u0000\":1,\"version\":\"😀\","
                + "\"cloud_details\":{\"cloud_specific_details\":{\"key\":[0,\"\\ud800\"],\"big\":-1e400}}}");
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> operation("createDataset").body().check(body))
                .satisfies(refusal -> assertThat(refusal.faults())
                        .extracting(SpecFault::pointer)
                        .containsExactlyInAnyOrder("/name", "", "/cloud_details/cloud_specific_details/key/1",
                                "/cloud_details/cloud_specific_details/big"));
        assertThat(queryFaults("listDatasets", "name", "a\0")).extracting(SpecFault::pointer).containsExactly("/name");
    }

    @Test
    void unknownFieldsAreIgnored() throws Exception {
        JsonNode body = JSON.readTree("{\"name\":\"a\",\"colour\":[1,2]}");
        assertThat(operation("createDataset").body().check(body).get("name").asText()).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"x\"", "1", "null", "true"})
    void aBodyThatIsNoObjectIsRefused(String body) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> operation("createDataset").body().check(JSON.readTree(body)))
                .withMessageContaining("send a JSON object");
    }

    @Test
    void onlyAnOptionalBodyMayBeMissing() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> operation("createDataset").body().check(MissingNode.getInstance()));
        assertThat(operation("resumeExperimentJob").body().check(MissingNode.getInstance())).isEmpty();
    }

    @Test
    void flatAutomlFieldsAreMovedAndNestedOnesGoFirst() throws Exception {
        JsonNode body = JSON.readTree(
                "{\"automl_enabled\":true,\"automl_R\":27,\"automl_settings\":{\"automl_R\":9},\"name\":\"a\"}");
        ObjectNode read = operation("createExperiment").body().check(body);
        assertThat(read).isEqualTo(
                JSON.readTree("{\"automl_settings\":{\"automl_R\":9,\"automl_enabled\":true},\"name\":\"a\"}"));
    }

    @Test
    void flatAutomlFieldsAreChecked() throws Exception {
        JsonNode body = JSON.readTree("{\"automl_algorithm\":\"guess\"}");
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> operation("createExperiment").body().check(body))
                .withMessageContaining("/automl_settings/automl_algorithm");
    }

    @Test
    void architecturesAndDatasetTypesAreOpenForPlugins() throws Exception {
        assertThatNoException().isThrownBy(
                () -> operation("createExperiment").body().check(JSON.readTree("{\"network_arch\":\"my_network\"}")));
        assertThatNoException()
                .isThrownBy(() -> operation("createDataset").body().check(JSON.readTree("{\"type\":\"my_type\"}")));
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> operation("createExperiment").body().check(JSON.readTree("{\"network_arch\":\"No Name\"}")));
    }

    @ParameterizedTest
    @CsvSource({"0, true", "86400, true", "86401, false", "9223372036854775807, false"})
    void aTimeoutThatNoResponseCouldHoldIsRefused(long seconds, boolean fits) {
        ObjectNode body = JSON.createObjectNode().put("realtime_infer_request_timeout", seconds);
        assertThat(refusal(() -> operation("createExperiment").body().check(body)).isEmpty()).isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({
        "skip, 0, true", "skip, 2147483647, true", "skip, 2147483648, false", "skip, -1, false", "skip, x, false", "skip, 1.0, false",
        "size, 0, true", "size, '', false", "sort, date-ascending, true", "sort, name-descending, true", "sort, NAME, false",
        "type, object_detection, true", "type, pose_classification, true", "type, !ocrnet, true", "type, No Type, false",
        "format, lprnet, true", "format, !monai, true", "format, new_format, false", "name, anything at all, true"
    })
    void aQueryParameterOfTheDatasetsIsChecked(String name, String value, boolean fits) {
        assertThat(queryFaults("listDatasets", name, value).isEmpty()).isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({
        "type, vision, true", "type, medical, true", "type, !medical, true", "type, monai, false", "arch, dino, true",
        "arch, !dino, true", "arch, my_network, true", "network_arch, segformer, true", "arch, A B, false", "read_only, true, true",
        "read_only, False, true", "read_only, 1, false", "user_only, yes, false"
    })
    void aQueryParameterOfTheExperimentsIsChecked(String name, String value, boolean fits) {
        assertThat(queryFaults("listExperiments", name, value).isEmpty()).isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({"listDatasetJobs, name-ascending, false", "listExperimentJobs, date-ascending, true"})
    void jobsAreNotSortedByName(String operation, String sort, boolean fits) {
        assertThat(queryFaults(operation, "sort", sort).isEmpty()).isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({
        "org_name, acme1, true", "org_name, a-b, false", "org_name, '', false", "action, train, true", "action, kmeans, true",
        "action, auto4dseg, false", "dataset_id, 0b7f1c9e-5a53-4f11-9a39-6a2f3c1d0e4f, true", "dataset_id, 1-1-1-1-1, false"
    })
    void aPartOfThePathIsChecked(String name, String value, boolean fits) {
        assertThat(faults(operation("getDatasetSpecsSchema").parameters(), name, value).isEmpty()).isEqualTo(fits);
    }

    @Test
    void aParameterThatMayBeRepeatedIsCheckedValueByValue() {
        MultivaluedHashMap<String, String> query = new MultivaluedHashMap<>();
        query.addAll("file_lists", "a/b.pth", "logs/c.txt");
        assertThat(operation("downloadDatasetJobFiles").checkQuery(query)).isEmpty();
        query.add("file_lists", "x".repeat(4097));
        query.add("tar_files", "perhaps");
        assertThat(operation("downloadDatasetJobFiles").checkQuery(query))
                .extracting(SpecFault::pointer)
                .containsExactlyInAnyOrder("/file_lists", "/tar_files");
    }

    @ParameterizedTest
    @CsvSource({"0, true", "60, true", "61, false", "-1, false", "soon, false", "'', false"})
    void aClientWaitsAMinuteAtMost(String seconds, boolean fits) {
        assertThat(queryFaults("getDatasetJob", "wait", seconds).isEmpty()).isEqualTo(fits);
    }

    @Test
    void aWorkersReportIsChecked() throws Exception {
        for (String fits : List.of("{\"status\":\"{}\",\"experiment_number\":\"0\"}", "{\"status\":{\"epoch\":1},\"sequence\":1}")) {
            assertThat(operation("reportDatasetJobStatus").body().check(JSON.readTree(fits))).isNotEmpty();
        }
        for (String field : List.of("\"status\":1", "\"log_contents\":[]", "\"experiment_number\":-1", "\"sequence\":0")) {
            assertThatExceptionOfType(InvalidRequest.class)
                    .isThrownBy(() -> operation("reportDatasetJobStatus").body().check(JSON.readTree("{" + field + "}")));
        }
    }

    @Test
    void aMethodThatNamesNoOperationIsADefect() throws Exception {
        assertThatIllegalStateException().isThrownBy(() -> CONTRACT.operation(Object.class.getMethod("toString")));
    }

    /** Every length, word list and bound of every field of the request models. */
    static Stream<Arguments> limits() {
        List<Arguments> limits = new ArrayList<>();
        FrozenContract.operations().forEach(operation -> model(operation.id()).ifPresent(model -> model.properties().forEach(field -> {
            JsonNode schema = resolve(field.getValue());
            if (schema.has("maxLength")) {
                int length = schema.get("maxLength").asInt();
                limits.add(limit(operation, field.getKey(), text(length), text(length + 1)));
            }
            if (schema.has("enum") && !List.of("network_arch", "type").contains(field.getKey())) {
                String last = schema.get("enum").get(schema.get("enum").size() - 1).asText();
                limits.add(limit(operation, field.getKey(), JSON.getNodeFactory().textNode(last), JSON.getNodeFactory().textNode(last + "x")));
            }
            if (schema.has("minimum")) {
                limits.add(limit(operation, field.getKey(), JSON.getNodeFactory().numberNode(0), JSON.getNodeFactory().numberNode(-1)));
            }
        })));
        return limits.stream();
    }

    /** Every field of the request models that has a type. */
    static Stream<Arguments> fields() {
        return FrozenContract.operations().stream().flatMap(operation -> model(operation.id()).stream()
                .flatMap(model -> model.properties().stream())
                .filter(field -> resolve(field.getValue()).has("type"))
                .map(field -> Arguments.of(operation.id(), field.getKey())));
    }

    private static Arguments limit(FrozenContract.Entry operation, String field, JsonNode fits, JsonNode exceeds) {
        return Arguments.of(operation.id(), field, fits, exceeds);
    }

    private static JsonNode text(int length) {
        return JSON.getNodeFactory().textNode("x".repeat(length));
    }

    private static Optional<ObjectNode> model(String operationId) {
        return FrozenContract.operations().stream()
                .filter(operation -> operation.id().equals(operationId))
                .map(operation -> operation.description().at("/requestBody/content/application~1json/schema"))
                .filter(schema -> !schema.isMissingNode())
                .map(schema -> (ObjectNode) resolve(schema).get("properties"))
                .findFirst();
    }

    private static JsonNode resolve(JsonNode schema) {
        return schema.has("$ref") ? FROZEN.at(schema.get("$ref").asText().substring(1)) : schema;
    }

    private static List<SpecFault> queryFaults(String operation, String name, String value) {
        return faults(operation(operation).parameters().stream().filter(rule -> !rule.inPath()).toList(), name, value);
    }

    private static List<SpecFault> faults(List<ParameterRule> rules, String name, String value) {
        return rules.stream().filter(rule -> rule.name().equals(name)).findFirst().orElseThrow().check(value);
    }

    private static Optional<InvalidRequest> refusal(Runnable check) {
        try {
            check.run();
            return Optional.empty();
        } catch (InvalidRequest refused) {
            return Optional.of(refused);
        }
    }

    private static ContractOperation operation(String id) {
        for (var method : Names.class.getDeclaredMethods()) {
            Operation named = method.getAnnotation(Operation.class);
            if (named != null && named.operationId().equals(id)) {
                return CONTRACT.operation(method);
            }
        }
        throw new IllegalArgumentException("add " + id + " to the operations under test");
    }

    /** Methods that name the operations under test, as resource methods do. */
    interface Names {
        @Operation(operationId = "login")
        void login();

        @Operation(operationId = "listDatasets")
        void listDatasets();

        @Operation(operationId = "createDataset")
        void createDataset();

        @Operation(operationId = "updateDataset")
        void updateDataset();

        @Operation(operationId = "patchDataset")
        void patchDataset();

        @Operation(operationId = "listDatasetJobs")
        void listDatasetJobs();

        @Operation(operationId = "runDatasetJob")
        void runDatasetJob();

        @Operation(operationId = "getDatasetJob")
        void getDatasetJob();

        @Operation(operationId = "downloadDatasetJobFiles")
        void downloadDatasetJobFiles();

        @Operation(operationId = "reportDatasetJobStatus")
        void reportDatasetJobStatus();

        @Operation(operationId = "getDatasetSpecsSchema")
        void getDatasetSpecsSchema();

        @Operation(operationId = "listExperiments")
        void listExperiments();

        @Operation(operationId = "createExperiment")
        void createExperiment();

        @Operation(operationId = "updateExperiment")
        void updateExperiment();

        @Operation(operationId = "patchExperiment")
        void patchExperiment();

        @Operation(operationId = "listExperimentJobs")
        void listExperimentJobs();

        @Operation(operationId = "runExperimentJob")
        void runExperimentJob();

        @Operation(operationId = "publishExperimentModel")
        void publishExperimentModel();

        @Operation(operationId = "resumeExperimentJob")
        void resumeExperimentJob();
    }
}
