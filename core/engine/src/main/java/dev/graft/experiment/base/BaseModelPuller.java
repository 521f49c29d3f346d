// SPDX-License-Identifier: Apache-2.0
package dev.graft.experiment.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.archive.FileTree;
import dev.graft.cloud.CloudFault;
import dev.graft.cloud.CloudSource;
import dev.graft.cloud.CloudSources;
import dev.graft.cloud.FolderPull;
import dev.graft.cloud.PullLimits;
import dev.graft.cloud.PullStopped;
import dev.graft.cloud.RetryPolicy;
import dev.graft.cluster.Heartbeat;
import dev.graft.dataset.PullStatus;
import dev.graft.experiment.Experiment;
import dev.graft.registry.Checksum;
import dev.graft.secret.Vault;
import dev.graft.server.Background;
import dev.graft.server.ServerStarted;
import dev.graft.server.StartOrder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches the files of base experiments in the background and checks them. Goes on after a restart of the server. */
@ApplicationScoped
public class BaseModelPuller {

    private static final Logger LOG = LoggerFactory.getLogger(BaseModelPuller.class);

    private final BaseExperimentRepository bases;
    private final BasePullProgress progress;
    private final BaseModelFiles files;
    private final CloudSources sources;
    private final PullLimits limits;
    private final Vault vault;
    private final ExecutorService threads;
    private final Set<UUID> active = ConcurrentHashMap.newKeySet();

    /** For the container's proxy. */
    protected BaseModelPuller() {
        this(null, null, null, null, null, null, null);
    }

    @Inject
    public BaseModelPuller(
            BaseExperimentRepository bases,
            BasePullProgress progress,
            BaseModelFiles files,
            CloudSources sources,
            PullLimits limits,
            Vault vault,
            @Background ExecutorService threads) {
        this.bases = bases;
        this.progress = progress;
        this.files = files;
        this.sources = sources;
        this.limits = limits;
        this.vault = vault;
        this.threads = threads;
    }

    void onWanted(@Observes(during = TransactionPhase.AFTER_SUCCESS) BaseModelWanted wanted) {
        start(wanted.id());
    }

    /** Where another server lives, what is unfinished may be its own. */
    void atStart(@Observes @Priority(StartOrder.RECOVERY) ServerStarted started, Heartbeat heartbeat) {
        if (heartbeat.alone()) {
            recover();
        }
    }

    /** Goes on with every pull that a former run of the server left. */
    void recover() {
        bases.all().stream()
                .filter(base -> !base.basePullStatus().map(PullStatus::settled).orElse(true))
                .forEach(base -> start(base.id()));
    }

    private void start(UUID id) {
        if (active.add(id)) {
            threads.execute(() -> {
                try {
                    pull(id);
                } finally {
                    active.remove(id);
                }
            });
        }
    }

    private void pull(UUID id) {
        try {
            Optional<Experiment> base = progress.started(id);
            if (base.isPresent()) {
                pull(base.get());
            }
        } catch (PullStopped e) {
            LOG.info("Base experiment {}: the pull was stopped", id);
        } catch (CloudFault e) {
            LOG.info("Base experiment {}: the pull failed: {}", id, e.getMessage(), e.getCause());
            progress.failed(id, e.getMessage());
        } catch (IOException | RuntimeException e) {
            LOG.error("Base experiment {}: the pull failed for a reason of the server", id, e);
            progress.failed(id, "The server could not store the files (" + e.getClass().getSimpleName() + ").");
        } finally {
            if (!progress.exists(id)) {
                files.remove(id);
            }
        }
    }

    private void pull(Experiment base) throws IOException {
        UUID id = base.id();
        Path pulled;
        try (CloudSource source = sources.open(base.cloudLocation().orElseThrow().open(id, vault), "model")) {
            pulled = new FolderPull(
                            files.work(id), source, limits, RetryPolicy.standard(), threads, count -> progress.exists(id))
                    .run();
        }
        ObjectNode digests = digests(pulled);
        Optional<String> objection = objection(digests, base.modelSource().sha256Digest(), pulled);
        if (objection.isPresent()) {
            FileTree.delete(files.work(id));
            progress.failed(id, objection.get());
            LOG.warn("Base experiment {}: {}", id, objection.get());
        } else if (progress.exists(id)) {
            files.put(id, pulled);
            progress.completed(id, digests);
            LOG.info("Base experiment {}: pull complete, {} files", id, digests.size());
        }
    }

    private static ObjectNode digests(Path folder) throws IOException {
        ObjectNode digests = JsonNodeFactory.instance.objectNode();
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> all = walk.filter(Files::isRegularFile).sorted().toList();
            for (Path file : all) {
                digests.put(folder.relativize(file).toString(), Checksum.sha256(file));
            }
        }
        return digests;
    }

    private static Optional<String> objection(ObjectNode found, Optional<ObjectNode> expected, Path folder) {
        for (Map.Entry<String, JsonNode> entry : expected.map(ObjectNode::properties).orElse(Set.of())) {
            JsonNode actual = found.path(entry.getKey());
            if (actual.isMissingNode()) {
                return Optional.of("There is no file '" + entry.getKey() + "', for which sha256_digest holds a checksum.");
            }
            if (!actual.asText().equalsIgnoreCase(entry.getValue().asText())) {
                return Optional.of("The SHA-256 of '" + entry.getKey() + "' is " + actual.asText() + ", not " + entry.getValue().asText()
                        + " as sha256_digest says. The files were removed.");
            }
        }
        return BaseModelFiles.modelIn(folder).isPresent()
                ? Optional.empty()
                : Optional.of("No file is a model (.tlt, .hdf5, .pth, .pt, .ckpt, .safetensors, .onnx).");
    }
}
