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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
    void whoReadsAfterAWriteWasAnsweredSeesItHoweverManyReadMeanwhile() throws Exception {
        String id = create("{\"type\":\"object_detection\",\"format\":\"kitti\"}").json().get("id").asText();
        String path = DATASETS + "/" + id;
        ExecutorService readers = Executors.newFixedThreadPool(4);
        try {
            for (String read : List.of(path, path, DATASETS, DATASETS)) {
                readers.submit(() -> {
                    while (!readers.isShutdown()) {
                        api.get(read);
                    }
                });
            }
            for (int round = 0; round < 40; round++) {
                String name = "round-" + round;
                assertThat(api.send("PATCH", path, "{\"name\":\"" + name + "\"}").status()).isEqualTo(200);
                assertThat(api.get(path).json().get("name").asText()).isEqualTo(name);
                assertThat(listed(id)).extracting(dataset -> dataset.get("name").asText()).containsExactly(name);
            }
            assertThat(api.send("DELETE", path, "").status()).isEqualTo(200);
            assertError(api.get(path), 404);
            assertThat(listed(id)).isEmpty();
        } finally {
            readers.shutdown();
            assertThat(readers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private List<JsonNode> listed(String id) {
        List<JsonNode> found = new ArrayList<>();
        api.get(DATASETS).json().forEach(dataset -> found.add(dataset));
        found.removeIf(dataset -> !dataset.get("id").asText().equals(id));
        return found;
    }

    @Test
    void anybodyIsToldTheVersionOfTheContract() {
        Answer version = api.with().get("/api/v1/version");
        assertThat(version.status()).isEqualTo(200);
        assertThat(version.json().get("api_version").asText()).isEqualTo(new ApiDocument().document().at("/info/version").asText());
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
    void aRepeatedCreateIsAnsweredAgainAndCreatesNothing() {
        String name = "repeated-" + UUID.randomUUID();
        String body = "{\"name\":\"" + name + "\",\"type\":\"object_detection\",\"format\":\"kitti\"}";
        String key = UUID.randomUUID().toString();
        List<Answer> answers = IntStream.range(0, 8).parallel().mapToObj(i -> create(body, "Idempotency-Key", key)).toList();

        assertThat(answers).extracting(Answer::status).containsOnly(201);
        assertThat(answers).extracting(answer -> answer.json().get("id").asText()).containsOnly(answers.get(0).json().get("id").asText());
        assertThat(answers).extracting(answer -> answer.header("ETag")).containsOnly(answers.get(0).header("ETag"));
        assertThat(answers).filteredOn(answer -> answer.header("Idempotency-Replayed").isEmpty()).hasSize(1);
        assertThat(api.get(DATASETS + "?name=" + name).json()).hasSize(1);

        Answer other = create(body.replace("kitti", "coco"), "Idempotency-Key", key);
        assertError(other, 422);
        assertThat(other.json().get("error_code").asInt()).isEqualTo(137);
        assertError(create(body, "Idempotency-Key", "not a key"), 400);
    }

    @Test
    void aRefusedCreateDoesNotUseItsKeyUp() {
        String key = UUID.randomUUID().toString();
        assertError(create("{\"type\":\"object_detection\"}", "Idempotency-Key", key), 400);
        assertThat(create("{\"type\":\"object_detection\",\"format\":\"kitti\"}", "Idempotency-Key", key).status()).isEqualTo(201);
    }

    @Test
    void anUploadInPartsGoesOnWhereItEnded() throws Exception {
        byte[] archive = brokenDataset();
        String id = create("{\"type\":\"image_classification\",\"format\":\"classification_pyt\"}").json().get("id").asText();
        String uploads = DATASETS + "/" + id + "/uploads";
        Answer begun = api.send(
                "POST", uploads, "", "Tus-Resumable", "1.0.0", "Upload-Length", Integer.toString(archive.length), "Upload-Metadata", "filename YQ==");
        assertThat(begun.status()).as(begun.text()).isEqualTo(201);
        String upload = URI.create(begun.header("Location")).getPath();
        assertThat(upload).startsWith(uploads + "/");

        byte[] first = Arrays.copyOf(archive, 50);
        assertError(part(upload, 0, first, "Upload-Checksum", "sha256 " + Base64.getEncoder().encodeToString(new byte[32])), 460);
        assertThat(part(upload, 0, first, "Upload-Checksum", checksum(first)).status()).isEqualTo(204);
        assertError(part(upload, 0, first), 409);
        assertError(api.send("PATCH", upload, first, "Upload-Offset", "50", "Content-Type", "application/zip"), 415);
        assertError(part(upload, 50, first, "Tus-Resumable", "0.2.2"), 412);
        Answer asked = api.send("HEAD", upload, "", "Tus-Resumable", "1.0.0");
        assertThat(asked.header("Upload-Offset")).isEqualTo("50");
        assertThat(asked.header("Upload-Length")).isEqualTo(Integer.toString(archive.length));
        assertThat(api.get(uploads).json().get(0).get("offset").asInt()).isEqualTo(50);

        Answer last = part(upload, 50, Arrays.copyOfRange(archive, 50, archive.length));
        assertThat(last.status()).as(last.text()).isEqualTo(204);
        assertThat(last.header("Upload-Offset")).isEqualTo(Integer.toString(archive.length));
        assertThat(settled(id).get("status_reason").asText()).contains("classes.txt");
        assertThat(api.get(uploads).json()).isEmpty();
    }

    @Test
    void anUploadThatIsGivenUpIsGone() {
        String id = create("{\"type\":\"image_classification\",\"format\":\"classification_pyt\"}").json().get("id").asText();
        String uploads = DATASETS + "/" + id + "/uploads";
        assertError(api.send("POST", uploads, ""), 400);
        String upload = URI.create(api.send("POST", uploads, "", "Upload-Length", "10").header("Location")).getPath();

        assertThat(api.send("DELETE", upload, "").status()).isEqualTo(204);
        assertThat(api.send("HEAD", upload, "").status()).isEqualTo(404);
        assertError(part(upload, 0, new byte[1]), 404);
    }

    @Test
    void onlyTheTokenOfAJobReportsToItsCallbacks() {
        String job = NOWHERE + "/jobs/" + new UUID(3, 4);
        for (String callback : List.of(":status_update", ":log_update")) {
            assertError(api.send("POST", job + callback, "{\"status\":\"{}\",\"log_contents\":\"x\"}"), 401);
            assertError(api.with().send("POST", job + callback, "{}"), 401);
        }
    }

    @Test
    void whatIsAskedOfAnUnknownJobIsNotFoundInJson() {
        String job = NOWHERE + "/jobs/" + new UUID(3, 4);
        for (String path : List.of("?wait=1", ":events", ":history", ":list_files", ":download_selective_files?best_model=true")) {
            assertError(api.get(job + path), 404);
        }
        assertError(api.get(job + ":events", "Accept", "text/event-stream"), 404);
        assertError(api.get(job + "?wait=61"), 400);
        assertError(api.get(job + ":list_files?retrieve_logs=maybe"), 400);
    }

    @Test
    void theRegistriesAreListedAndABaseModelThatCannotBeIsRefused() {
        assertThat(api.get("/api/v1/orgs/acme/models").json()).isEmpty();
        assertThat(api.get("/api/v1/admin/base_experiments").json().isArray()).isTrue();
        Answer incomplete = api.send("POST", "/api/v1/admin/base_experiments", "{\"network_arch\":\"dino\"}");
        assertError(incomplete, 400);
        assertThat(incomplete.json().get("error_desc").asText()).contains("ngc_path", "cloud_details");
        Answer refused = api.send(
                "POST",
                "/api/v1/admin/base_experiments",
                "{\"network_arch\":\"no_such_network\",\"ngc_path\":\"a/b:c\",\"cloud_details\":{\"cloud_type\":\"self_hosted\"}}");
        assertError(refused, 400);
        assertThat(refused.json().get("error_desc").asText()).contains("/network_arch", "/url");
        assertError(api.get("/api/v1/admin/base_experiments/" + new UUID(5, 6)), 404);
        assertError(api.with().get("/api/v1/admin/base_experiments"), 401);
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

    private Answer create(String body, String... headers) {
        return api.send("POST", DATASETS, body, headers);
    }

    private Answer part(String upload, int offset, byte[] bytes, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 4);
        System.arraycopy(
                new String[] {"Upload-Offset", Integer.toString(offset), "Content-Type", "application/offset+octet-stream"},
                0,
                all,
                headers.length,
                4);
        return api.send("PATCH", upload, bytes, all);
    }

    private static String checksum(byte[] bytes) throws NoSuchAlgorithmException {
        return "sha256 " + Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
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
