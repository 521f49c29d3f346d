// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.kubernetes;

import dev.graft.executor.Attempt;
import dev.graft.executor.AttemptFolder;
import dev.graft.executor.JobFileWriter;
import dev.graft.executor.Work;
import dev.graft.executor.WorkerCommand;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.launch.ContainerForm;
import dev.graft.spi.launch.EmbeddedForm;
import dev.graft.spi.launch.LaunchPlan;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes the manifest of work. The container form is taken where the plan has one whose image is configured. */
final class Manifests {

    /** Label with the installation that made an object. */
    static final String SERVER = "graft.dev/server";

    /** Label with the id of a job. */
    static final String JOB_ID = "graft.dev/job";

    /** Label with the number of an attempt. */
    static final String ATTEMPT = "graft.dev/attempt";

    /** Annotation with the seconds that a worker may run. */
    static final String TIME_LIMIT = "graft.dev/time-limit";

    /** Kueue's label for the queue that admits a Job. */
    static final String QUEUE = "kueue.x-k8s.io/queue-name";

    /** Where a pod finds the file with what its worker is told. */
    static final String TOLD = "/graft/told";

    private static final String JOB_FILE = "job.json";

    /** A Job that nobody removes, as its server is gone for good, goes after this time. */
    private static final int FINISHED_SECONDS = 7 * 24 * 3600;

    /**
     * What the pod's first process runs; see {@link AttemptFolder#SCRIPT} for the arguments and the claim. Only the first process gets the
     * signal, so it hands it on; {@code wait} comes back for the signal too, and is repeated while the worker is there.
     */
    private static final String SCRIPT = String.join(
            "\n",
            "umask 077",
            "set -C",
            "{ echo $$ > \"$1/pid\"; } 2>/dev/null || exit 125",
            "set +C",
            "folder=$1 log=$2",
            "shift 3",
            "trap 'kill -TERM \"$worker\" 2>/dev/null' TERM",
            "\"$@\" </dev/null >>\"$log\" 2>&1 &",
            "worker=$!",
            "wait \"$worker\"; code=$?",
            "while kill -0 \"$worker\" 2>/dev/null; do wait \"$worker\"; code=$?; done",
            "echo $code >\"$folder/exit.new\"",
            "mv \"$folder/exit.new\" \"$folder/exit\"",
            "exit $code");

    private final KubernetesSettings settings;
    private final WorkerCommand workerCommand;

    Manifests(KubernetesSettings settings) {
        this.settings = settings;
        this.workerCommand = new WorkerCommand(settings.worker());
    }

    /** The name of an attempt's objects; no other attempt of any job has the same. */
    static String name(Attempt attempt) {
        return "graft-" + attempt.jobId().toLowerCase(Locale.ROOT) + "-" + attempt.number();
    }

    /** Whether one of the plan's forms has its image. */
    boolean canRun(LaunchPlan plan) {
        return runsContainerForm(plan) || plan.embedded().isPresent() && settings.workerImage().isPresent();
    }

    private boolean runsContainerForm(LaunchPlan plan) {
        return plan.container().filter(form -> settings.images().containsKey(form.imageKey())).isPresent();
    }

    /**
     * The manifest of work.
     *
     * @throws GraftException if a pod could not see what the work reads
     */
    Manifest of(Work work) {
        Path temporary = work.attempt().folder().resolve("tmp");
        work.inputs().forEach(this::requireOnClaim);
        return runsContainerForm(work.plan())
                ? ofContainer(work, work.plan().container().orElseThrow(), temporary)
                : ofEmbedded(work, work.plan().embedded().orElseThrow(), temporary);
    }

    private Manifest ofContainer(Work work, ContainerForm form, Path temporary) {
        String specFile = TOLD + "/" + form.specFileName();
        Map<String, String> environment = new HashMap<>(work.environment());
        environment.putAll(form.environment());
        environment.put("TMPDIR", temporary.toString());
        environment.put("HOME", temporary.toString());
        ObjectMeta meta = meta(work);
        ConfigMap specs = new ConfigMapBuilder().withMetadata(meta).addToData(form.specFileName(), form.specText()).build();
        PodTemplate pod = new PodTemplate(
                settings,
                work,
                settings.images().get(form.imageKey()),
                command(work, form.command().stream().map(word -> word.replace(ContainerForm.SPEC_FILE, specFile)).toList()),
                environment.keySet());
        return new Manifest(secret(meta, environment, Map.of()), Optional.of(specs), job(meta, work, pod.with(specs)));
    }

    private Manifest ofEmbedded(Work work, EmbeddedForm form, Path temporary) {
        Map<String, String> environment = new HashMap<>(workerCommand.environment(work, Map.of(), temporary));
        // Which GPUs they are is the device plugin's to say; without any, none must be seen.
        if (work.gpus() > 0) {
            environment.remove("CUDA_VISIBLE_DEVICES");
        }
        environment.put("HOME", temporary.toString());
        ObjectMeta meta = meta(work);
        Secret secret = secret(meta, environment, Map.of(JOB_FILE, JobFileWriter.job(work).toJson()));
        PodTemplate pod = new PodTemplate(
                settings,
                work,
                settings.workerImage().orElseThrow(),
                command(work, workerCommand.java(work, form, Path.of(TOLD, JOB_FILE), temporary)),
                environment.keySet());
        return new Manifest(secret, Optional.empty(), job(meta, work, pod.with(secret, JOB_FILE)));
    }

    private static List<String> command(Work work, List<String> worker) {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                SCRIPT,
                "graft-worker",
                AttemptFolder.of(work.attempt()).folder().toString(),
                work.logFile().toString(),
                work.attempt().token()));
        command.addAll(worker);
        return command;
    }

    private static Secret secret(ObjectMeta meta, Map<String, String> environment, Map<String, String> files) {
        Map<String, String> data = new TreeMap<>(files);
        environment.forEach((name, value) -> data.put(PodTemplate.variableKey(name), value));
        return new SecretBuilder().withMetadata(meta).withType("Opaque").withImmutable(true).withStringData(data).build();
    }

    private Job job(ObjectMeta meta, Work work, PodTemplate pod) {
        Map<String, String> labels = new TreeMap<>(meta.getLabels());
        settings.queue().ifPresent(queue -> labels.put(QUEUE, queue));
        Map<String, String> annotations = new TreeMap<>();
        work.timeLimit().ifPresent(limit -> annotations.put(TIME_LIMIT, Long.toString(limit.toSeconds())));
        return new JobBuilder()
                .withMetadata(new ObjectMetaBuilder(meta).withLabels(labels).withAnnotations(annotations).build())
                .withNewSpec()
                .withParallelism(1)
                .withCompletions(1)
                // Whether it is tried again, and from which checkpoint, Graft decides.
                .withBackoffLimit(0)
                .withPodReplacementPolicy("Failed")
                .withTtlSecondsAfterFinished(FINISHED_SECONDS)
                .withTemplate(pod.build(meta.getLabels()))
                .endSpec()
                .build();
    }

    private ObjectMeta meta(Work work) {
        Map<String, String> labels = new TreeMap<>(Map.of(
                "app.kubernetes.io/name", "graft-worker",
                "app.kubernetes.io/managed-by", "graft",
                SERVER, settings.server(),
                JOB_ID, work.attempt().jobId(),
                ATTEMPT, Integer.toString(work.attempt().number())));
        labels.put("graft.dev/architecture", work.architecture());
        labels.put("graft.dev/action", work.action().toString());
        return new ObjectMetaBuilder()
                .withName(name(work.attempt()))
                .withNamespace(settings.namespace())
                .withLabels(labels)
                .build();
    }

    private void requireOnClaim(Path input) {
        if (!settings.claim().holds(input)) {
            throw new GraftException(
                    StandardError.NO_SUCH_RESOURCES,
                    "The job reads " + input.getFileName() + " from a folder that pods do not see. An administrator should put it on the"
                            + " volume of graft.kubernetes.claim, or set graft.kubernetes.claim-root to the folder where that volume begins.");
        }
    }
}
