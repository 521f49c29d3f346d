// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.kubernetes;

import dev.graft.executor.WorkerSettings;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How jobs are handed to Kubernetes.
 *
 * @param namespace where the Jobs are made
 * @param server what marks the objects of this installation, as the label {@code graft.dev/server}
 * @param claim the volume that server and pods share
 * @param images image references by the keys of container forms
 * @param workerImage image with Java and the distribution for embedded forms; empty if embedded forms are not run
 * @param worker how the worker of an embedded form is started in that image
 * @param pull when images are fetched, in Kubernetes' word; empty for its default
 * @param pullSecrets names of secrets with the registries' credentials
 * @param queue local queue of Kueue; empty without Kueue
 * @param nodeSelectors labels that nodes must have, by platform
 * @param gpuResource what a GPU is called among a node's resources
 * @param memoryBytes memory for each slot; empty for no limit
 * @param sharedMemoryBytes size of {@code /dev/shm}, through which data loaders pass batches
 * @param serviceAccount the pods' service account; empty for the namespace's default
 * @param user who the processes are, by number
 */
public record KubernetesSettings(
        String namespace,
        String server,
        SharedClaim claim,
        Map<String, String> images,
        Optional<String> workerImage,
        WorkerSettings worker,
        Optional<String> pull,
        List<String> pullSecrets,
        Optional<String> queue,
        Map<String, Map<String, String>> nodeSelectors,
        String gpuResource,
        OptionalLong memoryBytes,
        long sharedMemoryBytes,
        Optional<String> serviceAccount,
        PodUser user) {

    /** What NVIDIA's device plugin calls a GPU. */
    public static final String NVIDIA_GPU = "nvidia.com/gpu";

    public KubernetesSettings {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(claim, "claim");
        images = Map.copyOf(images);
        Objects.requireNonNull(workerImage, "workerImage");
        Objects.requireNonNull(worker, "worker");
        Objects.requireNonNull(pull, "pull");
        pullSecrets = List.copyOf(pullSecrets);
        Objects.requireNonNull(queue, "queue");
        nodeSelectors = Map.copyOf(nodeSelectors);
        Objects.requireNonNull(gpuResource, "gpuResource");
        Objects.requireNonNull(memoryBytes, "memoryBytes");
        Objects.requireNonNull(serviceAccount, "serviceAccount");
        Objects.requireNonNull(user, "user");
    }
}
