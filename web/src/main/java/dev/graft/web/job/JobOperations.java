// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.job.Artifact;
import dev.graft.job.Job;
import dev.graft.job.JobLog;
import dev.graft.job.JobOwner;
import dev.graft.job.JobService;
import dev.graft.job.feed.FeedPosition;
import dev.graft.job.publish.ModelPublishing;
import dev.graft.org.Caller;
import dev.graft.page.Page;
import dev.graft.page.PageRequest;
import dev.graft.registry.ModelReference;
import dev.graft.spi.Action;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.web.http.FileDownload;
import dev.graft.web.http.KeptAnswer;
import dev.graft.web.http.KeptAnswers;
import dev.graft.web.http.ListParameters;
import dev.graft.web.http.RepeatedRequests;
import dev.graft.web.json.Fields;
import dev.graft.web.json.Json;
import dev.graft.web.json.Rendered;
import dev.graft.web.security.access.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** What can be done with the jobs of any owner, from request to response. */
@ApplicationScoped
public class JobOperations {

    /** Stand for every owner of the kind. */
    private static final Set<String> EVERY = Set.of("all", "*");

    /** Tells under which reference a model was published. */
    private static final String MODEL_HEADER = "X-Graft-Model";

    private final JobService jobs;
    private final JobLogs logs;
    private final ModelPublishing publishing;
    private final JobWaits waits;
    private final JobEventStreams streams;
    private final RepeatedRequests repeats;
    private final KeptAnswers kept;
    private final CurrentCaller caller;

    /** For the container's proxy. */
    protected JobOperations() {
        this(null, null, null, null, null, null, null, null);
    }

    @Inject
    public JobOperations(
            JobService jobs,
            JobLogs logs,
            ModelPublishing publishing,
            JobWaits waits,
            JobEventStreams streams,
            RepeatedRequests repeats,
            KeptAnswers kept,
            CurrentCaller caller) {
        this.jobs = jobs;
        this.logs = logs;
        this.publishing = publishing;
        this.waits = waits;
        this.streams = streams;
        this.repeats = repeats;
        this.kept = kept;
        this.caller = caller;
    }

    /** A part of the jobs of one owner, or of all when its id is {@code all} or {@code *}. */
    Response list(JobOwner.Kind kind, String ownerId, ListParameters parameters) {
        Caller reader = caller();
        PageRequest part = parameters.page();
        Supplier<Page<Job>> source;
        Object subject;
        if (EVERY.contains(ownerId)) {
            subject = new KeptAnswers.Everything(reader.org());
            source = () -> jobs.listAll(reader, kind, part);
        } else {
            JobOwner owner = owner(kind, ownerId);
            subject = owner.id();
            source = () -> jobs.list(reader, owner, part);
        }
        return kept.answer(subject, new ListRead(reader.org(), kind, part), () -> {
            Page<Job> page = source.get();
            return ListParameters.answer(page.items().stream().map(JobRsp::of).toList(), page);
        }).response();
    }

    /**
     * Starts a job.
     *
     * @param key the header Idempotency-Key, null if it was not sent
     */
    Response run(JobOwner.Kind kind, String ownerId, String key, ObjectNode body) {
        Caller submitter = caller();
        String target = "POST jobs of " + kind.word() + " " + ownerId;
        return repeats.once(key, submitter.org(), target, body, () -> {
            Job job = jobs.submit(submitter, owner(kind, ownerId), JobBody.order(body));
            return Response.status(Response.Status.CREATED).entity(new JobId(job.id())).build();
        });
    }

    /** Says what would happen if the same body started a job: the faults, or the job with its merged specs. */
    public JobRsp validate(JobOwner owner, ObjectNode body) {
        return JobRsp.of(jobs.validate(caller(), owner, JobBody.order(body)));
    }

    JobRsp get(JobOwner owner, UUID jobId) {
        return JobRsp.of(jobs.get(caller(), owner, jobId));
    }

    /** The job as it is now; see {@link JobWaits#now}. */
    Response get(JobOwner owner, UUID jobId, String ifNoneMatch) {
        return waits.now(caller(), owner, jobId, ifNoneMatch);
    }

    /** The job, at once or as soon as it changes; see {@link JobWaits#answer}. */
    void get(JobOwner owner, UUID jobId, Integer waitSeconds, String ifNoneMatch, AsyncResponse response) {
        waits.answer(caller(), owner, jobId, Duration.ofSeconds(waitSeconds == null ? 0 : waitSeconds), ifNoneMatch, response);
    }

    /** Sends the job's events until it or the client ends. A client that has seen the last one is told so with status 204. */
    void events(JobOwner owner, UUID jobId, EventsRequest request) {
        FeedPosition from = streams.position(caller(), owner, jobId, request.lastEventId())
                .orElseThrow(() -> new WebApplicationException(Response.noContent().build()));
        if (request.isHead()) {
            request.sink().close();
            return;
        }
        streams.open(caller(), jobId, from, new SseClient(request.sink(), request.sse()));
    }

    JobHistoryRsp history(JobOwner owner, UUID jobId) {
        return JobHistoryRsp.of(jobs.history(caller(), owner, jobId), jobs.lineage(caller(), owner, jobId));
    }

    ObjectNode delete(JobOwner owner, UUID jobId) {
        jobs.delete(caller(), owner, jobId);
        return Json.object();
    }

    ObjectNode cancel(JobOwner owner, UUID jobId) {
        jobs.cancel(caller(), owner, jobId);
        return Json.object();
    }

    ObjectNode pause(JobOwner owner, UUID jobId) {
        jobs.pause(caller(), owner, jobId);
        return Json.object();
    }

    ObjectNode resume(JobOwner owner, UUID jobId, ObjectNode body) {
        Fields fields = new Fields(body);
        Optional<UUID> parent = fields.id("parent_job_id");
        Optional<ObjectNode> specs = fields.onlyObject("specs");
        fields.check();
        jobs.resume(caller(), owner, jobId, parent, specs);
        return Json.object();
    }

    void log(JobOwner owner, UUID jobId, boolean follow, AsyncResponse response) {
        JobLog log = jobs.log(caller(), owner, jobId);
        if (follow) {
            logs.follow(log, response);
        } else {
            response.resume(logs.current(log));
        }
    }

    Response download(JobOwner owner, UUID jobId, HttpHeaders headers) {
        Artifact artifact = jobs.artifact(caller(), owner, jobId);
        return new FileDownload(artifact.file(), artifact.fileName(), artifact.stats().size(), artifact.stats().sha256())
                .response(headers);
    }

    /** Publishes the job's model; {@code name} and {@code description} of the body are the model's. Answers with the job's id. */
    Response publish(UUID experimentId, UUID jobId, ObjectNode body) {
        Fields fields = new Fields(body);
        Optional<String> name = fields.text("name");
        Optional<String> description = fields.text("description");
        fields.check();
        ModelReference published = publishing.publish(caller(), experimentId, jobId, name, description);
        return Response.status(Response.Status.CREATED)
                .header(MODEL_HEADER, published.toString())
                .entity(new JobId(jobId))
                .build();
    }

    /**
     * The JSON Schema of an action's specs.
     *
     * @throws GraftException NOT_FOUND if the owner has no such action: there is no such schema
     */
    public Response schema(JobOwner owner, String action) {
        Caller reader = caller();
        Action wanted = Action.find(action).orElseThrow(NotFoundException::new);
        return kept.answer(new KeptAnswers.Settings(reader.org()), new SchemaRead(owner, wanted), () -> rendered(reader, owner, wanted)).response();
    }

    private KeptAnswer rendered(Caller reader, JobOwner owner, Action action) {
        try {
            return new KeptAnswer(Rendered.of(jobs.schema(reader, owner, action)), Optional.empty(), Map.of());
        } catch (GraftException refused) {
            throw refused.code() == StandardError.ACTION_NOT_ALLOWED
                    ? new GraftException(StandardError.NOT_FOUND, refused.getMessage(), refused)
                    : refused;
        }
    }

    private Caller caller() {
        return caller.get();
    }

    private static JobOwner owner(JobOwner.Kind kind, String id) {
        try {
            return new JobOwner(kind, UUID.fromString(id));
        } catch (IllegalArgumentException notAnId) {
            throw new GraftException(StandardError.NOT_FOUND, "There is no " + kind.word() + " '" + id + "'; ids are UUIDs.");
        }
    }

    /** Asks for the schema of an action of an owner, which depends on its datasets too. */
    private record SchemaRead(JobOwner owner, Action action) {}

    /** Asks for a part of the jobs of one owner or of all. */
    private record ListRead(String org, JobOwner.Kind kind, PageRequest part) {}
}
