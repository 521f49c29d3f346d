// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.executor.Attempt;
import dev.graft.executor.Executor;
import dev.graft.executor.Slot;
import dev.graft.executor.WorkerSettings;
import dev.graft.executor.kubernetes.KubernetesExecutor;
import dev.graft.executor.kubernetes.KubernetesSettings;
import dev.graft.executor.kubernetes.PodUser;
import dev.graft.executor.kubernetes.SharedClaim;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The kit on a pretended Kubernetes: a real API, and real processes for its pods. */
class KubernetesExecutorKitTest extends ExecutorKit {

    @TempDir
    private Path folder;

    private PretendedCluster cluster;
    private KubernetesClient client;
    private ExecutorService threads;
    private ScheduledExecutorService timer;

    @RegisterExtension
    private final BeforeEachCallback beginning = context -> cluster = new PretendedCluster(folder);

    @RegisterExtension
    private final AfterEachCallback end = context -> cluster.close();

    @Override
    protected Executor newServersExecutor() {
        threads = Executors.newCachedThreadPool();
        timer = Executors.newScheduledThreadPool(2);
        client = cluster.client();
        return new KubernetesExecutor(slots(), settings(), client, threads, timer);
    }

    @Override
    protected void killServer() {
        if (timer != null) {
            timer.shutdownNow();
            threads.shutdownNow();
            client.close();
        }
    }

    @Override
    protected boolean anythingLeftOf(Attempt attempt) {
        return cluster.knows("graft-" + attempt.jobId() + "-" + attempt.number())
                || ProcessHandle.allProcesses()
                        .flatMap(process -> process.info().commandLine().stream())
                        .anyMatch(line -> line.contains(attempt.token()));
    }

    private static List<Slot> slots() {
        return IntStream.range(0, 2)
                .mapToObj(index -> new Slot("kubernetes/node/" + index, "kubernetes", Slot.CPU, "node", OptionalInt.empty(), 0, 1))
                .toList();
    }

    private KubernetesSettings settings() {
        return new KubernetesSettings(
                PretendedCluster.NAMESPACE,
                "kit",
                new SharedClaim("data", Path.of("/")),
                Map.of(),
                Optional.of("worker"),
                new WorkerSettings(
                        WorkerSettings.ownJava(),
                        List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError"),
                        folder.resolve("no-libraries"),
                        folder),
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
