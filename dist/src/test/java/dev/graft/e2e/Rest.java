// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

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
import java.util.Map;

/**
 * Requests as a client of the original sends them: a JSON body has no Content-Type.
 *
 * @param http sends them
 * @param base address of the server
 */
record Rest(HttpClient http, URI base) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * An answer.
     *
     * @param status HTTP status
     * @param headers of the answer
     * @param body its bytes
     */
    record Answer(int status, java.net.http.HttpHeaders headers, byte[] body) {

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** The beginning of it, for messages; a download may be large. */
        String brief() {
            return status + " " + new String(body, 0, Math.min(body.length, 1000), StandardCharsets.UTF_8);
        }

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException("no JSON: " + text(), e);
            }
        }

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    Answer post(String path, String token, String body) {
        return send("POST", path, Map.of("Authorization", "Bearer " + token), body.getBytes(StandardCharsets.UTF_8));
    }

    Answer get(String path, String token) {
        return send("GET", path, Map.of("Authorization", "Bearer " + token), new byte[0]);
    }

    Answer send(String method, String path, Map<String, String> headers, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
