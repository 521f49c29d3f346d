// SPDX-License-Identifier: Apache-2.0
package dev.graft.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a double that answers as NGC is documented to. */
class NgcRegistryTest {

    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Integer> answers = new HashMap<>();
    private final UUID job = UUID.randomUUID();

    @TempDir
    Path folder;

    private HttpServer server;
    private Path model;
    private NgcRegistry registry;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::answer);
        server.start();
        model = Files.writeString(folder.resolve("model.pth"), "weights");
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        registry = new NgcRegistry(
                new NgcSettings(Optional.of("the-key"), Optional.of("lab"), Optional.of("vision"), address, address));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String what = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        requests.add(what + " " + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
        byte[] json = (what.equals("GET /token") ? "{\"token\":\"t0\"}" : "{}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answers.getOrDefault(what, 200), json.length);
        exchange.getResponseBody().write(json);
        exchange.close();
    }

    @Test
    void theModelItsVersionAndItsFileAreUploadedWithATokenForTheKey() {
        registry.publish(Publications.of("cats", job), List.of(model));

        String models = "/v2/org/lab/team/vision/models";
        assertThat(requests).hasSize(5);
        assertThat(requests.get(0)).startsWith("GET /token Basic JG9hdXRodG9rZW46dGhlLWtleQ==");
        assertThat(requests.get(1)).startsWith("POST " + models + " Bearer t0 {\"name\":\"cats\"");
        assertThat(requests.get(2)).startsWith("POST " + models + "/cats/versions Bearer t0").contains(job.toString(), "val_acc");
        assertThat(requests.get(3)).isEqualTo("PUT " + models + "/cats/versions/" + job + "/files/model.pth Bearer t0 weights");
        assertThat(requests.get(4)).startsWith("PATCH " + models + "/cats/versions/" + job + " Bearer t0").contains("UPLOAD_COMPLETE");
    }

    @Test
    void whatIsThereAlreadyIsNotUploadedAgain() {
        answers.put("POST /v2/org/lab/team/vision/models", 409);
        answers.put("POST /v2/org/lab/team/vision/models/cats/versions", 409);
        registry.publish(Publications.of("cats", job), List.of(model));
        assertThat(requests).noneMatch(request -> request.startsWith("PUT"));
    }

    @Test
    void aRefusalIsToldWithoutTheKey() {
        answers.put("GET /token", 401);
        assertThatThrownBy(() -> registry.publish(Publications.of("cats", job), List.of(model)))
                .isInstanceOfSatisfying(GraftException.class, e -> assertThat(e.code()).isEqualTo(StandardError.REMOTE_FAILED))
                .hasMessageContaining("401")
                .hasMessageNotContaining("the-key");
    }

    @Test
    void withoutAKeyItIsNotConfiguredAndAKeyNeedsAnOrganisation() {
        URI address = URI.create("https://ngc.example");
        assertThat(new NgcRegistry(new NgcSettings(Optional.empty(), Optional.empty(), Optional.empty(), address, address)).configured())
                .isFalse();
        assertThatThrownBy(() -> new NgcSettings(Optional.of("k"), Optional.empty(), Optional.empty(), address, address))
                .hasMessageContaining("graft.ngc.org");
    }
}
