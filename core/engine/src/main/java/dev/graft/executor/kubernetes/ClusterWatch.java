// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells workers what becomes of their Job and pod: two informers for all of them, begun with the first. Kubernetes tells of every change;
 * once a minute each worker's Job is looked for too, as one that came and went while the API was away is told by nobody.
 */
final class ClusterWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterWatch.class);

    private static final long LOOK_SECONDS = 60;

    private final KubernetesClient client;
    private final KubernetesSettings settings;
    private final KubernetesObjects objects;
    private final ExecutorService threads;
    private final ScheduledExecutorService timer;
    private final Map<String, KubernetesWorker> workers = new ConcurrentHashMap<>();
    private List<SharedIndexInformer<?>> informers = List.of();

    ClusterWatch(
            KubernetesClient client,
            KubernetesSettings settings,
            KubernetesObjects objects,
            ExecutorService threads,
            ScheduledExecutorService timer) {
        this.client = client;
        this.settings = settings;
        this.objects = objects;
        this.threads = threads;
        this.timer = timer;
    }

    /** Tells a worker from now on, until it has ended, beginning with what is there. */
    void watch(KubernetesWorker worker) {
        workers.put(worker.name(), worker);
        worker.end().thenRun(() -> workers.remove(worker.name(), worker));
        begin();
        for (SharedIndexInformer<?> informer : informers()) {
            informer.getStore().list().forEach(object -> changed((HasMetadata) object));
        }
        lookLater(worker);
    }

    private synchronized List<SharedIndexInformer<?>> informers() {
        return informers;
    }

    private synchronized void begin() {
        if (!informers.isEmpty()) {
            return;
        }
        SharedIndexInformer<Job> jobs = client.batch()
                .v1()
                .jobs()
                .inNamespace(settings.namespace())
                .withLabel(Manifests.SERVER, settings.server())
                .runnableInformer(0);
        SharedIndexInformer<Pod> pods = client.pods()
                .inNamespace(settings.namespace())
                .withLabel(Manifests.SERVER, settings.server())
                .runnableInformer(0);
        jobs.addEventHandler(handler((job, gone) -> changed(job, gone)));
        pods.addEventHandler(handler((pod, gone) -> changed(pod, gone)));
        informers = List.of(jobs, pods);
        for (SharedIndexInformer<?> informer : informers) {
            // The API may be away for as long as it likes; what was missed is told when it is back.
            informer.exceptionHandler((started, fault) -> {
                LOG.warn("Kubernetes cannot be watched now, going on when it can: {}", fault.toString());
                return true;
            });
            informer.start();
        }
    }

    private void changed(HasMetadata object) {
        if (object instanceof Job job) {
            changed(job, false);
        } else if (object instanceof Pod pod) {
            changed(pod, false);
        }
    }

    private void changed(Job job, boolean gone) {
        worker(job.getMetadata().getName()).ifPresent(worker -> {
            if (gone) {
                worker.jobGone();
            } else {
                worker.sees(job);
            }
        });
    }

    private void changed(Pod pod, boolean gone) {
        worker(pod.getMetadata().getLabels().get("job-name")).ifPresent(worker -> {
            if (gone) {
                worker.podGone(pod);
            } else {
                worker.sees(pod);
            }
        });
    }

    private Optional<KubernetesWorker> worker(String name) {
        return name == null ? Optional.empty() : Optional.ofNullable(workers.get(name));
    }

    private void lookLater(KubernetesWorker worker) {
        timer.schedule(() -> threads.execute(() -> lookFor(worker)), LOOK_SECONDS, TimeUnit.SECONDS);
    }

    private void lookFor(KubernetesWorker worker) {
        if (worker.end().isDone()) {
            return;
        }
        try {
            objects.job(worker.name()).ifPresentOrElse(worker::sees, worker::jobGone);
        } catch (RuntimeException e) {
            LOG.warn("job {} could not be looked for, trying again: {}", worker.name(), e.toString());
        }
        lookLater(worker);
    }

    private static <T> ResourceEventHandler<T> handler(BiConsumer<T, Boolean> changed) {
        return new ResourceEventHandler<>() {
            @Override
            public void onAdd(T object) {
                changed.accept(object, false);
            }

            @Override
            public void onUpdate(T before, T now) {
                changed.accept(now, false);
            }

            @Override
            public void onDelete(T last, boolean stateUnknown) {
                changed.accept(last, true);
            }
        };
    }
}
