// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.cli.client.GraftApi;
import dev.graft.cli.client.JobFollowing;
import dev.graft.cli.client.JobRef;
import dev.graft.cli.client.JobView;
import dev.graft.cli.client.OwnerKind;
import dev.graft.cli.client.Poll;
import dev.graft.cli.output.Progress;
import dev.graft.cli.output.Quantities;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Runs one job after the other, with a progress bar each. */
final class DemoJobs {

    private static final int LOG_LINES = 15;

    private final GraftApi api;
    private final String experimentId;
    private final DemoSpecs specs = DemoSpecs.read();

    DemoJobs(GraftApi api, String experimentId) {
        this.api = api;
        this.experimentId = experimentId;
    }

    /**
     * Runs an action to its end.
     *
     * @param parent the job whose model it uses
     * @throws DemoFailure if it does not end Done
     */
    JobView run(String action, Optional<String> parent) {
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("action", action);
        request.set("specs", specs.of(action));
        parent.ifPresent(id -> request.put("parent_job_id", id));
        JobRef job = api.submit(OwnerKind.EXPERIMENT, experimentId, request);
        JobView end = follow(action, job);
        if (!end.done()) {
            throw new DemoFailure("the job " + action + " ended in " + end.status() + ": " + end.message() + "\n" + logTail(job));
        }
        return end;
    }

    private JobView follow(String action, JobRef job) {
        try (Progress progress = Progress.ofSteps(action, -1)) {
            JobView end = new JobView(new JobFollowing(api, job, Poll.GENTLE)
                    .until(json -> new JobView(json).ended(), json -> show(new JobView(json), progress)));
            if (end.done()) {
                progress.at(1, 1);
            }
            return end;
        }
    }

    private static void show(JobView job, Progress progress) {
        progress.at(job.epoch().orElse(0), job.maxEpoch().orElse(-1));
        String metrics = job.metrics().stream()
                .filter(name -> job.last(name).isPresent())
                .map(name -> name + " " + Quantities.metric(job.last(name).getAsDouble()))
                .collect(Collectors.joining(" "));
        progress.say(metrics.isEmpty() ? job.status() : metrics);
    }

    private String logTail(JobRef job) {
        try (InputStream log = api.logs(job, false)) {
            List<String> lines = new String(log.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException("The log of the job cannot be read", e);
        }
    }
}
