// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import dev.graft.cli.client.Credential;
import dev.graft.cli.client.GraftApi;
import dev.graft.cli.client.HttpApi;
import dev.graft.cli.server.FreePort;
import dev.graft.cli.server.ServerProcess;
import dev.graft.cli.server.ServerSetup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged server on a folder of its own, which can be stopped, killed and started again on the same state. */
final class TestServer implements AutoCloseable {

    static final String ORG = "acme";
    static final String KEY = "an-end-to-end-key-of-sufficient-length";

    private static final Duration START_TIME = Duration.ofSeconds(90);

    private final ServerSetup setup;
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
        Map<String, String> environment = Map.of("GRAFT_API_KEY", KEY, "GRAFT_ORG", ORG);
        TestServer server = new TestServer(
                new ServerSetup(home(), FreePort.find(), folder.resolve("data"), folder.resolve("server.log"), environment));
        server.start();
        return server;
    }

    void start() {
        process = ServerProcess.start(setup).awaitReady(START_TIME);
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

    /** The API as its administrator uses it. */
    GraftApi api() {
        return new GraftApi(HttpApi.at(setup.url()).as(Credential.apiKey(KEY)), ORG);
    }

    /** Bare requests. */
    Rest rest() {
        return new Rest(setup.url());
    }

    @Override
    public void close() {
        process.closeWithWorkers();
    }
}
