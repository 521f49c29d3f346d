// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.graft.executor.Attempt;
import dev.graft.executor.Slot;
import dev.graft.executor.Work;
import dev.graft.executor.WorkerSettings;
import dev.graft.spi.Action;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.launch.ContainerForm;
import dev.graft.spi.launch.EmbeddedForm;
import dev.graft.spi.launch.LaunchPlan;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ManifestsTest {

    private static final Path DATA = Path.of("/var/lib/graft");
    private static final Path JOB = DATA.resolve("orgs/acme/jobs/j1");
    private static final String SECRET_TEXT = "an-encryption-key";

    private final Manifests manifests = new Manifests(settings(Map.of(), Optional.of("training")));

    @Test
    void bothFormsAreTrueToKubernetesOwnSchema() {
        for (LaunchPlan plan : List.of(embedded(), container())) {
            Manifest manifest = manifests.of(work(plan, gpus(2, "NVIDIA-A100-SXM4-80GB"), List.of(DATA.resolve("orgs/acme/datasets/d1"))));
            assertThatCode(() -> V1Job.validateJsonElement(json(manifest.job()))).doesNotThrowAnyException();
            assertThatCode(() -> V1Secret.validateJsonElement(json(manifest.secret()))).doesNotThrowAnyException();
            assertThat(manifest.specs().stream().toList())
                    .allSatisfy(specs -> assertThatCode(() -> V1ConfigMap.validateJsonElement(json(specs))).doesNotThrowAnyException());
        }
    }

    @Test
    void theSchemaRefusesWhatItDoesNotKnow() {
        JsonElement job = json(manifests.of(work(embedded(), cpu(), List.of())).job());
        job.getAsJsonObject().getAsJsonObject("spec").addProperty("backofLimit", 0);

        assertThatThrownBy(() -> V1Job.validateJsonElement(job)).hasMessageContaining("backofLimit");
    }

    @Test
    void aJobIsTriedOnceAndTellsWhoseItIs() {
        Job job = manifests.of(work(embedded(), cpu(), List.of())).job();

        assertThat(job.getMetadata().getName()).isEqualTo("graft-j1-3");
        assertThat(job.getMetadata().getLabels())
                .containsEntry("graft.dev/server", "site")
                .containsEntry("graft.dev/job", "j1")
                .containsEntry("graft.dev/attempt", "3")
                .containsEntry("kueue.x-k8s.io/queue-name", "training");
        assertThat(job.getSpec().getBackoffLimit()).isZero();
        assertThat(job.getSpec().getTemplate().getSpec().getRestartPolicy()).isEqualTo("Never");
        assertThat(job.getSpec().getTemplate().getMetadata().getLabels()).containsEntry("graft.dev/server", "site");
    }

    @Test
    void gpusCoresAndMemoryAreThoseOfTheSlots() {
        PodSpec pod = pod(manifests.of(work(embedded(), gpus(2, ""), List.of())));
        ResourceRequirements resources = pod.getContainers().get(0).getResources();

        assertThat(resources.getLimits())
                .containsEntry("nvidia.com/gpu", new Quantity("2"))
                .containsEntry("memory", new Quantity(Long.toString(2L << 30)));
        assertThat(resources.getRequests()).containsEntry("cpu", new Quantity("8"));
        assertThat(pod(manifests.of(work(embedded(), cpu(), List.of()))).getContainers().get(0).getResources().getLimits())
                .doesNotContainKey("nvidia.com/gpu");
    }

    @Test
    void nodesAreThoseOfThePlatform() {
        Manifests configured = new Manifests(settings(Map.of("a100", Map.of("pool", "big")), Optional.empty()));
        Work work = work(embedded(), gpus(1, "NVIDIA-A100-SXM4-80GB"), List.of());

        assertThat(pod(configured.of(work)).getNodeSelector()).containsExactly(Map.entry("pool", "big"));
        assertThat(pod(configured.of(work)).getAffinity()).isNull();
        assertThat(Serialization.asYaml(pod(manifests.of(work)).getAffinity())).contains("nvidia.com/gpu.product", "NVIDIA-A100-SXM4-80GB");
    }

    @Test
    void secretsAreInTheSecretAlone() {
        Manifest manifest = manifests.of(work(embedded(), cpu(), List.of()));

        assertThat(Serialization.asYaml(manifest.job())).doesNotContain(SECRET_TEXT, "s3cr3t");
        assertThat(manifest.secret().getStringData()).containsEntry("env.TOKEN", "s3cr3t");
        assertThat(manifest.secret().getStringData().get("job.json")).contains(SECRET_TEXT);
        assertThat(worker(manifest).getEnv()).filteredOn(variable -> variable.getName().equals("TOKEN")).singleElement()
                .satisfies(variable -> assertThat(variable.getValueFrom().getSecretKeyRef().getKey()).isEqualTo("env.TOKEN"));
    }

    @Test
    void aPodSeesItsOwnFolderAndWhatItReadsAndNothingElse() {
        Manifest manifest = manifests.of(work(embedded(), cpu(), List.of(DATA.resolve("orgs/acme/datasets/d1"))));
        List<VolumeMount> shared = worker(manifest).getVolumeMounts().stream().filter(mount -> mount.getName().equals("graft")).toList();

        assertThat(shared).extracting(VolumeMount::getSubPath).containsExactly("orgs/acme/jobs/j1", "orgs/acme/datasets/d1");
        assertThat(shared).extracting(VolumeMount::getReadOnly).containsExactly(null, true);
        assertThat(shared).extracting(VolumeMount::getMountPath).containsExactly(JOB.toString(), DATA + "/orgs/acme/datasets/d1");
    }

    @Test
    void anInputThatPodsDoNotSeeIsRefusedBeforeAnythingIsMade() {
        Work work = work(embedded(), cpu(), List.of(Path.of("/srv/elsewhere")));

        assertThatThrownBy(() -> manifests.of(work)).isInstanceOf(GraftException.class).hasMessageContaining("graft.kubernetes.claim");
    }

    @Test
    void aContainerFormsSpecFileIsInAConfigMap() {
        Manifest manifest = manifests.of(work(container(), cpu(), List.of()));

        assertThat(manifest.specs()).hasValueSatisfying(specs -> assertThat(specs.getData()).containsEntry("train.yaml", "epochs: 3\n"));
        assertThat(worker(manifest).getImage()).isEqualTo("registry.example/tao:5.3");
        assertThat(worker(manifest).getCommand()).endsWith("train", "-e", "/graft/told/train.yaml");
    }

    @Test
    void nothingInThePodMayGrowItsRights() {
        PodSpec pod = pod(manifests.of(work(embedded(), cpu(), List.of())));

        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(1000);
        assertThat(pod.getContainers().get(0).getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(pod.getContainers().get(0).getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    }

    private static PodSpec pod(Manifest manifest) {
        return manifest.job().getSpec().getTemplate().getSpec();
    }

    private static Container worker(Manifest manifest) {
        return pod(manifest).getContainers().get(0);
    }

    private static JsonElement json(Object object) {
        return JsonParser.parseString(Serialization.asJson(object));
    }

    private static LaunchPlan embedded() {
        return new LaunchPlan(JsonNodeFactory.instance.objectNode(), Optional.of(new EmbeddedForm("example.Trainer")), Optional.empty());
    }

    private static LaunchPlan container() {
        ContainerForm form = new ContainerForm(
                "pytorch", List.of("classification", "train", "-e", ContainerForm.SPEC_FILE), "epochs: 3\n", "train.yaml", Map.of());
        return new LaunchPlan(JsonNodeFactory.instance.objectNode(), Optional.empty(), Optional.of(form));
    }

    private static List<Slot> gpus(int count, String product) {
        return IntStream.range(0, count)
                .mapToObj(index -> new Slot("kubernetes/n/gpu" + index, "kubernetes", "a100", product, OptionalInt.of(index), 0, 4))
                .toList();
    }

    private static List<Slot> cpu() {
        return List.of(new Slot("kubernetes/n/cpu0", "kubernetes", Slot.CPU, "n", OptionalInt.empty(), 0, 4));
    }

    private static Work work(LaunchPlan plan, List<Slot> slots, List<Path> inputs) {
        return new Work(
                new Attempt("j1", 3, JOB),
                "classification_pyt",
                Action.TRAIN,
                plan,
                slots,
                List.of(Path.of("/opt/graft/plugins/x.jar")),
                inputs,
                Map.of("TOKEN", "s3cr3t"),
                SECRET_TEXT,
                JOB.resolve("results"),
                JOB.resolve("status.json"),
                JOB.resolve("logs.txt"),
                Optional.of(Duration.ofHours(1)));
    }

    private static KubernetesSettings settings(Map<String, Map<String, String>> selectors, Optional<String> queue) {
        return new KubernetesSettings(
                "graft",
                "site",
                new SharedClaim("graft-data", DATA),
                Map.of("pytorch", "registry.example/tao:5.3"),
                Optional.of("registry.example/graft:1"),
                new WorkerSettings(
                        Path.of("/usr/bin/java"), List.of("-Xmx1g"), Path.of("/opt/graft/worker/lib"), Path.of("/opt/graft/worker/cache")),
                Optional.of("IfNotPresent"),
                List.of("registry-login"),
                queue,
                selectors,
                KubernetesSettings.NVIDIA_GPU,
                OptionalLong.of(1L << 30),
                8L << 30,
                Optional.of("graft-worker"),
                new PodUser(1000, 1000));
    }
}
