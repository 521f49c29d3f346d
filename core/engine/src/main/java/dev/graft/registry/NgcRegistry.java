// SPDX-License-Identifier: Apache-2.0
package dev.graft.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.registry.ModelCard.Publication;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * NVIDIA NGC's private registry by its REST API: a token for the key, the model unless it exists, a version named after the job, the
 * files, and the version marked as complete. Not tried against NGC itself: the requests follow its public clients.
 */
@ApplicationScoped
@Typed(NgcRegistry.class)
public class NgcRegistry implements ModelRegistry {

    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final int CONFLICT = 409;
    private static final Set<Integer> MADE = Set.of(200, 201, 204);
    private static final JsonMapper JSON = new JsonMapper();

    private final NgcSettings settings;
    private final HttpClient client;

    /** For the container's proxy. */
    protected NgcRegistry() {
        this.settings = null;
        this.client = null;
    }

    @Inject
    public NgcRegistry(NgcSettings settings) {
        this.settings = settings;
        this.client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();
    }

    /** Whether a key is configured. */
    public boolean configured() {
        return settings.configured();
    }

    /** Publishes; NGC's version is the job's id, so that a repeated publication meets the one that is there. */
    @Override
    public ModelReference publish(Publication publication, List<Path> files) {
        String token = token();
        send(post(settings.models(), token, model(publication)), Set.of(200, 201, CONFLICT), "make the model");
        URI versions = URI.create(settings.models() + "/" + publication.name() + "/versions");
        int made = send(post(versions, token, version(publication)), Set.of(200, 201, CONFLICT), "make the version").statusCode();
        URI version = URI.create(versions + "/" + publication.jobId());
        if (made != CONFLICT) {
            for (Path file : files) {
                upload(version, token, file);
            }
            ObjectNode complete = JSON.createObjectNode().put("status", "UPLOAD_COMPLETE");
            send(request(version, token).method("PATCH", body(complete)).build(), MADE, "complete the version");
        }
        return new ModelReference(publication.org(), publication.name(), 1);
    }

    private String token() {
        String basic = Base64.getEncoder().encodeToString(("$oauthtoken:" + settings.key()).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(settings.token())
                .timeout(TIMEOUT)
                .header("Authorization", "Basic " + basic)
                .header("Accept", "application/json")
                .build();
        try {
            JsonNode token = JSON.readTree(send(request, Set.of(200), "give a token").body()).path("token");
            if (!token.isTextual()) {
                throw failed("give a token", "its answer holds none", null);
            }
            return token.asText();
        } catch (IOException e) {
            throw failed("give a token", "its answer is no JSON", e);
        }
    }

    private static ObjectNode model(Publication publication) {
        return JSON.createObjectNode()
                .put("name", publication.name())
                .put("application", publication.architecture())
                .put("framework", "Graft")
                .put("modelFormat", "Graft checkpoint")
                .put("precision", "FP32")
                .put("shortDescription", publication.description().orElse(publication.architecture() + " trained by Graft"));
    }

    private static ObjectNode version(Publication publication) {
        ObjectNode version = JSON.createObjectNode().put("versionId", publication.jobId());
        publication.description().ifPresent(text -> version.put("description", text));
        ObjectNode metrics = version.putObject("customMetrics");
        publication.metrics().forEach(metrics::put);
        return version;
    }

    private void upload(URI version, String token, Path file) {
        try {
            HttpRequest request = request(URI.create(version + "/files/" + file.getFileName()), token)
                    .header("Content-Type", "application/octet-stream")
                    .PUT(HttpRequest.BodyPublishers.ofFile(file))
                    .build();
            send(request, MADE, "take " + file.getFileName());
        } catch (IOException e) {
            throw new GraftException(
                    StandardError.NOT_FOUND, "The model's file " + file.getFileName() + " is gone; train the model again.", e);
        }
    }

    private static HttpRequest.Builder request(URI to, String token) {
        return HttpRequest.newBuilder(to).timeout(TIMEOUT).header("Authorization", "Bearer " + token);
    }

    private static HttpRequest post(URI to, String token, ObjectNode json) {
        return request(to, token).header("Content-Type", "application/json").POST(body(json)).build();
    }

    private static HttpRequest.BodyPublisher body(ObjectNode json) {
        return HttpRequest.BodyPublishers.ofString(json.toString());
    }

    private HttpResponse<String> send(HttpRequest request, Set<Integer> accepted, String what) {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (!accepted.contains(response.statusCode())) {
                throw failed(what, "it answers with HTTP status " + response.statusCode(), null);
            }
            return response;
        } catch (IOException e) {
            throw failed(what, "it cannot be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(what, "the server is stopping", e);
        }
    }

    private static GraftException failed(String what, String why, Exception cause) {
        String message = "NGC's registry did not " + what + ": " + why + ". Ask the administrator to check graft.ngc.api-key and graft.ngc.org.";
        return cause == null
                ? new GraftException(StandardError.REMOTE_FAILED, message)
                : new GraftException(StandardError.REMOTE_FAILED, message, cause);
    }
}
