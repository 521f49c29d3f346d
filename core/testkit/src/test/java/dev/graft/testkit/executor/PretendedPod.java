// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit.executor;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** A pod whose one container is a process of this machine, which sees its folders under their own paths. */
final class PretendedPod {

    private static final String TOLD = "/graft/told";

    private final String job;
    private final Pod pod;
    private final Path files;
    private Process process;
    private boolean deleted;
    private Optional<String> eviction = Optional.empty();

    /** @param files where its volume with files is */
    PretendedPod(String job, Pod pod, Path files) {
        this.job = job;
        this.pod = pod;
        this.files = files;
    }

    String name() {
        return pod.getMetadata().getName();
    }

    /** The name of the Job that it belongs to. */
    String job() {
        return job;
    }

    /** Whether it is to go. */
    synchronized boolean deleted() {
        return deleted;
    }

    /** Why its node wants it no more; empty if it may stay. */
    synchronized Optional<String> eviction() {
        return eviction;
    }

    /** Its node wants it no more. */
    synchronized void evicted(String why) {
        eviction = Optional.of(why);
    }

    /** Runs its container, unless it was deleted before. */
    synchronized void start(KubernetesClient cluster, IntConsumer over) {
        if (deleted) {
            over.accept(143);
            return;
        }
        Container container = pod.getSpec().getContainers().get(0);
        try {
            List<String> command = container.getCommand().stream().map(word -> word.replace(TOLD, files.toString())).toList();
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(Path.of(container.getWorkingDir()).toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            container.getEnv().forEach(variable -> builder.environment().put(variable.getName(), value(cluster, variable)));
            writeFiles(cluster);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("the container of " + name() + " cannot be run", e);
        }
        cluster.pods().inNamespace(PretendedCluster.NAMESPACE).withName(name()).editStatus(before -> new PodBuilder(before)
                .withNewStatus()
                .withPhase("Running")
                .endStatus()
                .build());
        process.onExit().thenAccept(ended -> over.accept(ended.exitValue()));
    }

    /** Ends it: a signal to its first process, and after the grace period a deadly one to all. */
    synchronized void end(Duration grace) {
        deleted = true;
        if (process == null || !process.isAlive()) {
            return;
        }
        if (grace.isZero()) {
            kill();
        } else {
            process.destroy();
            CompletableFuture.delayedExecutor(grace.toMillis(), TimeUnit.MILLISECONDS).execute(this::kill);
        }
    }

    /** Ends all its processes at once. */
    synchronized void kill() {
        if (process != null) {
            List<ProcessHandle> children = process.descendants().toList();
            process.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private void writeFiles(KubernetesClient cluster) throws IOException {
        Files.createDirectories(files);
        for (Volume volume : pod.getSpec().getVolumes()) {
            if (volume.getSecret() != null) {
                Map<String, String> texts = texts(cluster, volume.getSecret().getSecretName());
                for (KeyToPath item : volume.getSecret().getItems()) {
                    Files.writeString(files.resolve(item.getPath()), texts.get(item.getKey()));
                }
            } else if (volume.getConfigMap() != null) {
                Map<String, String> texts = cluster.configMaps()
                        .inNamespace(PretendedCluster.NAMESPACE)
                        .withName(volume.getConfigMap().getName())
                        .get()
                        .getData();
                for (Map.Entry<String, String> text : texts.entrySet()) {
                    Files.writeString(files.resolve(text.getKey()), text.getValue());
                }
            }
        }
    }

    private static String value(KubernetesClient cluster, EnvVar variable) {
        SecretKeySelector key = variable.getValueFrom().getSecretKeyRef();
        return texts(cluster, key.getName()).get(key.getKey());
    }

    /** What a secret holds; the real API server turns texts into Base64 when it takes them. */
    private static Map<String, String> texts(KubernetesClient cluster, String name) {
        Secret secret = cluster.secrets().inNamespace(PretendedCluster.NAMESPACE).withName(name).get();
        Map<String, String> texts = new HashMap<>(secret.getStringData() == null ? Map.of() : secret.getStringData());
        if (secret.getData() != null) {
            secret.getData().forEach((key, value) -> texts.put(key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
        }
        return texts;
    }
}
