// SPDX-License-Identifier: Apache-2.0
package dev.graft.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client as plain as can be: sends what it is told, follows nothing, hides nothing. */
final class HttpApi {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI base;
    private final String[] headers;

    /** @param headers names and values sent with every request */
    HttpApi(URI base, String... headers) {
        this.base = base;
        this.headers = headers;
    }

    /** What came back. */
    record Answer(HttpResponse<byte[]> response) {
        int status() {
            return response.statusCode();
        }

        String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (IOException notJson) {
                throw new UncheckedIOException(status() + " without JSON: " + text(), notJson);
            }
        }
    }

    /** The same client with other headers. */
    HttpApi with(String... others) {
        return new HttpApi(base, others);
    }

    Answer get(String path, String... more) {
        return send("GET", path, BodyPublishers.noBody(), more);
    }

    /** A body goes without a Content-Type, as the original's clients send it. */
    Answer send(String method, String path, String body, String... more) {
        return send(method, path, BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8)), more);
    }

    Answer send(String method, String path, byte[] body, String... more) {
        return send(method, path, BodyPublishers.ofByteArray(body), more);
    }

    private Answer send(String method, String path, HttpRequest.BodyPublisher body, String... more) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(60)).method(method, body);
        add(request, headers);
        add(request, more);
        try {
            return new Answer(client.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static void add(HttpRequest.Builder request, String... pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            request.header(pairs[i], pairs[i + 1]);
        }
    }
}
