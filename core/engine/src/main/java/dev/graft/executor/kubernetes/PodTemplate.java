// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.kubernetes;

import dev.graft.executor.Slot;
import dev.graft.executor.Work;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The pod of an attempt.
 *
 * @param image what it runs in
 * @param command what it runs
 * @param variables names of its environment variables, whose values are in the secret
 * @param told the volume with what its worker is told
 */
record PodTemplate(
        KubernetesSettings settings, Work work, String image, List<String> command, Collection<String> variables, Optional<Volume> told) {

    /** Name of the container that is the worker; a pod may get others, of a service mesh for example. */
    static final String CONTAINER = "worker";

    private static final String TOLD_VOLUME = "told";
    private static final String SHARED_MEMORY = "shared-memory";
    private static final String GPU_TAINT = "nvidia.com/gpu";

    /** The server's own limit comes first; this one is for when it is gone. */
    private static final long SPARE_SECONDS = 300;

    PodTemplate(KubernetesSettings settings, Work work, String image, List<String> command, Collection<String> variables) {
        this(settings, work, image, command, variables, Optional.empty());
    }

    /** The key of a variable in the secret. */
    static String variableKey(String name) {
        return "env." + name;
    }

    /** With a config map's files. */
    PodTemplate with(ConfigMap files) {
        return told(new VolumeBuilder()
                .withName(TOLD_VOLUME)
                .withNewConfigMap()
                .withName(files.getMetadata().getName())
                .endConfigMap()
                .build());
    }

    /** With one file of a secret. */
    PodTemplate with(Secret files, String file) {
        return told(new VolumeBuilder()
                .withName(TOLD_VOLUME)
                .withNewSecret()
                .withSecretName(files.getMetadata().getName())
                .addNewItem()
                .withKey(file)
                .withPath(file)
                .endItem()
                .endSecret()
                .build());
    }

    private PodTemplate told(Volume volume) {
        return new PodTemplate(settings, work, image, command, variables, Optional.of(volume));
    }

    PodTemplateSpec build(Map<String, String> labels) {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withServiceAccountName(settings.serviceAccount().orElse(null))
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withActiveDeadlineSeconds(work.timeLimit().map(limit -> limit.toSeconds() + SPARE_SECONDS).orElse(null))
                .withImagePullSecrets(settings.pullSecrets().stream().map(LocalObjectReference::new).toList())
                .withNodeSelector(nodeSelector())
                .withAffinity(affinity())
                .addNewToleration()
                .withKey(GPU_TAINT)
                .withOperator("Exists")
                .withEffect("NoSchedule")
                .endToleration()
                .withNewSecurityContext()
                .withRunAsUser(settings.user().uid())
                .withRunAsGroup(settings.user().gid())
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .withContainers(container())
                .withVolumes(volumes())
                .endSpec()
                .build();
    }

    private Container container() {
        return new ContainerBuilder()
                .withName(CONTAINER)
                .withImage(image)
                .withImagePullPolicy(settings.pull().orElse(null))
                .withCommand(command)
                .withWorkingDir(work.resultsDir().toString())
                .withEnv(new TreeSet<>(variables).stream().map(this::variable).toList())
                .withResources(resources())
                .withVolumeMounts(mounts())
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .build();
    }

    private EnvVar variable(String name) {
        return new EnvVarBuilder()
                .withName(name)
                .withNewValueFrom()
                .withNewSecretKeyRef()
                .withName(Manifests.name(work.attempt()))
                .withKey(variableKey(name))
                .endSecretKeyRef()
                .endValueFrom()
                .build();
    }

    /** Cores are asked for and may be exceeded while nobody else wants them; memory may not. */
    private ResourceRequirements resources() {
        Map<String, Quantity> limits = new TreeMap<>();
        Map<String, Quantity> requests = new TreeMap<>(Map.of("cpu", new Quantity(Integer.toString(work.cores()))));
        settings.memoryBytes().ifPresent(bytes -> {
            Quantity memory = new Quantity(Long.toString(bytes * work.slots().size()));
            limits.put("memory", memory);
            requests.put("memory", memory);
        });
        if (work.gpus() > 0) {
            limits.put(settings.gpuResource(), new Quantity(Integer.toString(work.gpus())));
        }
        return new ResourceRequirementsBuilder().withRequests(requests).withLimits(limits.isEmpty() ? null : limits).build();
    }

    private Map<String, String> nodeSelector() {
        Map<String, String> labels = new TreeMap<>();
        work.slots().stream()
                .map(Slot::platform)
                .distinct()
                .forEach(platform -> labels.putAll(settings.nodeSelectors().getOrDefault(platform, Map.of())));
        return labels.isEmpty() ? null : labels;
    }

    /** Where no labels are configured, the nodes are those that have the GPU that the slots were found with. */
    private Affinity affinity() {
        List<String> products = products();
        if (products.isEmpty() || nodeSelector() != null) {
            return null;
        }
        return new AffinityBuilder()
                .withNewNodeAffinity()
                .withNewRequiredDuringSchedulingIgnoredDuringExecution()
                .addNewNodeSelectorTerm()
                .addNewMatchExpression()
                .withKey(ClusterSlots.PRODUCT)
                .withOperator("In")
                .withValues(products)
                .endMatchExpression()
                .endNodeSelectorTerm()
                .endRequiredDuringSchedulingIgnoredDuringExecution()
                .endNodeAffinity()
                .build();
    }

    private List<String> products() {
        return work.slots().stream().filter(Slot::gpu).map(Slot::model).filter(model -> !model.isEmpty()).distinct().sorted().toList();
    }

    private List<Volume> volumes() {
        List<Volume> volumes = new ArrayList<>();
        volumes.add(new VolumeBuilder()
                .withName(SharedClaim.VOLUME)
                .withNewPersistentVolumeClaim()
                .withClaimName(settings.claim().name())
                .endPersistentVolumeClaim()
                .build());
        volumes.add(new VolumeBuilder()
                .withName(SHARED_MEMORY)
                .withNewEmptyDir()
                .withMedium("Memory")
                .withSizeLimit(new Quantity(Long.toString(settings.sharedMemoryBytes())))
                .endEmptyDir()
                .build());
        told.ifPresent(volumes::add);
        return volumes;
    }

    /** The job's own folder and the unpacked natives are writable, what it reads is not. Code that is not on the claim is in the image. */
    private List<VolumeMount> mounts() {
        SharedClaim claim = settings.claim();
        Path own = work.attempt().folder();
        Stream<VolumeMount> writable =
                Stream.of(own, settings.worker().cache()).filter(claim::holds).map(path -> claim.mount(path, false));
        Stream<VolumeMount> readable = Stream.of(
                        work.classPath().stream(), Stream.of(settings.worker().libraries()), work.inputs().stream())
                .flatMap(paths -> paths)
                .filter(claim::holds)
                .filter(path -> !path.startsWith(own))
                .distinct()
                .map(path -> claim.mount(path, true));
        Stream<VolumeMount> memory =
                Stream.of(new VolumeMountBuilder().withName(SHARED_MEMORY).withMountPath("/dev/shm").build());
        Stream<VolumeMount> files = told.stream()
                .map(volume -> new VolumeMountBuilder()
                        .withName(volume.getName())
                        .withMountPath(Manifests.TOLD)
                        .withReadOnly(true)
                        .build());
        return Stream.of(writable, readable, memory, files).flatMap(part -> part).toList();
    }
}
