// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.cli.client.Login;
import dev.graft.cli.client.OwnerKind;
import dev.graft.e2e.Ledger.Kind;
import dev.graft.e2e.contract.ApiDescription;
import dev.graft.e2e.contract.FuzzRequest;
import dev.graft.e2e.contract.RequestFuzzer;
import dev.graft.e2e.contract.ResponseCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests without sense against a live server, made up from the API that it describes. Each is answered, none breaks the server, and
 * one that was refused leaves neither a row nor a file.
 */
class FuzzIT {

    /** The system property {@code graft.fuzz.requests}; the suite's number without it. */
    private static final int REQUESTS = Integer.getInteger("graft.fuzz.requests", 20_000);

    /** The system property {@code graft.fuzz.seed}; the same requests in every build without it. */
    private static final long SEED = Long.getLong("graft.fuzz.seed", 5_3_0L);

    private static final int CONNECTIONS = 6;

    /** Examples shown of each kind of fault, and faults after which a connection ends its work. */
    private static final int EXAMPLES = 2;

    private static final int ENOUGH = 100;

    /** Lines of the log that are shown of a defect. */
    private static final int LINES = 60;

    /** No request here is worth more; an answer that takes longer hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Map<String, List<String>> WORDS = Map.of(
            "org_name", List.of(TestServer.ORG),
            "type", List.of("image_classification", "object_detection"),
            "format", List.of("classification_pyt", "kitti"),
            "network_arch", List.of("classification_pyt", "classification_pyt", "dino"),
            "action", List.of("train", "train", "evaluate", "export"),
            "role", List.of("viewer", "member"));

    @TempDir
    private Path folder;

    private final Ledger ledger = new Ledger();
    private final Map<Integer, AtomicInteger> statuses = new ConcurrentSkipListMap<>();
    private final AtomicInteger next = new AtomicInteger();
    private TestServer server;
    private RequestFuzzer fuzzer;
    private ResponseCheck check;
    private TokenForge forge;

    @BeforeEach
    void start() throws IOException {
        Map<String, String> settings = new HashMap<>(ServerDatabase.shared(folder.resolve("data")));
        settings.putAll(Map.of(
                "GRAFT_RATE_LIMIT_LOGINS", "0",
                "GRAFT_RATE_LIMIT_WRONG_TOKENS", "0",
                "GRAFT_RATE_LIMIT_REQUESTS", "0",
                // Jobs that chance starts end at once.
                "GRAFT_WORKER_JAVA", "/bin/false"));
        server = TestServer.start(folder, settings);
        ApiDescription api = server.description();
        check = new ResponseCheck(api);
        forge = TokenForge.of(server, Login.with(server.anonymous(), TestServer.KEY));
        fuzzer = new RequestFuzzer(api, WORDS, ledger::some, archives());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void everyRequestIsAnsweredAndARefusedOneLeavesNothing() throws Exception {
        List<String> credentials = credentials();
        Set<String> rowsBefore = users();
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        List<String> faults = new ArrayList<>();
        try {
            Callable<List<String>> work = () -> run(credentials);
            for (Future<List<String>> done : threads.invokeAll(Collections.nCopies(CONNECTIONS, work))) {
                faults.addAll(done.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(examples(faults))
                .as("seed %s, statuses %s, %s faults; in the log: %s", SEED, statuses, faults.size(), defects())
                .isEmpty();
        assertThat(statuses.keySet()).as("requests of all kinds were made").contains(200, 201, 400, 401, 403, 404, 405, 412, 415);
        onlyWhatWasToldIsThere(rowsBefore);
        noStrayFileIsThere();
        assertThat(server.api().list(OwnerKind.DATASET, Map.of("size", "1"))).as("the server is well").isNotNull();
    }

    /** A few of each kind; the first line tells the kind. */
    private static List<String> examples(List<String> faults) {
        return faults.stream().collect(Collectors.groupingBy(fault -> fault.lines().findFirst().orElse(""))).values().stream()
                .flatMap(kind -> kind.stream().limit(EXAMPLES).map(example -> kind.size() + " times " + example))
                .toList();
    }

    /** What the server's log says of its defects; the beginning of each. */
    private String defects() throws IOException {
        List<String> log = Files.readAllLines(server.setup().log());
        StringBuilder defects = new StringBuilder();
        for (int at = 0; at < log.size(); at++) {
            if (log.get(at).contains("incident ") && defects.length() < 20_000) {
                log.subList(at, Math.min(log.size(), at + LINES)).forEach(line -> defects.append(line).append('\n'));
            }
        }
        return defects.toString();
    }

    private List<String> run(List<String> credentials) throws IOException {
        List<String> faults = new ArrayList<>();
        String previous = "";
        try (RawHttp http = new RawHttp(server.setup().url(), PATIENCE)) {
            for (int number = next.getAndIncrement(); number < REQUESTS && faults.size() < ENOUGH; number = next.getAndIncrement()) {
                FuzzRequest request = credited(fuzzer.next(new SplittableRandom(SEED + number), credentials), number);
                String before = previous;
                faults(http, request).forEach(fault -> faults.add(
                        fault + "\n  for\n" + request.toString().indent(4) + "  after\n" + before.indent(4)));
                previous = request.toString();
            }
        }
        return faults;
    }

    /** Half of what only workers may send comes with the token of the job that it names. */
    private FuzzRequest credited(FuzzRequest request, int number) {
        List<String> ids = Ledger.ids(request.path());
        return request.operation().forWorkers() && number % 2 == 0 && !ids.isEmpty()
                ? request.as("Authorization: Bearer " + forge.jobToken(TestServer.ORG, ids.get(ids.size() - 1)))
                : request;
    }

    private List<String> faults(RawHttp http, FuzzRequest request) {
        try {
            RawHttp.Reply reply = http.exchange(request.bytes(http.host()), reading(request));
            statuses.computeIfAbsent(reply.status(), status -> new AtomicInteger()).incrementAndGet();
            return faults(request, reply);
        } catch (IOException | RuntimeException e) {
            http.close();
            return List.of("no answer: " + e);
        }
    }

    private List<String> faults(FuzzRequest request, RawHttp.Reply reply) {
        if (reading(request) == RawHttp.Reading.HEAD_AND_LEAVE || request.unreadable()) {
            return reply.status() >= 500 ? List.of("status " + reply.status()) : List.of();
        }
        if (reply.status() < 300) {
            ledger.note(request.method(), request.path(), reply.status(), reply.body());
        }
        List<String> faults = new ArrayList<>(check.faults(
                request.method(), decoded(request.path()), reply.status(), reply.header("Content-Type"), reply.body()));
        if (reply.text().contains("\tat ") || reply.text().contains("java.lang.")) {
            faults.add("the answer shows the inside of the server");
        }
        faults.replaceAll(fault -> reply.status() + ", " + fault + "\n  in " + cut(reply.text()));
        return faults;
    }

    private static RawHttp.Reading reading(FuzzRequest request) {
        if (request.method().equals("HEAD")) {
            return RawHttp.Reading.NO_BODY;
        }
        return request.endless() ? RawHttp.Reading.HEAD_AND_LEAVE : RawHttp.Reading.WHOLE;
    }

    private void onlyWhatWasToldIsThere(Set<String> usersBefore) {
        try (ServerDatabase database = ServerDatabase.of(server)) {
            assertThat(database.column("select id from datasets")).isEqualTo(ledger.of(Kind.DATASET));
            assertThat(database.column("select id from experiments")).isEqualTo(ledger.of(Kind.EXPERIMENT));
            assertThat(database.column("select id from jobs where search_id is null")).isEqualTo(ledger.of(Kind.JOB));
            Set<String> users = new TreeSet<>(users());
            users.removeAll(usersBefore);
            assertThat(users).isEqualTo(ledger.of(Kind.USER));
        }
    }

    private void noStrayFileIsThere() {
        Path organisations = server.data().resolve("orgs");
        Eventually.isTrue("the staging folder is empty", Duration.ofSeconds(30), () -> names(server.data().resolve("tmp")).isEmpty());
        try (ServerDatabase database = ServerDatabase.of(server)) {
            for (String org : names(organisations)) {
                assertThat(database.column("select id from datasets")).containsAll(names(organisations.resolve(org).resolve("datasets")));
                assertThat(database.column("select id from jobs")).containsAll(names(organisations.resolve(org).resolve("jobs")));
            }
        }
    }

    private Set<String> users() {
        try (ServerDatabase database = ServerDatabase.of(server)) {
            return database.column("select id from users");
        }
    }

    /** Three tokens, of which the administrator's is used most. */
    private List<String> credentials() {
        Rest rest = server.rest();
        String admin = token(TestServer.KEY);
        List<String> all = new ArrayList<>(Collections.nCopies(8, "Authorization: Bearer " + admin));
        String users = "/api/v1/admin/orgs/" + TestServer.ORG + "/users";
        for (String role : List.of("member", "viewer")) {
            String id = rest.post(users, admin, "{\"name\":\"" + role + "\",\"role\":\"" + role + "\"}").json().path("id").asText();
            String key = rest.post(users + "/" + id + "/keys", admin, "{\"label\":\"fuzz\"}").json().path("key").asText();
            all.add("Authorization: Bearer " + token(key));
        }
        return all;
    }

    private String token(String key) {
        return Login.with(server.anonymous(), key).token();
    }

    private List<byte[]> archives() throws IOException {
        Path good = StripesExperiment.archive(folder.resolve("good.tar.gz"), "images_train");
        Path evil = TestArchive.at(folder.resolve("evil.tar.gz")).text("../../up.txt", "x").finish();
        Path unfit = TestArchive.at(folder.resolve("unfit.tar.gz")).text("readme.txt", "x").finish();
        return List.of(Files.readAllBytes(good), Files.readAllBytes(evil), Files.readAllBytes(unfit));
    }

    private static Set<String> names(Path folder) {
        if (!Files.exists(folder)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The path as the server matches it: without the parameters of its parts. */
    private static String decoded(String path) {
        return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8).replaceAll(";[^/]*", "");
    }

    private static String cut(String text) {
        return text.length() > 500 ? text.substring(0, 500) + " …" : text;
    }
}
