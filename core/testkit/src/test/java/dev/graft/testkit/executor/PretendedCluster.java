// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit.executor;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Kubernetes of one machine: the API of fabric8's mock server in CRUD mode, and what a cluster does behind it. A Job gets a pod, a pod's
 * container runs as a process of this machine, its status tells how that goes, deleting a pod ends it with a signal and a grace period, and
 * with a Job go its pods.
 */
final class PretendedCluster implements AutoCloseable {

    static final String NAMESPACE = "kit";

    private static final String PODS = "/api/v1/namespaces/" + NAMESPACE + "/pods";
    private static final Pattern PODS_OF_JOB = Pattern.compile(PODS + "\\?labelSelector=job-name%3D([^&]+)");

    /** Would write two lines for every request; held, as loggers that nobody holds forget their level. */
    private static final Logger REQUESTS = Logger.getLogger(MockWebServer.class.getName());
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(30);
    private static final Pattern WATCH_SINCE = Pattern.compile("[?&]resourceVersion=(\\d+)");

    private final Map<String, PretendedPod> pods = new ConcurrentHashMap<>();
    private final Api api = new Api();
    private final KubernetesMockServer server =
            new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), api, false);
    private final KubernetesClient own;
    private final Path folder;

    /** @param folder for what pods are told in files */
    PretendedCluster(Path folder) {
        this.folder = folder;
        REQUESTS.setLevel(Level.WARNING);
        server.init();
        own = client();
        own.batch().v1().jobs().inNamespace(NAMESPACE).watch(new JobController());
    }

    /** A new connection to its API. */
    KubernetesClient client() {
        return server.createClient(builder -> builder.editOrNewConfig().withNamespace(NAMESPACE).endConfig());
    }

    /** The next requests that make a Job are carried out, but their answers get lost. */
    void loseAnswersToNewJobs(int count) {
        api.lost.set(count);
    }

    /** Every request that makes a Job is refused. */
    void refuseNewJobs(String message) {
        api.refusal = Optional.of(message);
    }

    /** Ends a Job's pod as a node in need does: it is marked, its processes are killed, and it stays in the API. */
    void evict(String name, String message) {
        pods.values().stream().filter(pod -> pod.job().equals(name)).forEach(pod -> {
            pod.evicted(message);
            pod.kill();
        });
    }

    /** Whether something of a Job is there. */
    boolean knows(String name) {
        return own.batch().v1().jobs().inNamespace(NAMESPACE).withName(name).get() != null
                || own.secrets().inNamespace(NAMESPACE).withName(name).get() != null;
    }

    /** How many pods were ever made for a Job. */
    long podsOf(String name) {
        return pods.values().stream().filter(pod -> pod.job().equals(name)).count();
    }

    @Override
    public void close() {
        pods.values().forEach(PretendedPod::kill);
        own.close();
        server.destroy();
    }

    private void run(Job job) {
        String name = job.getMetadata().getName();
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName(name + "-pod" + podsOf(name))
                .withNamespace(NAMESPACE)
                .withLabels(new HashMap<>(job.getSpec().getTemplate().getMetadata().getLabels()))
                .addToLabels("job-name", name)
                .endMetadata()
                .withSpec(job.getSpec().getTemplate().getSpec())
                .withNewStatus()
                .withPhase("Pending")
                .endStatus()
                .build();
        PretendedPod made = new PretendedPod(name, pod, folder.resolve(pod.getMetadata().getName()));
        pods.put(pod.getMetadata().getName(), made);
        own.resource(pod).create();
        made.start(own, code -> over(made, code));
    }

    private void over(PretendedPod pod, int code) {
        change(pod, code);
        if (pod.deleted()) {
            api.handleDelete(PODS + "/" + pod.name());
        }
        Job job = own.batch().v1().jobs().inNamespace(NAMESPACE).withName(pod.job()).get();
        if (job != null) {
            own.resource(new JobBuilder(job)
                            .withNewStatus()
                            .addNewCondition()
                            .withType(code == 0 ? "Complete" : "Failed")
                            .withStatus("True")
                            .withReason(code == 0 ? "Completed" : "BackoffLimitExceeded")
                            .withMessage("the pod is over")
                            .endCondition()
                            .endStatus()
                            .build())
                    .updateStatus();
        }
    }

    private void change(PretendedPod pod, int code) {
        own.pods().inNamespace(NAMESPACE).withName(pod.name()).editStatus(before -> new PodBuilder(before)
                .withNewStatus()
                .withPhase(code == 0 ? "Succeeded" : "Failed")
                .withReason(pod.eviction().map(why -> "Evicted").orElse(null))
                .withMessage(pod.eviction().orElse(null))
                .addNewContainerStatus()
                .withName("worker")
                .withNewState()
                .withNewTerminated()
                .withExitCode(code)
                .withReason(code == 0 ? "Completed" : "Error")
                .endTerminated()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build());
    }

    private final class JobController implements Watcher<Job> {

        @Override
        public void eventReceived(Action action, Job job) {
            if (action == Action.ADDED) {
                run(job);
            } else if (action == Action.DELETED) {
                pods.values().stream()
                        .filter(pod -> pod.job().equals(job.getMetadata().getName()))
                        .forEach(pod -> pod.end(DEFAULT_GRACE));
            }
        }

        @Override
        public void onClose(WatcherException cause) {
            // Only at the end of the test; a controller that stops earlier shows as Jobs without pods.
        }
    }

    /**
     * Deleting a pod takes as long as its processes take. Who watches from a version older than the last deletion is told that this
     * version is gone and has to list again, as by a real API with a short history; fabric8's alone would never tell of that deletion.
     */
    private final class Api extends KubernetesCrudDispatcher {

        private final Object history = new Object();
        private final AtomicInteger lost = new AtomicInteger();
        private long lastDeletion;
        private volatile Optional<String> refusal = Optional.empty();

        @Override
        public MockResponse dispatch(RecordedRequest request) {
            Matcher ended = PODS_OF_JOB.matcher(request.getPath());
            if (request.getMethod().equals("DELETE") && ended.matches()) {
                Duration grace = grace(request.getUtf8Body());
                pods.values().stream().filter(pod -> pod.job().equals(ended.group(1))).forEach(pod -> pod.end(grace));
                return handleGet(request.getPath());
            }
            boolean newJob = request.getMethod().equals("POST") && request.getPath().endsWith("/jobs");
            if (newJob && refusal.isPresent()) {
                Status status = new StatusBuilder().withCode(403).withReason("Forbidden").withMessage(refusal.get()).build();
                return new MockResponse().setResponseCode(403).setBody(Serialization.asJson(status));
            }
            MockResponse response = super.dispatch(request);
            return newJob && lost.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? new MockResponse().setResponseCode(504) : response;
        }

        @Override
        public MockResponse handleDelete(String path) {
            synchronized (history) {
                MockResponse response = super.handleDelete(path);
                lastDeletion = requestResourceVersion();
                return response;
            }
        }

        @Override
        public MockResponse handleGet(String path) {
            synchronized (history) {
                Matcher since = WATCH_SINCE.matcher(path);
                boolean gone = path.contains("watch=true") && since.find() && Long.parseLong(since.group(1)) < lastDeletion;
                return gone ? new MockResponse().setResponseCode(HttpURLConnection.HTTP_GONE) : super.handleGet(path);
            }
        }

        private static Duration grace(String options) {
            Object seconds = options == null || options.isBlank()
                    ? null
                    : Serialization.unmarshal(options, Map.class).get("gracePeriodSeconds");
            return seconds instanceof Number number ? Duration.ofSeconds(number.longValue()) : DEFAULT_GRACE;
        }
    }
}
