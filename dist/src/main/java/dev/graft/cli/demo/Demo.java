// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.cli.client.DatasetPull;
import dev.graft.cli.client.GraftApi;
import dev.graft.cli.client.JobRef;
import dev.graft.cli.client.JobView;
import dev.graft.cli.client.OwnerKind;
import dev.graft.cli.client.Transfer;
import dev.graft.cli.output.Progress;
import dev.graft.cli.output.Quantities;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The main job on real digits, through the REST API: datasets, experiment, train, evaluate, export, inference. */
final class Demo {

    private static final String ACCURACY = "accuracy_top-1";

    private final GraftApi api;
    private final Digits digits;
    private final Path scratch;
    private final Path pictures;
    private final List<DemoReport.Step> steps = new ArrayList<>();

    /**
     * A demonstration.
     *
     * @param scratch folder for archives on their way
     * @param pictures folder of what is to stay
     */
    Demo(GraftApi api, Digits digits, Path scratch, Path pictures) {
        this.api = api;
        this.digits = digits;
        this.scratch = scratch;
        this.pictures = pictures;
    }

    /**
     * Runs it.
     *
     * @param start when the person asked for it
     * @throws DemoFailure if a step fails
     */
    DemoReport run(Instant start) {
        String train = dataset(Digits.Part.TRAIN);
        String eval = dataset(Digits.Part.EVAL);
        String inference = dataset(Digits.Part.INFERENCE);
        DemoJobs jobs = new DemoJobs(api, experiment(train, eval, inference));
        JobView trained = job(jobs, "train", Optional.empty());
        Optional<String> model = Optional.of(trained.id());
        JobView evaluated = job(jobs, "evaluate", model);
        JobView exported = job(jobs, "export", model);
        JobView inferred = job(jobs, "inference", model);
        for (JobView job : List.of(evaluated, exported, inferred)) {
            fetch(job);
        }
        return new DemoReport(steps, accuracy(evaluated), Duration.between(start, Instant.now()), pictures);
    }

    private String dataset(Digits.Part part) {
        Instant start = Instant.now();
        String name = "digits " + part.name().toLowerCase(Locale.ROOT);
        Path archive = scratch.resolve(part.name().toLowerCase(Locale.ROOT) + ".tar.gz");
        int count = digits.write(part, archive);
        String id = api.create(OwnerKind.DATASET, JsonNodeFactory.instance.objectNode()
                        .put("name", name)
                        .put("type", "image_classification")
                        .put("format", "classification_pyt"))
                .path("id").asText();
        try (Progress progress = Progress.ofBytes(name, archive.toFile().length())) {
            api.upload(id, archive, progress::at);
            JsonNode dataset = new DatasetPull(api, id).await();
            DatasetPull.reason(dataset).ifPresent(reason -> {
                throw new DemoFailure("the dataset of " + name + " was refused: " + reason);
            });
            progress.say(count + " pictures");
        }
        String size = Quantities.bytes(archive.toFile().length());
        steps.add(new DemoReport.Step(name, Duration.between(start, Instant.now()), size, count + " pictures"));
        return id;
    }

    private String experiment(String train, String eval, String inference) {
        ObjectNode body = JsonNodeFactory.instance.objectNode()
                .put("name", "digits")
                .put("network_arch", "classification_pyt")
                .put("eval_dataset", eval)
                .put("inference_dataset", inference);
        body.putArray("train_datasets").add(train);
        return api.create(OwnerKind.EXPERIMENT, body).path("id").asText();
    }

    private JobView job(DemoJobs jobs, String action, Optional<String> parent) {
        Instant start = Instant.now();
        JobView job = jobs.run(action, parent);
        String words = job.last(ACCURACY).isPresent()
                ? ACCURACY + " " + Quantities.metric(job.last(ACCURACY).getAsDouble())
                : job.message().lines().findFirst().orElse("");
        steps.add(DemoReport.Step.of(job, Duration.between(start, Instant.now()), words));
        return job;
    }

    private void fetch(JobView job) {
        JobRef ref = new JobRef(OwnerKind.EXPERIMENT, job.json().path("experiment_id").asText(), job.id());
        Path artifacts = scratch.resolve(job.id() + ".tar.gz");
        api.download(ref, artifacts, Transfer.SILENT);
        int count = new Pictures(pictures.resolve(job.action())).unpack(artifacts);
        if ("inference".equals(job.action()) && count == 0) {
            throw new DemoFailure("inference drew no pictures");
        }
    }

    private static double accuracy(JobView evaluated) {
        return evaluated.last(ACCURACY)
                .orElseThrow(() -> new DemoFailure("the evaluation tells no " + ACCURACY + ", only " + evaluated.metrics()));
    }
}
