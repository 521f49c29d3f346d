// SPDX-License-Identifier: Apache-2.0
package dev.graft.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.web.HttpApi.Answer;
import dev.graft.web.contract.ApiDocument;
import dev.graft.web.contract.ResponseContract;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged WAR on Payara Micro with its own database: that the parts are wired together as they stand. */
@ArquillianTest
class RestApiIT {

    private static final String KEY = System.getenv("GRAFT_API_KEY");
    private static final String DATASETS = "/api/v1/orgs/acme/datasets";
    private static final String NOWHERE = DATASETS + "/" + new UUID(1, 2);

    @ArquillianResource
    private URL server;

    private HttpApi api;

    @Deployment(testable = false)
    static WebArchive war() {
        return ShrinkWrap.create(ZipImporter.class, "graft.war")
                .importFrom(new File(System.getProperty("graft.war")))
                .as(WebArchive.class);
    }

    @BeforeEach
    void connect() {
        api = new HttpApi(URI.create(server.toString()).resolve("/"), "X-API-Key", KEY);
    }

    @Test
    void theServerIsReadyWithItsDatabaseAndPlugins() {
        Answer ready = api.get("/health/ready");
        assertThat(ready.status()).isEqualTo(200);
        assertThat(ready.json().findValuesAsText("name")).contains("database", "plugins");
        assertThat(api.get("/health/live").status()).isEqualTo(200);
    }

    @Test
    void theServedDocumentIsTheOneThatIsChecked() {
        JsonNode served = api.get("/openapi", "Accept", "application/json").json();
        ObjectNode own = new ApiDocument().document();
        assertThat(without(served.get("paths"))).isEqualTo(without(own.get("paths")));
        assertThat(without(served.get("components"))).isEqualTo(without(own.get("components")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/docs/index.html", "/docs/docs.js", "/docs/docs.css", "/.well-known/jwks.json"})
    void thePublicPagesAreThere(String path) {
        assertThat(api.with().get(path).status()).isEqualTo(200);
    }

    @Test
    void aKeyIsTradedForATokenThatOpensTheApi() {
        Answer login = api.with().send("POST", "/api/v1/login", "{\"ngc_api_key\":\"" + KEY + "\"}");
        assertThat(login.status()).isEqualTo(201);
        assertThat(ResponseContract.faults("LoginRsp", login.json())).isEmpty();
        HttpApi bearer = api.with("Authorization", "Bearer " + login.json().get("token").asText());
        assertThat(bearer.get(DATASETS).status()).isEqualTo(200);
        assertThat(api.with().get(DATASETS).status()).isEqualTo(401);
    }

    @Test
    void aDatasetIsCreatedChangedListedAndDeleted() {
        Answer created = create("{\"name\":\"one\",\"type\":\"object_detection\",\"format\":\"kitti\",\"client_secret\":\"s\",\"zzz\":1}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(ResponseContract.faults("DatasetRsp", created.json())).isEmpty();
        assertThat(created.json().get("created_on").asText()).hasSize(26);
        String path = DATASETS + "/" + created.json().get("id").asText();

        Answer patched = api.send("PATCH", path, "{\"name\":\"two\"}", "If-Match", created.header("ETag"));
        assertThat(patched.status()).isEqualTo(200);
        assertThat(patched.json().get("name").asText()).isEqualTo("two");
        assertThat(api.send("PUT", path, "{\"name\":\"three\"}", "If-Match", created.header("ETag")).status()).isEqualTo(412);
        assertThat(api.send("PUT", path, "{\"format\":\"coco\"}").status()).isEqualTo(400);

        Answer list = api.get(DATASETS + "?name=two&type=!image_classification&size=1");
        assertThat(list.header("X-Pagination-Total")).isEqualTo("1");
        assertThat(list.json().get(0).get("id")).isEqualTo(created.json().get("id"));

        Answer deleted = api.send("DELETE", path, "");
        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.json().get("name").asText()).isEqualTo("two");
        assertError(api.get(path), 404);
    }

    @Test
    void anUploadIsUnpackedCheckedAndToldAsARawBodyAndAsAForm() throws Exception {
        byte[] archive = brokenDataset();
        String id = create("{\"type\":\"image_classification\",\"format\":\"classification_pyt\"}").json().get("id").asText();
        String upload = DATASETS + "/" + id + ":upload";
        assertThat(api.send("POST", upload, archive, "Content-Type", "application/zip").status()).isEqualTo(201);
        JsonNode settled = settled(id);
        assertThat(settled.get("status").asText()).isEqualTo("invalid_pull");
        assertThat(settled.get("status_reason").asText()).contains("classes.txt");

        Answer form = api.send("POST", upload, form(archive), "Content-Type", "multipart/form-data; boundary=XX");
        assertThat(form.status()).isEqualTo(201);
        settled(id);
        assertError(api.send("POST", upload, "{}", "Content-Type", "application/json"), 415);
        assertError(api.send("POST", upload, "", "Content-Type", "application/zip"), 400);
    }

    @Test
    void everyFaultOfARequestIsToldAtOnce() {
        Answer refused = create("{\"name\":5,\"format\":\"x\",\"version\":\"12345678901\"}");
        assertError(refused, 400);
        assertThat(refused.json().get("error_desc").asText()).contains("/name", "/format", "/version");
        assertError(api.get(DATASETS + "?skip=-1&size=x&sort=up"), 400);
        assertError(create("{\"name\":"), 400);
        assertError(create(""), 400);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/nothing, 404", "GET, /nothing.html, 404", "DELETE, /api/v1/orgs/acme/datasets, 405",
        "GET, /api/v1/orgs/other/datasets, 404", "GET, /api/v1/orgs/acme/datasets/no-id, 404",
        "GET, /api/v1/orgs/acme/datasets/1-1-1-1-1/jobs, 404", "POST, /api/v1/orgs/acme/datasets/all/jobs, 404"
    })
    void whatTheApiDoesNotHaveIsRefusedInJson(String method, String path, int status) {
        assertError(api.send(method, path, method.equals("POST") ? "{\"action\":\"train\"}" : ""), status);
    }

    @Test
    void unknownIdsAreNotFound() {
        for (String path : List.of("", "/jobs", "/jobs/" + new UUID(3, 4), "/specs/train/schema")) {
            assertError(api.get(NOWHERE + path), 404);
        }
        assertError(api.send("POST", NOWHERE + "/jobs/" + new UUID(3, 4) + ":cancel", ""), 404);
    }

    @Test
    void theJobsOfAllParentsAreListed() {
        for (String any : List.of("all", "*")) {
            Answer list = api.get(DATASETS + "/" + any + "/jobs");
            assertThat(list.status()).isEqualTo(200);
            assertThat(list.json().isArray()).isTrue();
        }
    }

    @Test
    void headAndOptionsAreAnsweredWithoutABody() {
        Answer head = api.send("HEAD", DATASETS, "");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.text()).isEmpty();
        assertThat(api.send("OPTIONS", DATASETS, "").header("Allow")).contains("GET", "POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/orgs/a%00b/datasets", "/../../etc/passwd", "/api/v1/\u0001"})
    void aBrokenPathIsRefusedWithoutHtml(String path) throws IOException {
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 40").doesNotContainIgnoringCase("<html");
    }

    /** Payara ends such a request itself, before any application could choose the status. */
    @Test
    void aPathThatCannotBeDecodedReachesNothing() throws IOException {
        assertThat(raw("GET /api/v1/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).contains("Content-Length: 0");
    }

    private Answer create(String body) {
        return api.send("POST", DATASETS, body);
    }

    /** The dataset once its pull has ended. */
    private JsonNode settled(String id) {
        long patience = System.nanoTime() + 60_000_000_000L;
        JsonNode dataset = api.get(DATASETS + "/" + id).json();
        while (List.of("starting", "in_progress").contains(dataset.get("status").asText())) {
            assertThat(System.nanoTime()).as("still %s", dataset).isLessThan(patience);
            dataset = api.get(DATASETS + "/" + id).json();
        }
        return dataset;
    }

    private static void assertError(Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(ResponseContract.faults("ErrorRsp", answer.json())).isEmpty();
        assertThat(answer.json().get("error_code").asInt()).isPositive();
        assertThat(answer.json().get("error_desc").asText()).isNotBlank();
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort());
                OutputStream out = socket.getOutputStream()) {
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A dataset without its list of classes. */
    private static byte[] brokenDataset() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("images_train/cat/a.png"));
            zip.write(1);
        }
        return bytes.toByteArray();
    }

    private static byte[] form(byte[] file) throws IOException {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.write("--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"d.zip\"\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        form.write(file);
        form.write("\r\n--XX--\r\n".getBytes(StandardCharsets.UTF_8));
        return form.toByteArray();
    }

    /** A copy without extensions, which a server may leave out. */
    private static JsonNode without(JsonNode node) {
        JsonNode copy = node.deepCopy();
        strip(copy);
        return copy;
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            names.stream().filter(name -> name.startsWith("x-")).forEach(object::remove);
            object.forEach(RestApiIT::strip);
        } else if (node instanceof ArrayNode array) {
            array.forEach(RestApiIT::strip);
        }
    }
}
