// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Requests and answers in JSON, with the faults as exceptions. Thread-safe. */
public final class HttpApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWER_TIME = Duration.ofMinutes(2);

    private final HttpClient http;
    private final URI base;
    private final Optional<Credential> credential;

    private HttpApi(HttpClient http, URI base, Optional<Credential> credential) {
        this.http = http;
        this.base = base;
        this.credential = credential;
    }

    /**
     * A client without a credential; good for the login.
     *
     * @param base address of the server, such as {@code http://localhost:8080}
     */
    public static HttpApi at(URI base) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
        return over(http, base);
    }

    /**
     * A client without a credential that sends its requests through another.
     *
     * @param base address of the server
     */
    public static HttpApi over(HttpClient http, URI base) {
        return new HttpApi(http, base, Optional.empty());
    }

    /** The same client, asking as someone. */
    public HttpApi as(Credential who) {
        return new HttpApi(http, base, Optional.of(who));
    }

    /** Address of the server. */
    public URI base() {
        return base;
    }

    /** GET of a JSON document. */
    public JsonNode get(String path, Map<String, String> query) {
        return json(request(path + query(query)).GET());
    }

    /** GET of a JSON document with its tag; empty if the server says that it is the one that is known. */
    Optional<JobFollowing.Version> getTagged(String path, Map<String, String> query, Map<String, String> headers) {
        HttpRequest.Builder request = request(path + query(query));
        headers.forEach(request::header);
        HttpResponse<InputStream> response = exchange(request.GET());
        JsonNode json = read(response);
        return response.statusCode() == 304
                ? Optional.empty()
                : Optional.of(new JobFollowing.Version(json, response.headers().firstValue("ETag")));
    }

    /** A request with a JSON body; the answer is missing if it has no body. */
    public JsonNode send(String method, String path, JsonNode body) {
        return json(request(path).header("Content-Type", "application/json").method(method, BodyPublishers.ofString(body.toString())));
    }

    /** A request without a body; the answer is missing if it has no body. */
    public JsonNode send(String method, String path) {
        return json(request(path).method(method, BodyPublishers.noBody()));
    }

    /** POST of raw bytes of a media type; may take as long as it takes. */
    public JsonNode upload(String path, String mediaType, BodyPublisher body) {
        HttpResponse<InputStream> response = exchange(withoutLimit(path).header("Content-Type", mediaType).POST(body));
        return read(response);
    }

    /**
     * GET of bytes; may take as long as it takes.
     *
     * @param headers further headers
     * @return the answer, whose body the caller closes
     */
    public HttpResponse<InputStream> open(String path, Map<String, String> query, Map<String, String> headers) {
        HttpRequest.Builder request = withoutLimit(path + query(query));
        headers.forEach(request::header);
        HttpResponse<InputStream> response = exchange(request.GET());
        if (response.statusCode() >= 400) {
            throw refusal(response.statusCode(), text(response));
        }
        return response;
    }

    /**
     * Any request; may take as long as it takes. The body of the answer was read and is of no interest.
     *
     * @param headers further headers
     */
    public HttpResponse<InputStream> exchange(String method, String path, Map<String, String> headers, BodyPublisher body) {
        HttpRequest.Builder request = withoutLimit(path);
        headers.forEach(request::header);
        HttpResponse<InputStream> response = exchange(request.method(method, body));
        String text = text(response);
        if (response.statusCode() >= 400) {
            throw refusal(response.statusCode(), text);
        }
        return response;
    }

    private HttpRequest.Builder request(String path) {
        return withoutLimit(path).timeout(ANSWER_TIME);
    }

    private HttpRequest.Builder withoutLimit(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).header("Accept", "application/json, */*;q=0.5");
        credential.ifPresent(who -> request.header(who.header(), who.value()));
        return request;
    }

    private JsonNode json(HttpRequest.Builder request) {
        return read(exchange(request));
    }

    private HttpResponse<InputStream> exchange(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreachableException(base, e);
        } catch (IOException e) {
            throw new UnreachableException(base, e);
        }
    }

    private JsonNode read(HttpResponse<InputStream> response) {
        String body = text(response);
        if (response.statusCode() >= 400) {
            throw refusal(response.statusCode(), body);
        }
        if (body.isBlank()) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new ApiException(response.statusCode(), 0,
                    "The answer of " + response.uri() + " is no JSON. Is a Graft server listening there?");
        }
    }

    private String text(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (InterruptedIOException e) {
            Thread.currentThread().interrupt();
            throw new UnreachableException(base, e);
        } catch (IOException e) {
            throw new UnreachableException(base, e);
        }
    }

    private static ApiException refusal(int status, String body) {
        try {
            JsonNode error = JSON.readTree(body);
            if (error != null && error.hasNonNull("error_desc")) {
                return new ApiException(status, error.path("error_code").asInt(), error.get("error_desc").asText());
            }
        } catch (JsonProcessingException e) {
            return new ApiException(status, 0, "The server answered " + status + " without saying why.");
        }
        return new ApiException(status, 0, "The server answered " + status + " without saying why.");
    }

    private static String query(Map<String, String> parameters) {
        if (parameters.isEmpty()) {
            return "";
        }
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "?", ""));
    }
}
