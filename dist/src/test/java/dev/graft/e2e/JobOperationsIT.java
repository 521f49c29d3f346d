// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.cli.client.JobRef;
import dev.graft.cli.client.JobView;
import dev.graft.cli.client.OwnerKind;
import dev.graft.e2e.EventReader.Event;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What can be done with a job besides running it, on a real training of two epochs that is followed from its beginning. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JobOperationsIT {

    private static final String ORG = "/api/v1/orgs/" + TestServer.ORG;
    private static final Duration JOB_TIME = Duration.ofMinutes(5);

    private final TestServer server;
    private final Rest rest;
    private final StripesExperiment stripes;
    private final List<Event> events = new ArrayList<>();
    private final String trained;

    JobOperationsIT(TestServer server, StripesExperiment stripes) {
        this.server = server;
        this.rest = server.rest();
        this.stripes = stripes;
        this.trained = submitTwice(StripesExperiment.trainSpecs(2));
        try (EventReader reader = EventReader.open(address(job(trained) + ":events"), TestServer.KEY, Optional.empty())) {
            assertThat(reader.status()).isEqualTo(200);
            assertThat(reader.type()).startsWith("text/event-stream");
            for (Optional<Event> event = reader.next(); event.isPresent(); event = reader.next()) {
                events.add(event.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void leaveNothingRunning() {
        stripes.cancelAll();
    }

    @Test
    void theEventsTellTheJobFromItsFirstStateToItsLast() {
        assertThat(named("state")).extracting(event -> event.data().path("status").asText()).containsExactly("Pending", "Running", "Done");
        assertThat(named("status")).extracting(event -> event.data().path("status").asText()).startsWith("STARTED").endsWith("SUCCESS");
        assertThat(named("log")).isNotEmpty();
        assertThat(events.get(events.size() - 1).name()).isEqualTo("state");
        assertThat(events).extracting(Event::id).doesNotHaveDuplicates().allMatch(id -> id.matches("\\d+-\\d+-\\d+"));
    }

    @Test
    void theEventsGoOnAfterAnyOneOfThemAndEndForGood() throws IOException {
        int seen = events.size() / 2;
        List<Event> rest = new ArrayList<>();
        try (EventReader reader = events(Optional.of(events.get(seen).id()))) {
            for (Optional<Event> event = reader.next(); event.isPresent(); event = reader.next()) {
                rest.add(event.get());
            }
        }
        for (String name : List.of("status", "state")) {
            assertThat(named(rest, name)).extracting(Event::data)
                    .isEqualTo(named(events.subList(seen + 1, events.size()), name).stream().map(Event::data).toList());
        }
        try (EventReader reader = events(Optional.of(events.get(events.size() - 1).id()))) {
            assertThat(reader.status()).isEqualTo(204);
        }
    }

    @Test
    void aWaitEndsWithTheChangeAndNotBefore() throws Exception {
        String job = submitTwice(StripesExperiment.trainSpecs(5000, 5000));
        Eventually.job(stripes.api(), ref(job), JOB_TIME, view -> "Running".equals(view.status()));
        Rest.Answer now = get(job(job), Map.of());
        assertThat(get(job(trained), Map.of("If-None-Match", get(job(trained), Map.of()).header("ETag"))).status()).isEqualTo(304);

        stripes.api().cancel(ref(job));
        Rest.Answer last = now;
        while (!"Canceled".equals(last.json().path("status").asText())) {
            String tag = last.header("ETag");
            CompletableFuture<Rest.Answer> waiting =
                    CompletableFuture.supplyAsync(() -> get(job(job) + "?wait=60", Map.of("If-None-Match", tag)));
            last = waiting.get(50, TimeUnit.SECONDS);
            assertThat(last.status()).isEqualTo(200);
            assertThat(last.header("ETag")).isNotEqualTo(tag);
        }
    }

    @Test
    void singleFilesAreListedAndDownloaded() throws Exception {
        JsonNode plain = get(job(trained) + ":list_files", Map.of()).json();
        JsonNode all = get(job(trained) + ":list_files?retrieve_logs=True&retrieve_specs=True", Map.of()).json();
        String log = "logs/" + trained + ".txt";
        assertThat(texts(plain)).isNotEmpty().allMatch(name -> name.startsWith(trained + "/"));
        assertThat(texts(all)).containsAll(texts(plain)).contains(log, "specs/" + trained + ".json").hasSize(plain.size() + 2);

        String one = job(trained) + ":download_selective_files?file_lists=" + log + "&best_model=False&latest_model=False&tar_files=False";
        assertThat(get(one, Map.of()).text()).contains("graft: train of classification_pyt");
        byte[] packed = get(job(trained) + ":download_selective_files?file_lists=" + log + "&best_model=True", Map.of()).body();
        assertThat(names(packed)).hasSize(2).contains(log).anyMatch(name -> name.endsWith(".pth"));
        for (String outside : List.of("../job.json", trained + "/../job.json", "/etc/passwd", trained + "/job.json")) {
            assertThat(get(job(trained) + ":download_selective_files?file_lists=" + outside, Map.of()).status()).isEqualTo(404);
        }
    }

    @Test
    void theHistoryTellsWhatTheModelWasMadeOf() {
        JsonNode history = get(job(trained) + ":history", Map.of()).json();
        assertThat(history.path("history")).extracting(change -> change.path("to").asText()).containsExactly("Pending", "Running", "Done");
        JsonNode sources = history.at("/lineage/0/sources");
        assertThat(sources.at("/plugin/id").asText()).contains("classification");
        assertThat(sources.at("/plugin/version").asText()).isNotBlank();
        assertThat(sources.path("datasets")).extracting(dataset -> dataset.path("role").asText()).contains("train", "eval");
        assertThat(sources.path("datasets")).allSatisfy(dataset -> assertThat(dataset.path("sha256").asText()).matches("[0-9a-f]{64}"));
    }

    @Test
    void aWorkerReportsWithTheTokenOfItsJobAlone() {
        String job = submitTwice(StripesExperiment.trainSpecs(5000, 5000));
        Eventually.job(stripes.api(), ref(job), JOB_TIME, view -> view.epoch().orElse(0) >= 1);
        Map<String, String> given = environment(job);
        assertThat(given).containsEntry("TAO_LOGGING_SERVER_URL", "http://graft.example" + job(job));
        Map<String, String> bearer = Map.of("Authorization", "Bearer " + given.get("TAO_USER_KEY"));
        String line = "{\"status\": \"{\\\"status\\\": \\\"RUNNING\\\", \\\"categorical\\\": {\\\"told\\\": {\\\"a\\\": 0.25}}}\","
                + " \"experiment_number\": \"0\"}";

        for (int repeat = 0; repeat < 3; repeat++) {
            Rest.Answer answer = rest.send("POST", job(job) + ":status_update", bearer, bytes(line));
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.json().path("status").asText()).isEqualTo("Running");
        }
        rest.send("POST", job(job) + ":log_update", bearer, bytes("{\"log_contents\": \"a word from afar\\n\"}"));

        String told = "{\"metric\":\"told\",\"category_wise_values\":[{\"category\":\"a\",\"value\":0.25}]}";
        Eventually.isTrue("the reported value is in the result", Duration.ofSeconds(10), () -> get(job(job), Map.of()).text().contains(told));
        assertThat(get(job(job) + "/logs", Map.of()).text()).containsOnlyOnce("a word from afar");
        assertThat(rest.send("POST", job(trained) + ":status_update", bearer, bytes(line)).status()).isEqualTo(401);
        assertThat(rest.send("GET", job(job), bearer, new byte[0]).status()).isEqualTo(401);
        assertThat(rest.send("POST", job(job) + ":cancel", bearer, new byte[0]).status()).isEqualTo(401);

        stripes.api().cancel(ref(job));
        JobView end = Eventually.job(stripes.api(), ref(job), JOB_TIME, view -> "Canceled".equals(view.status()));
        Rest.Answer late = rest.send("POST", job(job) + ":status_update", bearer, bytes("{\"status\": \"{\\\"status\\\": \\\"SUCCESS\\\"}\"}"));
        assertThat(late.status()).isEqualTo(200);
        assertThat(late.json().path("status").asText()).isEqualTo("Canceled");
        assertThat(get(job(job), Map.of()).json()).isEqualTo(end.json());
    }

    @Test
    void aPublishedModelIsListedAndAnExperimentCanNameIt() {
        String name = "stripes-" + UUID.randomUUID();
        Rest.Answer published = post(job(trained) + ":publish_model", "{\"name\": \"" + name + "\", \"description\": \"lying or standing\"}");
        assertThat(published.status()).as(published.text()).isEqualTo(201);
        assertThat(published.json().asText()).isEqualTo(trained);
        String reference = published.header("X-Graft-Model");
        assertThat(reference).isEqualTo("graft://" + TestServer.ORG + "/" + name + ":1");
        assertThat(post(job(trained) + ":publish_model", "{\"name\": \"" + name + "\"}").header("X-Graft-Model")).isEqualTo(reference);

        List<JsonNode> cards = new ArrayList<>();
        get(ORG + "/models", Map.of()).json().forEach(cards::add);
        assertThat(cards).filteredOn(card -> card.path("reference").asText().equals(reference)).singleElement().satisfies(card -> {
            assertThat(card.at("/model/job_id").asText()).isEqualTo(trained);
            assertThat(card.at("/model/lineage/train_datasets/0").asText()).isEqualTo(stripes.dataset());
            assertThat(card.at("/files/0/sha256").asText()).matches("[0-9a-f]{64}");
        });
        assertThat(post(job(trained) + ":publish_model", "{\"name\": \"../up\"}").status()).isEqualTo(400);
        Rest.Answer experiment = post(ORG + "/experiments", "{\"network_arch\": \"classification_pyt\", \"ngc_path\": \"" + reference + "\"}");
        assertThat(experiment.json().path("ngc_path").asText()).isEqualTo(reference);
    }

    @Test
    void aBaseModelIsUsedOnlyIfItsChecksumFitsAndTellsWhatItIs() throws Exception {
        byte[] model = get(job(trained) + ":download_selective_files?best_model=true&tar_files=false", Map.of()).body();
        Path imported = server.data().resolveSibling("import").resolve(UUID.randomUUID() + ".pth");
        Files.write(imported, model);
        String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(model));

        JsonNode refused = registered(imported, "0".repeat(64));
        assertThat(refused.path("base_experiment_pull_complete").asText()).isEqualTo("invalid_pull");
        assertThat(refused.path("base_experiment_pull_reason").asText()).contains(imported.getFileName().toString());
        JsonNode base = registered(imported, digest);
        assertThat(base.path("base_experiment_pull_complete").asText()).as(base.toString()).isEqualTo("pull_complete");

        JsonNode sources = sourcesOfTraining(base.path("id").asText(), "");
        assertThat(sources.at("/base_models/0/base").asText()).isEqualTo(base.path("id").asText());
        assertThat(sources.at("/base_models/0/backbone").asBoolean()).as("what an unmarked base model is").isTrue();
        assertThat(sources.at("/base_models/0/sha256").asText()).isEqualTo(digest);
        assertThat(sourcesOfTraining(base.path("id").asText(), ", \"is_ptm_backbone\": false").at("/base_models/0/backbone").asBoolean())
                .as("what the experiment says that it is")
                .isFalse();
    }

    /** What a training of an experiment that starts from a base says that it was made of; it must come up. */
    private JsonNode sourcesOfTraining(String base, String more) {
        String experiment = post(
                        ORG + "/experiments",
                        "{\"network_arch\": \"classification_pyt\", \"train_datasets\": [\"" + stripes.dataset() + "\"], \"base_experiment\": [\""
                                + base + "\"]" + more + "}")
                .json().path("id").asText();
        ObjectNode order = new ObjectMapper().createObjectNode().put("action", "train");
        order.set("specs", StripesExperiment.trainSpecs(1));
        String job = post(ORG + "/experiments/" + experiment + "/jobs", order.toString()).json().asText();
        JobRef ref = new JobRef(OwnerKind.EXPERIMENT, experiment, job);
        Eventually.job(stripes.api(), ref, JOB_TIME, view -> view.epoch().orElse(0) >= 1 || view.done());
        if (!new JobView(stripes.api().job(ref)).ended()) {
            stripes.api().cancel(ref);
        }
        Eventually.job(stripes.api(), ref, JOB_TIME, JobView::ended);
        return get(ORG + "/experiments/" + experiment + "/jobs/" + job + ":history", Map.of()).json().at("/lineage/0/sources");
    }

    /** A base experiment once its pull has ended. */
    private JsonNode registered(Path file, String digest) {
        String bases = "/api/v1/admin/base_experiments";
        Rest.Answer registered = post(bases, "{\"network_arch\": \"classification_pyt\", \"ngc_path\": \"test/stripes:" + file.getFileName() + "\","
                + " \"sha256_digest\": {\"" + file.getFileName() + "\": \"" + digest + "\"},"
                + " \"cloud_details\": {\"cloud_type\": \"self_hosted\", \"cloud_file_type\": \"file\","
                + " \"cloud_specific_details\": {\"url\": \"file://" + file + "\"}}}");
        assertThat(registered.status()).as(registered.text()).isEqualTo(201);
        String base = bases + "/" + registered.json().path("id").asText();
        Eventually.isTrue("the pull has ended", Duration.ofSeconds(60), () -> List.of("pull_complete", "invalid_pull")
                .contains(get(base, Map.of()).json().path("base_experiment_pull_complete").asText()));
        return get(base, Map.of()).json();
    }

    /** Submits a training, and again as a client does that got no answer; tells its id. */
    private String submitTwice(ObjectNode specs) {
        ObjectNode order = new ObjectMapper().createObjectNode().put("action", "train");
        order.set("specs", specs);
        Map<String, String> headers = Map.of("X-API-Key", TestServer.KEY, "Idempotency-Key", UUID.randomUUID().toString());
        String jobs = ORG + "/experiments/" + stripes.id() + "/jobs";
        Rest.Answer first = rest.send("POST", jobs, headers, bytes(order.toString()));
        Rest.Answer second = rest.send("POST", jobs, headers, bytes(order.toString()));
        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(rest.send("POST", jobs, headers, bytes(order.put("name", "other").toString())).status()).isEqualTo(422);
        return first.json().asText();
    }

    /** The environment of a job's worker. */
    private static Map<String, String> environment(String job) {
        for (ProcessHandle worker : Workers.of(job)) {
            Map<String, String> variables = variables(worker);
            if (variables.containsKey("TAO_USER_KEY")) {
                return variables;
            }
        }
        throw new AssertionError("no worker of job " + job + " was told a token");
    }

    private static Map<String, String> variables(ProcessHandle worker) {
        try {
            String text = Files.readString(Path.of("/proc", Long.toString(worker.pid()), "environ"));
            return Stream.of(text.split("\0"))
                    .filter(variable -> variable.contains("="))
                    .collect(Collectors.toMap(
                            variable -> variable.substring(0, variable.indexOf('=')),
                            variable -> variable.substring(variable.indexOf('=') + 1),
                            (one, other) -> one));
        } catch (IOException e) {
            // It has just ended.
            return Map.of();
        }
    }

    private EventReader events(Optional<String> lastId) {
        return EventReader.open(address(job(trained) + ":events"), TestServer.KEY, lastId);
    }

    private List<Event> named(String name) {
        return named(events, name);
    }

    private static List<Event> named(List<Event> all, String name) {
        return all.stream().filter(event -> event.name().equals(name)).toList();
    }

    private static List<String> names(byte[] archive) throws IOException {
        List<String> names = new ArrayList<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private Rest.Answer get(String path, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("X-API-Key", TestServer.KEY);
        return rest.send("GET", path, all, new byte[0]);
    }

    private Rest.Answer post(String path, String body) {
        return rest.send("POST", path, Map.of("X-API-Key", TestServer.KEY), bytes(body));
    }

    private URI address(String path) {
        return rest.base().resolve(path);
    }

    private String job(String id) {
        return ORG + "/experiments/" + stripes.id() + "/jobs/" + id;
    }

    private JobRef ref(String job) {
        return new JobRef(OwnerKind.EXPERIMENT, stripes.id(), job);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
