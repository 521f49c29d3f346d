// SPDX-License-Identifier: Apache-2.0
package dev.graft.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the records that leave the server against the contract's models, field by field. */
class RepresentationsTest {

    private static final JsonNode SCHEMAS = schemas();

    /** Readable in the contract and yet kept back: they hold secrets. */
    private static final Set<String> SECRETS = Set.of("docker_env_vars", "encryption_key");

    @ParameterizedTest
    @CsvSource({
        "dev.graft.web.dataset.DatasetRsp, DatasetRsp, status_reason pull_progress, ''",
        "dev.graft.web.experiment.ExperimentRsp, ExperimentRsp, '', ''",
        "dev.graft.web.experiment.AutomlSettingsJson, AutoMLSettings, automl_last_bracket automl_max_parallel, ''",
        "dev.graft.web.job.JobRsp, DatasetJob, experiment_id priority time_limit, ''",
        "dev.graft.web.job.JobRsp, ExperimentJob, dataset_id priority time_limit, sync",
        "dev.graft.web.job.JobRsp$TarStats, JobTarStats, '', ''",
        "dev.graft.web.json.CloudDetailsJson, CloudDetails, '', cloud_specific_details",
        "dev.graft.web.error.ErrorBody, ErrorRsp, '', ''"
    })
    void aRepresentationHasTheFieldsOfItsModelAndNoSecret(String type, String model, String added, String left) throws Exception {
        Set<String> expected = new HashSet<>();
        SCHEMAS.at("/" + model + "/properties").properties().stream()
                .filter(field -> !field.getValue().path("writeOnly").asBoolean())
                .forEach(field -> expected.add(field.getKey()));
        expected.removeAll(SECRETS);
        expected.remove(left);
        Stream.of(added.split(" ")).filter(name -> !name.isEmpty()).forEach(expected::add);
        assertThat(fields(Class.forName(type))).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void theSecretsAreStillThoseOfTheContract() {
        assertThat(SECRETS).allMatch(name -> SCHEMAS.at("/ExperimentRsp/properties").has(name));
    }

    private static Stream<String> names(RecordComponent component) {
        if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
            return fields(component.getType()).stream();
        }
        JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
        return Stream.of(named == null ? component.getName() : named.value());
    }

    private static Set<String> fields(Class<?> type) {
        Set<String> names = new HashSet<>();
        Arrays.stream(type.getRecordComponents()).flatMap(RepresentationsTest::names).forEach(names::add);
        return names;
    }

    private static JsonNode schemas() {
        try (InputStream in = RepresentationsTest.class.getResourceAsStream("/contract/openapi.json")) {
            return new ObjectMapper().readTree(in).at("/components/schemas");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
