// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import dev.graft.cli.client.Credential;
import dev.graft.cli.client.GraftApi;
import dev.graft.cli.client.HttpApi;
import dev.graft.cli.server.FreePort;
import dev.graft.cli.server.ServerProcess;
import dev.graft.cli.server.ServerSetup;
import dev.graft.e2e.contract.ApiDescription;
import dev.graft.e2e.contract.ResponseCheck;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The packaged server on a folder of its own, which can be stopped, killed and started again on the same state. */
final class TestServer implements AutoCloseable {

    static final String ORG = "acme";
    static final String KEY = "an-end-to-end-key-of-sufficient-length";

    private static final Duration START_TIME = Duration.ofSeconds(90);

    private static final HttpClient PLAIN = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ServerSetup setup;
    private final Supplier<ApiDescription> description = once(this::readDescription);
    /** Every answer that a test gets is held against the description. */
    private final Supplier<HttpClient> http = once(() -> new CheckedHttpClient(PLAIN, new ResponseCheck(description())));
    private ServerProcess process;

    private TestServer(ServerSetup setup) {
        this.setup = setup;
    }

    /** The distribution under test. */
    static Path home() {
        return Path.of(System.getProperty("graft.home"));
    }

    /** Starts a server with its data and its log in that folder. */
    static TestServer start(Path folder) {
        return start(folder, Map.of());
    }

    /** Starts a server with its data and its log in that folder, and with further settings. */
    static TestServer start(Path folder, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(settings);
        environment.putAll(Map.of("GRAFT_API_KEY", KEY, "GRAFT_ORG", ORG));
        TestServer server = new TestServer(
                new ServerSetup(home(), FreePort.find(), folder.resolve("data"), folder.resolve("server.log"), environment));
        server.start();
        return server;
    }

    void start() {
        process = ServerProcess.start(setup);
        try {
            process.awaitReady(START_TIME);
        } catch (RuntimeException e) {
            process.closeWithWorkers();
            throw e;
        }
    }

    /** Stops it as {@code SIGTERM} does. */
    void stop() {
        process.close();
    }

    /** Kills it as {@code kill -9} does; its workers live on. */
    void kill() throws Exception {
        ProcessHandle handle = process.handle();
        handle.destroyForcibly();
        handle.onExit().get(10, TimeUnit.SECONDS);
    }

    /** The folder of its state. */
    Path data() {
        return setup.data();
    }

    /** Its folder of an organisation's datasets or jobs. */
    Path organisation() {
        return data().resolve("orgs").resolve(ORG);
    }

    ServerSetup setup() {
        return setup;
    }

    ProcessHandle handle() {
        return process.handle();
    }

    /** What it says that it offers. */
    ApiDescription description() {
        return description.get();
    }

    /** The API as its administrator uses it. */
    GraftApi api() {
        return new GraftApi(anonymous().as(Credential.apiKey(KEY)), ORG);
    }

    /** The API as nobody yet. */
    HttpApi anonymous() {
        return HttpApi.over(http.get(), setup.url());
    }

    /** Bare requests. */
    Rest rest() {
        return new Rest(http.get(), setup.url());
    }

    private ApiDescription readDescription() {
        return ApiDescription.of(HttpApi.over(PLAIN, setup.url()).get("/openapi", Map.of()));
    }

    /** What is calculated once, when it is first wanted. */
    private static <T> Supplier<T> once(Supplier<T> calculation) {
        AtomicReference<T> result = new AtomicReference<>();
        return () -> result.updateAndGet(known -> known == null ? calculation.get() : known);
    }

    @Override
    public void close() {
        process.closeWithWorkers();
    }
}
