// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.kubernetes;

import dev.graft.executor.ConfiguredImages;
import dev.graft.executor.Executor;
import dev.graft.executor.ExecutorFactory;
import dev.graft.executor.MemorySize;
import dev.graft.executor.Slot;
import dev.graft.executor.WorkerSettings;
import dev.graft.server.Background;
import dev.graft.storage.DataFolder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.microprofile.config.Config;

/**
 * Makes the executor of Kubernetes' Jobs from {@code graft.kubernetes.claim} (the volume claim that holds the data folder; required),
 * {@code .claim-root} (where its root is on the server, default the data folder), {@code .namespace} (default the pod's own, or the
 * current one of the kubeconfig), {@code .server} (label value of this installation, default {@code graft}), {@code .worker-image} (the
 * distribution, for embedded forms), {@code .pull} (Always, IfNotPresent, Never), {@code .pull-secrets}, {@code .queue} (Kueue's local
 * queue), {@code .slots} (such as {@code a100=8,t4=4}; default the GPUs of the nodes), {@code .cores} (of each such slot, default 4),
 * {@code .node-selector.<platform>} (labels, such as {@code pool=a100,zone=b}), {@code .gpu-resource} (default {@code nvidia.com/gpu}),
 * {@code .memory} (for each slot), {@code .shared-memory} (default 8g), {@code .service-account} and {@code .user} (uid:gid, default the
 * server's own). Images are those of {@code graft.container.images.<key>}. The cluster is the one that the pod is in, or that of the
 * kubeconfig.
 */
@ApplicationScoped
public class KubernetesExecutorFactory implements ExecutorFactory {

    private static final String PREFIX = "graft.kubernetes.";
    private static final String SELECTOR = PREFIX + "node-selector.";
    private static final Path SELF = Path.of("/proc/self");

    private final Config config;
    private final DataFolder data;
    private final WorkerSettings workers;
    private final ExecutorService threads;
    private final ScheduledExecutorService timer;

    /** For the container's proxy. */
    protected KubernetesExecutorFactory() {
        this(null, null, null, null, null);
    }

    @Inject
    public KubernetesExecutorFactory(
            Config config,
            DataFolder data,
            WorkerSettings workers,
            @Background ExecutorService threads,
            @Background ScheduledExecutorService timer) {
        this.config = config;
        this.data = data;
        this.workers = workers;
        this.threads = threads;
        this.timer = timer;
    }

    @Override
    public String kind() {
        return KubernetesExecutor.NAME;
    }

    @Override
    public boolean onThisMachine() {
        return false;
    }

    @Override
    public Executor make(List<Slot> machine) {
        KubernetesClient client = new KubernetesClientBuilder().build();
        KubernetesSettings settings = settings(client.getNamespace());
        try {
            List<Slot> slots = text("slots")
                    .map(this::configured)
                    .orElseGet(() -> KubernetesExecutor.slotsOf(client, settings.gpuResource()));
            return new KubernetesExecutor(slots, settings, client, threads, timer);
        } catch (KubernetesClientException e) {
            client.close();
            throw new IllegalStateException(
                    "graft.executors names kubernetes, and the cluster's nodes cannot be listed: " + e.getMessage()
                            + "; check the kubeconfig or the service account's role, or set " + PREFIX + "slots",
                    e);
        }
    }

    /**
     * The settings as configured.
     *
     * @param currentNamespace the one that the client is in; may be null
     */
    KubernetesSettings settings(String currentNamespace) {
        return new KubernetesSettings(
                text("namespace").or(() -> Optional.ofNullable(currentNamespace)).orElse("default"),
                text("server").orElse("graft"),
                claim(),
                ConfiguredImages.of(config),
                text("worker-image"),
                workers,
                text("pull"),
                text("pull-secrets").map(names -> List.of(names.split("\\s*,\\s*"))).orElse(List.of()),
                text("queue"),
                nodeSelectors(),
                text("gpu-resource").orElse(KubernetesSettings.NVIDIA_GPU),
                text("memory").map(value -> OptionalLong.of(MemorySize.bytes(PREFIX + "memory", value))).orElse(OptionalLong.empty()),
                MemorySize.bytes(PREFIX + "shared-memory", text("shared-memory").orElse("8g")),
                text("service-account"),
                text("user").map(user -> PodUser.of(PREFIX + "user", user)).orElseGet(KubernetesExecutorFactory::ownUser));
    }

    private List<Slot> configured(String slots) {
        return ClusterSlots.of(PREFIX + "slots", slots, config.getOptionalValue(PREFIX + "cores", Integer.class).orElse(4));
    }

    private SharedClaim claim() {
        String name = text("claim").orElseThrow(() -> new IllegalArgumentException(
                "graft.executors names kubernetes; " + PREFIX + "claim must name the volume claim that holds the data folder"));
        return new SharedClaim(name, text("claim-root").map(Path::of).orElseGet(data::root));
    }

    private Map<String, Map<String, String>> nodeSelectors() {
        Map<String, Map<String, String>> selectors = new HashMap<>();
        for (String name : config.getPropertyNames()) {
            String key = name.toLowerCase(Locale.ROOT).replace("graft_kubernetes_node_selector_", SELECTOR);
            if (key.startsWith(SELECTOR)) {
                config.getOptionalValue(name, String.class)
                        .ifPresent(text -> selectors.put(key.substring(SELECTOR.length()), labels(key, text)));
            }
        }
        return selectors;
    }

    private static Map<String, String> labels(String key, String text) {
        Map<String, String> labels = new TreeMap<>();
        for (String pair : text.strip().split("\\s*,\\s*")) {
            String[] sides = pair.split("=", 2);
            if (sides.length < 2 || sides[0].isBlank()) {
                throw new IllegalArgumentException(key + " is a list of labels such as pool=a100,zone=b, unlike '" + pair + "'");
            }
            labels.put(sides[0].strip(), sides[1].strip());
        }
        return labels;
    }

    private static PodUser ownUser() {
        return new PodUser(own("unix:uid"), own("unix:gid"));
    }

    private static long own(String attribute) {
        try {
            return ((Number) Files.getAttribute(SELF, attribute)).longValue();
        } catch (IOException e) {
            throw new UncheckedIOException("the server's own user cannot be told from " + SELF + "; set " + PREFIX + "user", e);
        }
    }

    private Optional<String> text(String key) {
        return config.getOptionalValue(PREFIX + key, String.class).map(String::strip).filter(value -> !value.isEmpty());
    }
}
