// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.cli.ExitCode;
import dev.graft.cli.client.GraftApi;
import dev.graft.cli.client.JobRef;
import dev.graft.cli.client.JobView;
import dev.graft.cli.client.OwnerKind;
import dev.graft.cli.output.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code graft job}. */
@Command(
        name = "job",
        description = "Jobs: run, list, show, watch, logs, download, cancel, resume, publish, delete.",
        subcommands = WatchCommand.class)
public final class JobCommand {

    @Command(description = "Runs an action of an experiment, or of a dataset with --dataset.")
    int run(
            @Mixin Connection connection,
            @Mixin Output output,
            @Mixin SpecsOptions specs,
            @Parameters(paramLabel = "ID", description = "Id of the experiment or dataset.") String ownerId,
            @Parameters(paramLabel = "ACTION", description = "Such as train, evaluate, export, inference.") String action,
            @Option(names = "--dataset", description = "The id is a dataset's.") boolean dataset,
            @Option(names = "--parent", paramLabel = "JOB", description = "The job whose output this one uses.") String parent,
            @Option(names = "--name") String name,
            @Option(names = "--description") String description,
            @Option(names = "--num-gpu", paramLabel = "N") Integer numGpu,
            @Option(names = "--platform", description = "GPU model, such as a100.") String platform,
            @Option(names = "--priority", paramLabel = "N", description = "Urgency among your organisation's jobs, -100 to 100.") Integer priority,
            @Option(names = "--time-limit", paramLabel = "DURATION", description = "How long it may run, such as PT8H or PT90M.")
                    Duration timeLimit,
            @Option(names = "--watch", description = "Watch it until it ends.") boolean watch) {
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("action", action);
        request.set("specs", specs.specs());
        Fields.put(request, "parent_job_id", parent);
        Fields.put(request, "name", name);
        Fields.put(request, "description", description);
        Fields.put(request, "platform", platform);
        if (numGpu != null) {
            request.put("num_gpu", numGpu);
        }
        if (priority != null) {
            request.put("priority", priority);
        }
        if (timeLimit != null) {
            request.put("time_limit", timeLimit.toSeconds());
        }
        GraftApi api = connection.api();
        JobRef job = api.submit(dataset ? OwnerKind.DATASET : OwnerKind.EXPERIMENT, ownerId, request);
        output.print(JsonNodeFactory.instance.textNode(job.jobId()), job::jobId);
        return watch ? new JobWatch(api, job, Optional.empty(), output).run() : ExitCode.OK;
    }

    @Command(description = "Lists jobs, newest first: all, or those of one experiment or dataset.")
    int list(
            @Mixin Connection connection,
            @Mixin Output output,
            @Mixin Paging paging,
            @Parameters(paramLabel = "ID", arity = "0..1", description = "Id of an experiment, or of a dataset with --dataset.") String ownerId,
            @Option(names = "--dataset", description = "The id is a dataset's.") boolean dataset) {
        GraftApi api = connection.api();
        Map<String, String> query = paging.query();
        List<JsonNode> jobs = new ArrayList<>();
        if (ownerId == null) {
            api.jobs(OwnerKind.EXPERIMENT, "all", query).forEach(jobs::add);
            api.jobs(OwnerKind.DATASET, "all", query).forEach(jobs::add);
            jobs.sort(Comparator.comparing((JsonNode job) -> job.path("created_on").asText()).reversed());
        } else {
            api.jobs(dataset ? OwnerKind.DATASET : OwnerKind.EXPERIMENT, ownerId, query).forEach(jobs::add);
        }
        output.printTable(JsonNodeFactory.instance.arrayNode().addAll(jobs), () -> table(jobs));
        return ExitCode.OK;
    }

    @Command(description = "Shows one job.")
    int show(@Mixin JobTarget target, @Mixin Output output) {
        GraftApi api = target.api();
        JsonNode job = api.job(target.find(api));
        output.printTable(job, () -> {
            Table table = Fields.table(job);
            JobView view = new JobView(job);
            table.row("message", view.message());
            view.metrics().forEach(metric -> view.last(metric).ifPresent(value -> table.row(metric, Double.toString(value))));
            return table;
        });
        return ExitCode.OK;
    }

    @Command(description = "Prints a job's log.")
    int logs(
            @Mixin JobTarget target,
            @Mixin Output output,
            @Option(names = {"-f", "--follow"}, description = "Go on until the job ends.") boolean follow) {
        GraftApi api = target.api();
        try (Reader log = reader(api.logs(target.find(api), follow))) {
            copy(log, output.out());
        } catch (IOException e) {
            throw new UncheckedIOException("The log broke off", e);
        }
        return ExitCode.OK;
    }

    @Command(description = "Downloads a Done job's artifacts as tar.gz, checks them, and goes on with a broken download.")
    int download(
            @Mixin JobTarget target,
            @Mixin Output output,
            @Option(names = {"-o", "--output"}, paramLabel = "FILE", description = "Default: JOB.tar.gz here.") Path file) {
        GraftApi api = target.api();
        JobRef job = target.find(api);
        Path to = file == null ? Path.of(job.jobId() + ".tar.gz") : file;
        new ArtifactDownload(api, job).to(to.toAbsolutePath());
        output.out().println(to);
        return ExitCode.OK;
    }

    @Command(description = "Cancels a job; a training can be resumed later.")
    int cancel(@Mixin JobTarget target, @Mixin Output output) {
        GraftApi api = target.api();
        JobRef job = target.find(api);
        api.cancel(job);
        output.out().println("Canceled job " + job.jobId() + ".");
        return ExitCode.OK;
    }

    @Command(description = "Goes on with a canceled training from its last checkpoint.")
    int resume(@Mixin JobTarget target, @Mixin Output output, @Mixin SpecsOptions specs) {
        GraftApi api = target.api();
        JobRef job = target.find(api);
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        ObjectNode given = specs.specs();
        if (!given.isEmpty()) {
            request.set("specs", given);
        }
        api.resume(job, request);
        output.out().println("Resumed job " + job.jobId() + ".");
        return ExitCode.OK;
    }

    @Command(description = "Registers the job's model.")
    int publish(@Mixin JobTarget target, @Mixin Output output, @Option(names = "--name") String name) {
        GraftApi api = target.api();
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        Fields.put(request, "name", name);
        JsonNode answer = api.publish(target.find(api), request);
        output.print(answer, answer::asText);
        return ExitCode.OK;
    }

    @Command(description = "Deletes a job that has ended, with its files.")
    int delete(@Mixin JobTarget target, @Mixin Output output) {
        GraftApi api = target.api();
        JobRef job = target.find(api);
        api.delete(job);
        output.out().println("Deleted job " + job.jobId() + ".");
        return ExitCode.OK;
    }

    private static Table table(List<JsonNode> jobs) {
        Table table = new Table("ID", "ACTION", "STATUS", "EPOCH", "CREATED", "MESSAGE");
        for (JsonNode json : jobs) {
            JobView job = new JobView(json);
            table.row(job.id(), job.action(), job.status(), epoch(job), Fields.text(json, "created_on"), oneLine(job.message()));
        }
        return table;
    }

    private static String epoch(JobView job) {
        if (job.epoch().isEmpty()) {
            return "-";
        }
        String max = job.maxEpoch().isPresent() ? "/" + job.maxEpoch().getAsLong() : "";
        return job.epoch().getAsLong() + max;
    }

    private static String oneLine(String message) {
        String line = message.lines().findFirst().orElse("");
        return line.length() <= 60 ? line : line.substring(0, 59) + "…";
    }

    private static Reader reader(InputStream log) {
        return new InputStreamReader(log, StandardCharsets.UTF_8);
    }

    private static void copy(Reader log, PrintWriter out) throws IOException {
        char[] buffer = new char[1 << 13];
        for (int count = log.read(buffer); count >= 0; count = log.read(buffer)) {
            out.write(buffer, 0, count);
            out.flush();
        }
    }
}
