// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit.executor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.graft.executor.Attempt;
import dev.graft.executor.Executor;
import dev.graft.executor.Slot;
import dev.graft.executor.Work;
import dev.graft.executor.Worker;
import dev.graft.executor.WorkerEnd;
import dev.graft.executor.WorkerEnd.Cause;
import dev.graft.executor.WorkerSettings;
import dev.graft.executor.kubernetes.KubernetesExecutor;
import dev.graft.executor.kubernetes.KubernetesSettings;
import dev.graft.executor.kubernetes.PodUser;
import dev.graft.executor.kubernetes.SharedClaim;
import dev.graft.spi.Action;
import dev.graft.spi.launch.ContainerForm;
import dev.graft.spi.launch.LaunchPlan;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only Kubernetes has: answers that get lost, refusals, config maps and secrets, evictions. */
class KubernetesExecutorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String JOB = "job";

    @TempDir
    private Path folder;

    private PretendedCluster cluster;
    private KubernetesClient client;
    private ExecutorService threads;
    private ScheduledExecutorService timer;
    private Executor executor;

    @BeforeEach
    void begin() {
        cluster = new PretendedCluster(folder.resolve("pods"));
        client = cluster.client();
        threads = Executors.newCachedThreadPool();
        timer = Executors.newScheduledThreadPool(1);
        executor = new KubernetesExecutor(List.of(slot()), settings(), client, threads, timer);
    }

    @AfterEach
    void end() {
        timer.shutdownNow();
        threads.shutdownNow();
        client.close();
        cluster.close();
    }

    @Test
    void aContainerFormFindsItsSpecsAndItsEnvironment() throws Exception {
        Work work = work("cat '" + ContainerForm.SPEC_FILE + "' >specs; echo \"the word is $WORD\"");

        assertThat(end(work)).isEqualTo(WorkerEnd.exited(0));
        assertThat(work.resultsDir().resolve("specs")).hasContent("epochs: 3");
        assertThat(work.logFile()).content().contains("the word is open sesame");
        assertThat(cluster.knows(name(work))).isFalse();
    }

    @Test
    void aJobWhoseAnswerGotLostRunsOnce() throws Exception {
        cluster.loseAnswersToNewJobs(1);
        Work work = work("echo once >>runs");

        assertThat(end(work)).isEqualTo(WorkerEnd.exited(0));
        assertThat(work.resultsDir().resolve("runs")).hasContent("once");
        assertThat(cluster.podsOf(name(work))).isOne();
    }

    @Test
    void whatTheApiRefusesIsTriedAnotherTimeAndLeavesNothing() throws Exception {
        cluster.refuseNewJobs("exceeded quota: gpus");
        Work work = work("echo never >>runs");

        WorkerEnd end = end(work);

        assertThat(end.cause()).isEqualTo(Cause.UNAVAILABLE);
        assertThat(end.detail()).contains("exceeded quota: gpus");
        assertThat(cluster.knows(name(work))).isFalse();
        assertThat(executor.reattach(work.attempt()).end()).isCompletedWithValueMatching(late -> late.cause() == Cause.NEVER_STARTED);
    }

    @Test
    void anEvictedPodIsToldWithItsReason() throws Exception {
        Work work = work("echo up >>runs; exec sleep 60");
        Worker worker = executor.start(work);
        Patience.await("the pod's work", PATIENCE, () -> Files.exists(work.resultsDir().resolve("runs")));

        cluster.evict(name(work), "The node was low on resource: memory.");

        WorkerEnd end = Patience.end(worker, PATIENCE);
        assertThat(end.cause()).isEqualTo(Cause.LOST);
        assertThat(end.detail()).contains("Evicted", "low on resource: memory");
    }

    private WorkerEnd end(Work work) {
        return Patience.end(executor.start(work), PATIENCE);
    }

    private static String name(Work work) {
        return "graft-" + work.attempt().jobId() + "-" + work.attempt().number();
    }

    private static Slot slot() {
        return new Slot("kubernetes/node/cpu0", "kubernetes", Slot.CPU, "node", OptionalInt.empty(), 0, 1);
    }

    private Work work(String script) throws IOException {
        Path root = Files.createDirectories(folder.resolve(JOB));
        ContainerForm form = new ContainerForm(
                "shell", List.of("sh", "-c", script), "epochs: 3\n", "train.yaml", Map.of("WORD", "open sesame"));
        return new Work(
                new Attempt(JOB, 1, root),
                "kit",
                Action.TRAIN,
                new LaunchPlan(JsonNodeFactory.instance.objectNode(), Optional.empty(), Optional.of(form)),
                List.of(slot()),
                List.of(),
                List.of(),
                Map.of(),
                "",
                Files.createDirectories(root.resolve("results")),
                root.resolve("status.json"),
                root.resolve("logs.txt"),
                Optional.empty());
    }

    private KubernetesSettings settings() {
        return new KubernetesSettings(
                PretendedCluster.NAMESPACE,
                "kit",
                new SharedClaim("data", folder),
                Map.of("shell", "shell"),
                Optional.empty(),
                new WorkerSettings(WorkerSettings.ownJava(), List.of(), folder, folder),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Map.of(),
                KubernetesSettings.NVIDIA_GPU,
                OptionalLong.empty(),
                1 << 20,
                Optional.empty(),
                new PodUser(0, 0));
    }
}
