// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An HTTP server that gives prepared answers and remembers what it was asked. The last answer of a path is given again and again. */
public final class FakeServer implements AutoCloseable {

    /**
     * A request that came.
     *
     * @param line method, path and query
     * @param key header X-API-Key, empty if there was none
     * @param range header Range, empty if there was none
     * @param body as text
     */
    public record Request(String line, String key, String range, String body) {}

    private record Answer(int status, Map<String, String> headers, byte[] body) {}

    private final HttpServer server;
    private final Map<String, Deque<Answer>> answers = new LinkedHashMap<>();
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

    public FakeServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Prepares the next answer to a method and path such as {@code GET /api/v1/plugins}. */
    public FakeServer answer(String line, int status, String body) {
        return answer(line, status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    /** Prepares the next answer, with headers and bytes. */
    public synchronized FakeServer answer(String line, int status, Map<String, String> headers, byte[] body) {
        answers.computeIfAbsent(line, key -> new ArrayDeque<>()).add(new Answer(status, headers, body));
        return this;
    }

    public URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** What came so far, in order. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** The last request of that method and path. */
    public Request request(String line) {
        return requests().stream()
                .filter(request -> request.line().equals(line))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("no " + line + " among " + requests));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
            String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            requests.add(new Request(line, header(exchange, "X-API-Key"), header(exchange, "Range"), body));
            Answer answer = next(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    private synchronized Answer next(String line) {
        Deque<Answer> prepared = answers.get(line);
        if (prepared == null) {
            String body = "{\"error_code\": 110, \"error_desc\": \"nothing prepared for " + line + "\"}";
            return new Answer(404, Map.of(), body.getBytes(StandardCharsets.UTF_8));
        }
        return prepared.size() > 1 ? prepared.remove() : prepared.element();
    }

    private static String header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
    }
}
