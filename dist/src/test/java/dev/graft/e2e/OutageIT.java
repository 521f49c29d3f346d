// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.graft.cli.client.GraftApi;
import dev.graft.cli.client.JobRef;
import dev.graft.cli.client.JobView;
import dev.graft.cli.client.OwnerKind;
import dev.graft.cli.server.FreePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database or the room on the disk is gone for a while: requests are told so, running jobs go on, and afterwards all is as if nothing had been. */
class OutageIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Not held against the description, which does not know the network. */
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final String EXPERIMENTS = "/api/v1/orgs/" + TestServer.ORG + "/experiments";

    /** How long the database is away at least; {@code dist/benchmarks} names a longer time. */
    private static final int AWAY_SECONDS = Integer.getInteger("graft.outage.seconds", 4);

    private static final int EPOCHS = AWAY_SECONDS * CrashNetwork.EPOCHS_PER_SECOND;

    /** Epochs of a job that outlasts any outage of these tests. */
    private static final int LONG = 1000;

    @TempDir
    private Path folder;

    @Test
    void whileTheDatabaseIsStoppedRequestsAreToldAndTheJobsWorkerGoesOnToItsEnd() throws Exception {
        CrashNetwork.install(folder.resolve("data"));
        int port = FreePort.find();
        EmbeddedPostgres postgres = database(port);
        Map<String, String> settings = Map.of(
                "GRAFT_DATABASE_URL", "jdbc:postgresql://localhost:" + port + "/postgres", "GRAFT_DATABASE_USER", "postgres");
        try (TestServer server = TestServer.start(folder, settings)) {
            GraftApi api = CrashNetwork.api(server);
            JobRef job = startedJob(api, EPOCHS);

            postgres.close();

            refused(server, 503, "database");
            Eventually.isTrue("the worker goes on to its end", LIMIT, () -> Workers.of(job.jobId()).isEmpty());
            refused(server, 503, "database");

            postgres = database(port);

            Eventually.isTrue("changes are possible", LIMIT, () -> create(server).status() < 300);
            assertThat(Eventually.job(api, job, LIMIT, JobView::done).epoch()).hasValue(EPOCHS);
            isWellAgain(server, job);
        } finally {
            postgres.close();
        }
    }

    @Test
    void whileTheDiskIsFullRequestsAreToldAndTheJobGoesOn() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=512m", "tmpfs", data.toString()))
                .as("mounting a small file system, which takes root")
                .isZero();
        CrashNetwork.install(data);
        try (TestServer server = TestServer.start(folder)) {
            GraftApi api = CrashNetwork.api(server);
            JobRef job = startedJob(api, LONG);

            Path filler = fill(data);

            Eventually.isTrue("a change is refused", LIMIT, () -> create(server).status() >= 500);
            Rest.Answer answer = create(server);
            assertThat(answer.status()).as(answer.brief()).isIn(503, 507);
            assertThat(answer.json().path("error_desc").asText()).as(answer.brief()).isNotBlank();
            assertThat(Workers.of(job.jobId())).as("the job goes on").isNotEmpty();

            Files.delete(filler);

            Eventually.isTrue("changes are possible", LIMIT, () -> create(server).status() < 300);
            long seen = new JobView(api.job(job)).epoch().orElse(0);
            Eventually.job(api, job, LIMIT, view -> view.epoch().orElse(0) >= seen + 3);
            api.cancel(job);
            Eventually.job(api, job, LIMIT, JobView::ended);
            isWellAgain(server, job);
        } finally {
            run("umount", "-l", data.toString());
        }
    }

    private static JobRef startedJob(GraftApi api, int epochs) {
        JobRef job = api.submit(OwnerKind.EXPERIMENT, CrashNetwork.experiment(api), CrashNetwork.train(epochs));
        Eventually.job(api, job, LIMIT, view -> view.epoch().orElse(0) >= 1);
        return job;
    }

    private static void refused(TestServer server, int status, String reason) {
        Rest.Answer answer = get(server);
        assertThat(answer.status()).as(answer.brief()).isEqualTo(status);
        assertThat(answer.json().path("error_desc").asText()).contains(reason);
    }

    /** No other worker of the job was started, and the next job runs. */
    private static void isWellAgain(TestServer server, JobRef job) {
        GraftApi api = CrashNetwork.api(server);
        Path files = server.organisation().resolve("jobs").resolve(job.jobId());
        assertThat(files.resolve("twice")).doesNotExist();
        assertThat(files.resolve("attempts").toFile().list()).containsExactly("1");
        JobRef next = api.submit(OwnerKind.EXPERIMENT, job.ownerId(), CrashNetwork.train(1));
        Eventually.job(api, next, LIMIT, JobView::done);
    }

    private static Rest.Answer get(TestServer server) {
        return bare(server).send("GET", EXPERIMENTS, Map.of("X-API-Key", TestServer.KEY), new byte[0]);
    }

    private static Rest.Answer create(TestServer server) {
        return bare(server).send(
                "POST",
                EXPERIMENTS,
                Map.of("X-API-Key", TestServer.KEY),
                "{\"network_arch\": \"crash_network\"}".getBytes(StandardCharsets.UTF_8));
    }

    private static Rest bare(TestServer server) {
        return new Rest(HTTP, server.setup().url());
    }

    /** Takes all the room there is. */
    private static Path fill(Path folder) throws IOException {
        Path filler = folder.resolve("filler");
        byte[] page = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(page);
            }
        } catch (IOException full) {
            return filler;
        }
    }

    private EmbeddedPostgres database(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("postgresql"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.DISCARD).start().waitFor();
    }
}
