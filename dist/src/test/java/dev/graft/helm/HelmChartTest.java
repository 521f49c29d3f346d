// SPDX-License-Identifier: Apache-2.0
package dev.graft.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import io.kubernetes.client.openapi.models.V1ClusterRole;
import io.kubernetes.client.openapi.models.V1ClusterRoleBinding;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1Role;
import io.kubernetes.client.openapi.models.V1RoleBinding;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelmChartTest {

    private static final Path CHART = Path.of("helm", "graft").toAbsolutePath();

    private static final Map<String, SchemaCheck> SCHEMAS = Map.of(
            "ClusterRole", V1ClusterRole::validateJsonElement,
            "ClusterRoleBinding", V1ClusterRoleBinding::validateJsonElement,
            "Deployment", V1Deployment::validateJsonElement,
            "PersistentVolumeClaim", V1PersistentVolumeClaim::validateJsonElement,
            "Role", V1Role::validateJsonElement,
            "RoleBinding", V1RoleBinding::validateJsonElement,
            "Secret", V1Secret::validateJsonElement,
            "Service", V1Service::validateJsonElement,
            "ServiceAccount", V1ServiceAccount::validateJsonElement);

    private static final String ALL_VALUES =
            """
            image: {repository: registry.example/graft, tag: "7", pullPolicy: Always}
            imagePullSecrets: [login, mirror]
            storage: {size: 1Ti, storageClassName: nfs}
            administrator: {organisation: acme, apiKey: "key: with 'quotes'"}
            masterKey: AAAA
            database: {url: "jdbc:postgresql://db/graft", user: g, password: p}
            jobs:
              slots: a100=8,t4=4
              cores: 6
              memory: 32g
              queue: training
              nodeSelectors: {a100: "pool=a100,zone=b"}
              images: {pytorch: "registry.example/tao:5.3"}
            publicUrl: https://graft.example.org
            settings: {GRAFT_UPLOAD_MAX_BYTES: "1073741824"}
            """;

    @TempDir
    private Path folder;

    /** Throws if a document is not true to its kind's schema. */
    private interface SchemaCheck {
        void check(JsonElement document) throws IOException;
    }

    @Test
    void helmHasNothingToSayAgainstTheChart() {
        LintResult lint = new Helm(CHART).lint().strict().quiet().call();

        assertThat(lint.isFailed()).as(String.join("\n", lint.getMessages())).isFalse();
    }

    @Test
    void whatItMakesIsTrueToKubernetesOwnSchema() throws IOException {
        for (Optional<String> values : List.of(Optional.<String>empty(), Optional.of(ALL_VALUES))) {
            for (JsonNode document : documents(values)) {
                SchemaCheck schema = SCHEMAS.get(document.required("kind").asText());
                JsonElement json = JsonParser.parseString(document.toString());
                assertThatCode(() -> schema.check(json)).as(document.toString()).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void theProbesAskForTheServersHealth() throws IOException {
        JsonNode container = container(Optional.empty());

        assertThat(container.at("/startupProbe/httpGet/path").asText()).isEqualTo("/health/started");
        assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/health/live");
        assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/health/ready");
    }

    @Test
    void valuesBecomeTheConfigurationOfTheExecutor() throws IOException {
        assertThat(environment(container(Optional.of(ALL_VALUES))))
                .containsEntry("GRAFT_EXECUTORS", "kubernetes")
                .containsEntry("GRAFT_KUBERNETES_CLAIM", "site-data")
                .containsEntry("GRAFT_KUBERNETES_WORKER_IMAGE", "registry.example/graft:7")
                .containsEntry("GRAFT_KUBERNETES_PULL_SECRETS", "login,mirror")
                .containsEntry("GRAFT_KUBERNETES_SLOTS", "a100=8,t4=4")
                .containsEntry("GRAFT_KUBERNETES_CORES", "6")
                .containsEntry("GRAFT_KUBERNETES_QUEUE", "training")
                .containsEntry("GRAFT_KUBERNETES_NODE_SELECTOR_A100", "pool=a100,zone=b")
                .containsEntry("GRAFT_CONTAINER_IMAGES_PYTORCH", "registry.example/tao:5.3")
                .containsEntry("GRAFT_DATABASE_URL", "jdbc:postgresql://db/graft")
                .containsEntry("GRAFT_PUBLIC_URL", "https://graft.example.org")
                .containsEntry("GRAFT_UPLOAD_MAX_BYTES", "1073741824");
    }

    @Test
    void keysAndPasswordsAreInTheSecretAlone() throws IOException {
        List<JsonNode> documents = documents(Optional.of(ALL_VALUES));
        JsonNode secret = ofKind(documents, "Secret").orElseThrow();

        assertThat(secret.at("/stringData/GRAFT_API_KEY").asText()).isEqualTo("key: with 'quotes'");
        assertThat(secret.at("/stringData/GRAFT_DATABASE_PASSWORD").asText()).isEqualTo("p");
        assertThat(documents).filteredOn(document -> document != secret).noneMatch(document -> document.toString().contains("key: with"));
    }

    @Test
    void nodesMayBeListedOnlyWhereTheyAreTheSlots() throws IOException {
        assertThat(ofKind(documents(Optional.empty()), "ClusterRole")).isPresent();
        assertThat(ofKind(documents(Optional.of(ALL_VALUES)), "ClusterRole")).isEmpty();
    }

    @Test
    void aClaimAndASecretThatAreThereAreUsed() throws IOException {
        List<JsonNode> documents =
                documents(Optional.of("storage: {existingClaim: shared}\nadministrator: {existingSecret: keys}\n"));

        assertThat(ofKind(documents, "PersistentVolumeClaim")).isEmpty();
        assertThat(ofKind(documents, "Secret")).isEmpty();
        JsonNode pod = ofKind(documents, "Deployment").orElseThrow().at("/spec/template/spec");
        assertThat(pod.findValuesAsText("claimName")).containsExactly("shared");
        assertThat(pod.at("/containers/0/envFrom/0/secretRef/name").asText()).isEqualTo("keys");
    }

    private JsonNode container(Optional<String> values) throws IOException {
        return ofKind(documents(values), "Deployment").orElseThrow().at("/spec/template/spec/containers/0");
    }

    private static Map<String, String> environment(JsonNode container) {
        Map<String, String> environment = new TreeMap<>();
        container.required("env").forEach(variable -> environment.put(variable.required("name").asText(), variable.path("value").asText()));
        return environment;
    }

    private static Optional<JsonNode> ofKind(List<JsonNode> documents, String kind) {
        return documents.stream().filter(document -> document.required("kind").asText().equals(kind)).findFirst();
    }

    private List<JsonNode> documents(Optional<String> values) throws IOException {
        TemplateCommand template = new Helm(CHART).template().withName("site").withNamespace("ml").withKubeVersion("1.31.0");
        if (values.isPresent()) {
            template.withValuesFile(Files.writeString(folder.resolve("values.yaml"), values.get()));
        }
        YAMLMapper yaml = new YAMLMapper();
        List<JsonNode> documents = new ArrayList<>();
        try (MappingIterator<JsonNode> all = yaml.readerFor(JsonNode.class).readValues(template.call())) {
            all.forEachRemaining(document -> {
                if (document.isObject()) {
                    documents.add(document);
                }
            });
        }
        assertThat(documents).isNotEmpty();
        return documents;
    }
}
