// SPDX-License-Identifier: Apache-2.0
package dev.graft.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.fault.NotFound;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.web.InMemoryApi.Answer;
import dev.graft.web.http.FileDownload;
import dev.graft.web.http.Paths;
import dev.graft.web.job.JobId;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests through the API's filters, readers, writers and mappers, with a resource that has no services behind it. */
class ProvidersTest {

    private static final String ID = "0b7f1c9e-5a53-4f11-9a39-6a2f3c1d0e4f";
    private static final String SHA256 = "ab".repeat(32);

    @TempDir
    private static java.nio.file.Path folder;

    private static InMemoryApi api;

    /** Stands where the datasets stand, so that the contract's rules apply. */
    @Path(Paths.DATASETS)
    @Produces(MediaType.APPLICATION_JSON)
    public static class Sample {

        @GET
        @Operation(operationId = "listDatasets")
        public List<JobId> list() {
            return List.of(new JobId(UUID.fromString(ID)));
        }

        @POST
        @Operation(operationId = "createDataset")
        public Response create(ObjectNode body) {
            return Response.status(201).entity(body).build();
        }

        @GET
        @Path(Paths.DATASET_ID)
        @Operation(operationId = "getDataset")
        public JobId get(@PathParam("dataset_id") UUID id) {
            throw NotFound.of("dataset", id);
        }

        @GET
        @Path("broken")
        public JobId broken() {
            throw new IllegalStateException("jdbc:h2 password=secret");
        }

        @GET
        @Path("wrapped")
        public JobId wrapped() {
            throw new IllegalStateException(new GraftException(StandardError.CONFLICT, "someone was faster"));
        }

        @GET
        @Path("met")
        public JobId met() {
            throw new IllegalStateException(new ConcurrentModificationException());
        }

        @GET
        @Path("file")
        @Produces({MediaType.APPLICATION_OCTET_STREAM, MediaType.APPLICATION_JSON})
        public Response file(@Context HttpHeaders headers) {
            return new FileDownload(folder.resolve("file"), "job.tar.gz", 10, SHA256).response(headers);
        }
    }

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(folder.resolve("file"), "0123456789");
        api = new InMemoryApi(new Sample());
    }

    @Test
    void anIdIsABareJsonString() {
        Answer answer = api.get("orgs/acme/datasets");
        assertThat(answer.text()).isEqualTo("[\"" + ID + "\"]");
        assertThat(answer.header("Content-Length")).isEqualTo("40");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "application/json", "text/plain", "application/octet-stream", "application/x-www-form-urlencoded"})
    void aBodyIsJsonWhateverItsTypeSays(String type) {
        String[] headers = type.isEmpty() ? new String[0] : new String[] {"Content-Type", type};
        Answer answer = api.send("POST", "orgs/acme/datasets", "{\"name\":\"a\"}", headers);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text()).isEqualTo("{\"name\":\"a\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "''|the body is missing", "{|no JSON at line 1, column 2", "[]|send a JSON object", "{\"name\":1}|/name: integer found"
    })
    void aBodyThatDoesNotFitIsRefusedWithTheReason(String body, String reason) {
        Answer answer = api.send("POST", "orgs/acme/datasets", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("\"error_code\":100").contains(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, orgs/acme/nothing, 404, 110", "GET, orgs/acme/datasets/xyz, 404, 110", "DELETE, orgs/acme/datasets, 405, 134",
        "GET, orgs/a-b/datasets, 404, 110", "GET, orgs/acme/datasets/" + ID + ", 404, 110", "GET, orgs/acme/datasets?skip=-1, 400, 100",
        "GET, orgs/acme/datasets/wrapped, 409, 130", "GET, orgs/acme/datasets/met, 409, 130"
    })
    void aRefusalHasItsStatusAndCode(String method, String path, int status, int code) {
        Answer answer = api.send(method, path, "");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.text()).startsWith("{\"error_code\":" + code + ",\"error_desc\":\"");
    }

    @Test
    void aMediaTypeThatCannotBeServedIsRefusedInJson() {
        Answer answer = api.get("orgs/acme/datasets", "Accept", "text/html");
        assertThat(answer.status()).isEqualTo(406);
        assertThat(answer.text()).contains("\"error_code\":135");
    }

    @Test
    void aDefectIsLoggedUnderAnIdAndNotTold() {
        Logger logger = Logger.getLogger("dev.graft.web.error.Incident");
        Records records = new Records();
        logger.addHandler(records);
        logger.setUseParentHandlers(false);
        try {
            Answer answer = api.get("orgs/acme/datasets/broken");
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.text()).contains("\"error_code\":1,").doesNotContain("secret").doesNotContain("IllegalState");
            assertThat(records.last.getThrown()).hasMessageContaining("secret");
            String incident = answer.text().replaceAll("(?s).*incident ([0-9a-f-]{36}).*", "$1");
            assertThat(records.last.getMessage()).contains(incident);
        } finally {
            logger.removeHandler(records);
            logger.setUseParentHandlers(true);
        }
    }

    @Test
    void aFileIsSentWholeWithItsChecksum() {
        Answer answer = api.get("orgs/acme/datasets/file");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("0123456789");
        assertThat(answer.header("Content-Length")).isEqualTo("10");
        assertThat(answer.header("Accept-Ranges")).isEqualTo("bytes");
        assertThat(answer.header("ETag")).contains(SHA256);
        assertThat(answer.header("Content-Disposition")).contains("job.tar.gz");
    }

    @Test
    void aPartOfAFileIsSent() {
        Answer answer = api.get("orgs/acme/datasets/file", "Range", "bytes=3-5");
        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.text()).isEqualTo("345");
        assertThat(answer.header("Content-Range")).isEqualTo("bytes 3-5/10");
        assertThat(answer.header("Content-Length")).isEqualTo("3");
    }

    @Test
    void aRangeBeyondTheFileIsRefused() {
        assertThat(api.get("orgs/acme/datasets/file", "Range", "bytes=10-").status()).isEqualTo(416);
    }

    @Test
    void aPartOfAnotherVersionIsNotMixedIn() {
        Answer other = api.get("orgs/acme/datasets/file", "Range", "bytes=3-5", "If-Range", "\"other\"");
        assertThat(other.status()).isEqualTo(200);
        Answer same = api.get("orgs/acme/datasets/file", "Range", "bytes=3-5", "If-Range", "\"" + SHA256 + "\"");
        assertThat(same.status()).isEqualTo(206);
    }

    @Test
    void aFileThatTheClientHasIsNotSentAgain() {
        Answer answer = api.get("orgs/acme/datasets/file", "If-None-Match", "\"" + SHA256 + "\"");
        assertThat(answer.status()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void headTellsTheSizeWithoutTheFile() {
        Answer answer = api.send("HEAD", "orgs/acme/datasets/file", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("Content-Length")).isEqualTo("10");
    }

    /** Keeps what was logged last. */
    private static final class Records extends Handler {

        private LogRecord last;

        @Override
        public void publish(LogRecord record) {
            last = record;
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
