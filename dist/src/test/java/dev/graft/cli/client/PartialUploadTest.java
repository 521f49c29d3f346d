// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.cli.FakeServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartialUploadTest {

    private static final String UPLOADS = "/api/v1/orgs/acme/datasets/d-1/uploads";
    private static final String UPLOAD = UPLOADS + "/u-1";
    private static final int REST = 100;
    private static final int SIZE = PartialUpload.PART + REST;

    @TempDir
    private Path folder;

    private FakeServer server;
    private Path archive;
    private final List<Long> moved = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
        archive = Files.write(folder.resolve("digits.tar.gz"), "x".repeat(SIZE - 1).concat("y").getBytes(StandardCharsets.ISO_8859_1));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theArchiveGoesInPartsEachAtTheOffsetThatTheServerTells() throws IOException {
        server.answer("GET " + UPLOADS, 200, "[]");
        server.answer("POST " + UPLOADS, 201, Map.of("Location", server.url() + UPLOAD), "{}".getBytes(StandardCharsets.UTF_8));
        offset("HEAD", 0);
        offset("PATCH", PartialUpload.PART);
        offset("PATCH", SIZE);

        upload();

        assertThat(parts()).extracting(String::length).containsExactly(PartialUpload.PART, REST);
        assertThat(parts().get(1)).endsWith("y");
        assertThat(moved).containsExactly(0L, (long) PartialUpload.PART, (long) SIZE);
    }

    @Test
    void anUploadOfTheSameFileIsGoneOnWith() throws IOException {
        String mark = SIZE + " " + Files.getLastModifiedTime(archive).toMillis();
        String metadata = "filename " + base64("digits.tar.gz") + ",fingerprint " + base64(mark);
        server.answer("GET " + UPLOADS, 200, "[{\"id\": \"other\", \"length\": " + SIZE + ", \"metadata\": \"filename eA==\"},"
                + " {\"id\": \"u-1\", \"length\": " + SIZE + ", \"metadata\": \"" + metadata + "\"}]");
        offset("HEAD", PartialUpload.PART);
        offset("PATCH", SIZE);

        upload();

        assertThat(parts()).extracting(String::length).containsExactly(REST);
    }

    @Test
    void aPartThatDidNotArriveWellIsSentAgainFromWhereTheServerIs() throws IOException {
        server.answer("GET " + UPLOADS, 200, "[]");
        server.answer("POST " + UPLOADS, 201, Map.of("Location", UPLOAD), new byte[0]);
        offset("HEAD", 0);
        server.answer("PATCH " + UPLOAD, 460, "{\"error_code\": 138, \"error_desc\": \"another checksum\"}");
        server.answer("PATCH " + UPLOAD, 503, "{}");
        offset("HEAD", 0);
        offset("HEAD", PartialUpload.PART);
        offset("PATCH", SIZE);

        upload();

        assertThat(parts()).extracting(String::length).containsExactly(PartialUpload.PART, PartialUpload.PART, REST);
    }

    @Test
    void aRefusalThatNoRepeatMendsEndsTheUpload() {
        server.answer("GET " + UPLOADS, 200, "[]");
        server.answer("POST " + UPLOADS, 201, Map.of("Location", UPLOAD), new byte[0]);
        offset("HEAD", 0);
        server.answer("PATCH " + UPLOAD, 400, "{\"error_code\": 104, \"error_desc\": \"A job reads it.\"}");

        assertThatThrownBy(this::upload).isInstanceOf(ApiException.class).hasMessage("A job reads it.");
        assertThat(parts()).hasSize(1);
    }

    @Test
    void aServerThatStaysAwayEndsTheUploadAfterSomeTries() {
        server.answer("GET " + UPLOADS, 200, "[]");
        server.answer("POST " + UPLOADS, 201, Map.of("Location", UPLOAD), new byte[0]);
        offset("HEAD", 0);
        server.answer("PATCH " + UPLOAD, 503, "{\"error_code\": 210, \"error_desc\": \"The database is away.\"}");

        assertThatThrownBy(this::upload).isInstanceOf(ApiException.class).hasMessage("The database is away.");
        assertThat(parts()).hasSize(8);
    }

    private void upload() throws IOException {
        new PartialUpload(HttpApi.at(server.url()), UPLOADS, archive, (done, total) -> moved.add(done), Duration.ofMillis(1)).run();
    }

    private void offset(String method, long offset) {
        server.answer(method + " " + UPLOAD, method.equals("HEAD") ? 200 : 204, Map.of("Upload-Offset", Long.toString(offset)), new byte[0]);
    }

    /** The bodies that were sent. */
    private List<String> parts() {
        return server.requests().stream()
                .filter(request -> request.line().equals("PATCH " + UPLOAD))
                .map(FakeServer.Request::body)
                .toList();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
