// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** One organisation's datasets, experiments and jobs. Thread-safe. */
public final class GraftApi {

    private final HttpApi http;
    private final String organisation;

    public GraftApi(HttpApi http, String organisation) {
        this.http = http;
        this.organisation = organisation;
    }

    /** The organisation whose things these are. */
    public String organisation() {
        return organisation;
    }

    /** The bare client, for what belongs to no organisation. */
    public HttpApi http() {
        return http;
    }

    public JsonNode list(OwnerKind kind, Map<String, String> query) {
        return http.get(path(kind), query);
    }

    public JsonNode get(OwnerKind kind, String id) {
        return http.get(path(kind, id), Map.of());
    }

    public JsonNode create(OwnerKind kind, ObjectNode body) {
        return http.send("POST", path(kind), body);
    }

    public JsonNode change(OwnerKind kind, String id, ObjectNode body) {
        return http.send("PATCH", path(kind, id), body);
    }

    public JsonNode delete(OwnerKind kind, String id) {
        return http.send("DELETE", path(kind, id));
    }

    /** The JSON Schema of an action's specs, with defaults. */
    public JsonNode schema(OwnerKind kind, String id, String action) {
        return http.get(path(kind, id) + "/specs/" + action + "/schema", Map.of());
    }

    /** Sends an archive to a dataset: a small one at once, a large one in parts, so that it can be gone on with. */
    public JsonNode upload(String datasetId, Path archive, Transfer transfer) {
        try {
            if (Files.size(archive) > PartialUpload.PART) {
                new PartialUpload(http, path(OwnerKind.DATASET, datasetId) + "/uploads", archive, transfer, Duration.ofSeconds(1)).run();
                return get(OwnerKind.DATASET, datasetId);
            }
            UploadBody body = new UploadBody(archive);
            return http.upload(path(OwnerKind.DATASET, datasetId) + ":upload", body.mediaType(), body.publisher(transfer));
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + archive + " cannot be read", e);
        }
    }

    /**
     * Starts a job.
     *
     * @param request {@code action}, {@code specs} and what else the API's JobRequest has
     */
    public JobRef submit(OwnerKind kind, String ownerId, ObjectNode request) {
        return new JobRef(kind, ownerId, http.send("POST", path(kind, ownerId) + "/jobs", request).asText());
    }

    /**
     * Jobs of one owner, newest first.
     *
     * @param ownerId an id, or {@code all}
     */
    public JsonNode jobs(OwnerKind kind, String ownerId, Map<String, String> query) {
        return http.get(path(kind, ownerId) + "/jobs", query);
    }

    public JsonNode job(JobRef job) {
        return http.get(path(job), Map.of());
    }

    /** A job with the server's name for this state of it. */
    public JobFollowing.Version version(JobRef job) {
        return newer(job, Map.of(), Map.of()).orElseThrow();
    }

    /**
     * A job as soon as it differs from what is known.
     *
     * @param seconds how long the server waits for that
     * @return empty if it did not change
     */
    public Optional<JobFollowing.Version> newer(JobRef job, JobFollowing.Version known, int seconds) {
        Map<String, String> tag = known.tag().map(text -> Map.of("If-None-Match", text)).orElse(Map.of());
        return newer(job, Map.of("wait", Integer.toString(seconds)), tag);
    }

    private Optional<JobFollowing.Version> newer(JobRef job, Map<String, String> query, Map<String, String> headers) {
        return http.getTagged(path(job), query, headers);
    }

    public void cancel(JobRef job) {
        http.send("POST", path(job) + ":cancel");
    }

    /** Goes on with a canceled training; {@code request} may hold {@code specs}. */
    public void resume(JobRef job, ObjectNode request) {
        http.send("POST", path(job) + ":resume", request);
    }

    public void delete(JobRef job) {
        http.send("DELETE", path(job));
    }

    /** Registers the job's model; {@code request} may name it. */
    public JsonNode publish(JobRef job, ObjectNode request) {
        return http.send("POST", path(job) + ":publish_model", request);
    }

    /** The log as text; with {@code follow} it goes on until the job ends. The caller closes it. */
    public InputStream logs(JobRef job, boolean follow) {
        return http.open(path(job) + "/logs", follow ? Map.of("follow", "true") : Map.of(), Map.of()).body();
    }

    /**
     * Downloads the artifacts. A partial file of the same artifact is gone on with.
     *
     * @param file where to
     * @return size in bytes
     */
    public long download(JobRef job, Path file, Transfer transfer) {
        Path partial = file.resolveSibling(file.getFileName() + ".part");
        try {
            long have = Files.exists(partial) ? Files.size(partial) : 0;
            Map<String, String> range = have > 0 ? Map.of("Range", "bytes=" + have + "-") : Map.of();
            HttpResponse<InputStream> response = open(job, partial, range);
            new Download(partial).write(response, transfer);
            Files.move(partial, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The artifacts could not be saved to " + file, e);
        }
    }

    /** Finds a job by its id alone, among all that the caller may see. */
    public Optional<JobRef> find(String jobId) {
        for (OwnerKind kind : new OwnerKind[] {OwnerKind.EXPERIMENT, OwnerKind.DATASET}) {
            for (JsonNode job : jobs(kind, "all", Map.of())) {
                if (jobId.equals(job.path("id").asText())) {
                    return Optional.of(new JobRef(kind, job.path(kind.idField()).asText(), jobId));
                }
            }
        }
        return Optional.empty();
    }

    private HttpResponse<InputStream> open(JobRef job, Path partial, Map<String, String> range) throws IOException {
        try {
            return http.open(path(job) + ":download", Map.of(), range);
        } catch (ApiException e) {
            if (e.status() != 416) {
                throw e;
            }
            Files.delete(partial);
            return http.open(path(job) + ":download", Map.of(), Map.of());
        }
    }

    private String path(OwnerKind kind) {
        return "/api/v1/orgs/" + organisation + "/" + kind.collection();
    }

    private String path(OwnerKind kind, String id) {
        return path(kind) + "/" + id;
    }

    private String path(JobRef job) {
        return path(job.kind(), job.ownerId()) + "/jobs/" + job.jobId();
    }
}
