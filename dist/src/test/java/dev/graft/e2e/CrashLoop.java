// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.graft.cli.client.ApiException;
import dev.graft.cli.client.GraftApi;
import dev.graft.cli.client.JobRef;
import dev.graft.cli.client.JobView;
import dev.graft.cli.client.OwnerKind;
import dev.graft.cli.client.UnreachableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Rounds of random load on one or several servers of one database, in each of which one of them is killed at a random moment and started
 * again. In the end every job that a server has accepted must have reached one legal end, and nothing may be left of any.
 */
final class CrashLoop {

    private static final Set<String> LEGAL = Set.of(
            "- Pending", "Pending Running", "Pending Canceled", "Pending Error", "Running Pending", "Running Done", "Running Error",
            "Running Canceled", "Canceled Pending");

    private static final Duration SETTLE_TIME = Duration.ofMinutes(2);
    private static final int MOST_UNENDED = 5;
    private static final int MOST_PER_ROUND = 8;

    private final List<TestServer> servers;
    private final String experiment;
    private final Random random;
    /** What servers have said yes to; written by the load, read when it is over. */
    private final List<JobRef> accepted = new ArrayList<>();
    private volatile int mostJobs;

    /** @param servers of one database and one data folder, all running */
    CrashLoop(List<TestServer> servers, long seed) {
        this.servers = List.copyOf(servers);
        this.experiment = CrashNetwork.experiment(CrashNetwork.api(servers.get(0)));
        this.random = new Random(seed);
    }

    /** Runs that many rounds and checks what has become of all. */
    void run(int rounds) throws Exception {
        for (int round = 0; round < rounds; round++) {
            crashUnderLoad(round);
        }
        settle();
        check();
    }

    /** How many jobs were accepted. */
    int jobs() {
        return accepted.size();
    }

    private void crashUnderLoad(int round) throws Exception {
        mostJobs = accepted.size() + MOST_PER_ROUND;
        TestServer victim = servers.get(random.nextInt(servers.size()));
        int moment = 200 + random.nextInt(2500);
        long seed = random.nextLong();
        AtomicBoolean over = new AtomicBoolean();
        Thread load = new Thread(() -> load(over, new Random(seed)), "load of round " + round);
        load.start();
        TimeUnit.MILLISECONDS.sleep(moment);
        victim.kill();
        victim.start();
        over.set(true);
        load.join();
    }

    private void load(AtomicBoolean over, Random dice) {
        while (!over.get()) {
            TestServer server = servers.get(dice.nextInt(servers.size()));
            try {
                act(CrashNetwork.api(server), dice);
                TimeUnit.MILLISECONDS.sleep(dice.nextInt(150));
            } catch (UnreachableException | ApiException e) {
                // The server is dead, not up again, or the job has moved on: what clients must live with.
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void act(GraftApi api, Random dice) {
        long unended = accepted.stream().skip(Math.max(0, accepted.size() - 2 * MOST_UNENDED)).filter(job -> !ended(api, job)).count();
        if (accepted.isEmpty() || accepted.size() < mostJobs && unended < MOST_UNENDED && dice.nextInt(3) > 0) {
            accepted.add(api.submit(OwnerKind.EXPERIMENT, experiment, CrashNetwork.train(1 + dice.nextInt(8))));
            return;
        }
        JobRef job = accepted.get(Math.max(0, accepted.size() - 1 - dice.nextInt(MOST_UNENDED)));
        switch (dice.nextInt(4)) {
            case 0 -> api.cancel(job);
            case 1 -> api.http().send("POST", path(api, job) + ":pause");
            default -> api.resume(job, JsonNodeFactory.instance.objectNode());
        }
    }

    private void settle() {
        GraftApi api = CrashNetwork.api(servers.get(0));
        for (JobRef job : all(api)) {
            Eventually.isTrue("an end of job " + job.jobId() + " instead of " + api.job(job), SETTLE_TIME, () -> ended(api, job));
        }
    }

    private void check() throws IOException {
        for (TestServer server : servers) {
            GraftApi api = CrashNetwork.api(server);
            List<JobRef> all = all(api);
            assertThat(all).as("no accepted job is lost").extracting(JobRef::jobId).containsAll(accepted.stream().map(JobRef::jobId).toList());
            for (JobRef job : all) {
                checkHistory(api, job);
            }
            api.http().get("/api/v1/executors", Map.of()).findValues("busy").forEach(busy -> assertThat(busy.asBoolean()).isFalse());
        }
        for (JobRef job : all(CrashNetwork.api(servers.get(0)))) {
            Path folder = servers.get(0).organisation().resolve("jobs").resolve(job.jobId());
            assertThat(folder.resolve("twice")).as("a worker that met another one").doesNotExist();
            assertThat(folder.resolve("tmp")).as("a temporary folder").doesNotExist();
            Eventually.isTrue("no process of job " + job.jobId(), Duration.ofSeconds(5), () -> Workers.of(job.jobId()).isEmpty());
        }
        try (Stream<Path> staging = Files.list(Files.createDirectories(servers.get(0).data().resolve("tmp")))) {
            assertThat(staging).as("unfinished files").isEmpty();
        }
    }

    /** Each change begins where the one before has ended, every one is legal, and the last one is the job's end. */
    private void checkHistory(GraftApi api, JobRef job) {
        JsonNode changes = api.http().get(path(api, job) + ":history", Map.of()).path("history");
        String at = "-";
        for (JsonNode change : changes) {
            String from = change.path("from").asText("-");
            String to = change.path("to").asText();
            assertThat(from).as("history of job %s: %s", job.jobId(), changes).isEqualTo(at);
            assertThat(LEGAL).as("history of job %s: %s", job.jobId(), changes).contains(from + " " + to);
            at = to;
        }
        assertThat(new JobView(api.job(job)).status()).isEqualTo(at);
        assertThat(at).as("history of job %s: %s", job.jobId(), changes).isIn("Done", "Canceled");
    }

    private List<JobRef> all(GraftApi api) {
        List<JobRef> all = new ArrayList<>();
        api.jobs(OwnerKind.EXPERIMENT, experiment, Map.of())
                .forEach(job -> all.add(new JobRef(OwnerKind.EXPERIMENT, experiment, job.path("id").asText())));
        return all;
    }

    private static boolean ended(GraftApi api, JobRef job) {
        return new JobView(api.job(job)).ended();
    }

    private static String path(GraftApi api, JobRef job) {
        return "/api/v1/orgs/" + api.organisation() + "/experiments/" + job.ownerId() + "/jobs/" + job.jobId();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
