// SPDX-License-Identifier: Apache-2.0
package dev.graft.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpSourceTest {

    private static final byte[] CONTENT = "0123456789".getBytes(StandardCharsets.UTF_8);

    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final ImportRules here = new ImportRules(List.of(), Set.of("127.0.0.1"));
    private HttpServer server;
    private volatile String version = "\"v1\"";
    private volatile boolean ranges = true;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add(path + " " + exchange.getRequestHeaders().getFirst("Authorization"));
        if (path.startsWith("/to/")) {
            String target = exchange.getRequestURI().getQuery();
            exchange.getResponseHeaders().set("Location", target == null ? path : target);
            exchange.sendResponseHeaders(302, -1);
        } else if (path.startsWith("/status/")) {
            exchange.sendResponseHeaders(Integer.parseInt(path.substring("/status/".length())), -1);
        } else {
            send(exchange, exchange.getRequestHeaders().getFirst("Range"));
        }
        exchange.close();
    }

    private void send(HttpExchange exchange, String range) throws IOException {
        exchange.getResponseHeaders().set("ETag", version);
        boolean part = ranges && range != null;
        int from = part ? Integer.parseInt(range.replaceAll("\\D", "")) : 0;
        exchange.sendResponseHeaders(part ? 206 : 200, CONTENT.length - from);
        exchange.getResponseBody().write(CONTENT, from, CONTENT.length - from);
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static RemoteFile only(CloudSource source) throws IOException {
        List<RemoteFile> files = new ArrayList<>();
        source.list(files::add);
        assertThat(files).hasSize(1);
        return files.get(0);
    }

    @Test
    void aFileIsListedWithSizeAndVersionAndReadFromAnyOffset() throws IOException {
        try (HttpSource source = new HttpSource(address("/data/set.zip"), Optional.empty(), here)) {
            RemoteFile file = only(source);
            assertThat(file.path()).isEqualTo("set.zip");
            assertThat(file.size()).hasValue(10);
            assertThat(file.version()).hasValue("\"v1\"");
            for (boolean knowsRanges : new boolean[] {true, false}) {
                ranges = knowsRanges;
                try (InputStream in = source.open(file, 4)) {
                    assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("456789");
                }
            }
        }
    }

    @Test
    void anotherVersionIsNotJoinedToTheFirst() throws IOException {
        try (HttpSource source = new HttpSource(address("/set.zip"), Optional.empty(), here)) {
            RemoteFile file = only(source);
            version = "\"v2\"";
            assertThatExceptionOfType(CloudFault.class)
                    .isThrownBy(() -> source.open(file, 4))
                    .satisfies(fault -> assertThat(fault.why()).isEqualTo(CloudFault.Cause.CHANGED));
        }
    }

    @Test
    void aRedirectIsFollowedOnlyToWhereTheServerMayGo() throws IOException {
        try (HttpSource allowed = new HttpSource(address("/to/x?" + address("/set.zip")), Optional.empty(), here)) {
            assertThat(only(allowed).size()).hasValue(10);
        }
        String port = ":" + server.getAddress().getPort();
        for (String target : List.of("http://localhost" + port + "/secret", "http://[::1]" + port + "/secret", "file:///etc/passwd")) {
            try (HttpSource source = new HttpSource(address("/to/x?" + target), Optional.empty(), here)) {
                assertThatExceptionOfType(CloudFault.class)
                        .as(target)
                        .isThrownBy(() -> only(source))
                        .satisfies(fault -> assertThat(fault.why()).isEqualTo(CloudFault.Cause.FORBIDDEN));
            }
        }
        assertThat(requests).noneMatch(request -> request.startsWith("/secret"));
    }

    @Test
    void theTokenGoesToTheAddressAndNotToWhereItRedirects() throws IOException {
        try (HttpSource source = new HttpSource(address("/to/x?" + address("/set.zip")), Optional.of("t0ken"), here)) {
            only(source);
        }
        assertThat(requests).containsExactly("/to/x Bearer t0ken", "/set.zip null");
    }

    @Test
    void endlessRedirectsEnd() throws IOException {
        try (HttpSource source = new HttpSource(address("/to/itself"), Optional.empty(), here)) {
            assertThatExceptionOfType(CloudFault.class).isThrownBy(() -> only(source)).withMessageContaining("redirects more than");
        }
    }

    @Test
    void aStatusTellsWhetherToTryAgain() {
        assertThat(why(404)).isEqualTo(CloudFault.Cause.MISSING);
        assertThat(why(403)).isEqualTo(CloudFault.Cause.DENIED);
        assertThat(why(429)).isEqualTo(CloudFault.Cause.BUSY);
        assertThat(why(500)).isEqualTo(CloudFault.Cause.UNREACHABLE);
        assertThat(why(418)).isEqualTo(CloudFault.Cause.MISCONFIGURED);
    }

    private CloudFault.Cause why(int status) {
        try (HttpSource source = new HttpSource(address("/status/" + status), Optional.empty(), here)) {
            only(source);
            throw new AssertionError("status " + status + " was accepted");
        } catch (CloudFault e) {
            return e.why();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
