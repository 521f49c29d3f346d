// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.fault.NotFound;
import dev.graft.job.Job;
import dev.graft.job.JobOwner;
import dev.graft.job.JobService;
import dev.graft.job.LogSignals;
import dev.graft.org.Caller;
import dev.graft.org.Role;
import dev.graft.web.InMemoryApi;
import dev.graft.web.NoPlugins;
import dev.graft.web.http.KeptAnswers;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobWaitsTest {

    private static final Caller CALLER = new Caller(UUID.randomUUID(), "acme", Role.MEMBER);

    private final OneJob jobs = new OneJob();
    private final LogSignals signals = new LogSignals();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private InMemoryApi api;

    @BeforeEach
    void open() {
        api = new InMemoryApi(new Resource(new JobWaits(jobs, signals, new KeptAnswers(new NoPlugins()), threads, timer), jobs));
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        timer.shutdownNow();
    }

    @Test
    void withoutPatienceTheJobComesAtOnceAndIsNotSentTwice() {
        InMemoryApi.Answer first = api.get("job");
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.text()).contains("\"status\":\"Pending\"");

        InMemoryApi.Answer again = api.get("job", "If-None-Match", first.header("ETag"));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.text()).isEmpty();
    }

    @Test
    void theAnswerComesWithTheChangeAndNothingIsLeft() throws Exception {
        Future<InMemoryApi.Answer> waiting = whenListening("job?wait=60");

        signals.ring(jobs.job.id());
        assertThat(waiting).isNotDone();
        jobs.job = SampleJobs.running(jobs.job);
        signals.ring(jobs.job.id());

        assertThat(waiting.get(20, TimeUnit.SECONDS).text()).contains("\"status\":\"Running\"");
        assertThat(signals.listening()).isZero();
    }

    @Test
    void whatTheClientDoesNotKnowComesAtOnce() {
        String tag = api.get("job").header("ETag");
        jobs.job = SampleJobs.running(jobs.job);

        assertThat(api.get("job?wait=60", "If-None-Match", tag).text()).contains("\"status\":\"Running\"");
        assertThat(signals.listening()).isZero();
    }

    @Test
    void whenTheTimeIsOverTheJobComesAsItIs() {
        String tag = api.get("job").header("ETag");

        assertThat(api.get("job?wait=1").status()).isEqualTo(200);
        assertThat(api.get("job?wait=1", "If-None-Match", tag).status()).isEqualTo(304);
        assertThat(signals.listening()).isZero();
    }

    @Test
    void aJobThatHasEndedIsNotWaitedFor() {
        jobs.job = SampleJobs.failed(jobs.job);

        assertThat(api.get("job?wait=60").text()).contains("\"status\":\"Error\"");
    }

    @Test
    void aJobThatIsDeletedMeanwhileIsNotFound() throws Exception {
        Future<InMemoryApi.Answer> waiting = whenListening("job?wait=60");
        UUID id = jobs.job.id();

        jobs.job = null;
        signals.ring(id);

        assertThat(waiting.get(20, TimeUnit.SECONDS).status()).isEqualTo(404);
        assertThat(signals.listening()).isZero();
    }

    /** The request's answer to come, once it waits and has looked for changes that came before it did. */
    private Future<InMemoryApi.Answer> whenListening(String path) throws InterruptedException {
        jobs.looks = new CountDownLatch(2);
        Future<InMemoryApi.Answer> answer = threads.submit(() -> api.get(path));
        assertThat(jobs.looks.await(20, TimeUnit.SECONDS)).isTrue();
        return answer;
    }

    /** The one job, as it is now. */
    private static final class OneJob extends JobService {

        private volatile Job job = SampleJobs.pending();
        private volatile CountDownLatch looks = new CountDownLatch(0);

        @Override
        public Job get(Caller caller, JobOwner owner, UUID jobId) {
            Job now = job;
            looks.countDown();
            if (now == null) {
                throw NotFound.of("job", jobId);
            }
            return now;
        }
    }

    /** GET of that job. */
    @Path("job")
    @Produces("application/json")
    public static final class Resource {

        private final JobWaits waits;
        private final OneJob jobs;

        Resource(JobWaits waits, OneJob jobs) {
            this.waits = waits;
            this.jobs = jobs;
        }

        @GET
        public void get(
                @QueryParam("wait") int wait, @HeaderParam("If-None-Match") String tag, @Suspended AsyncResponse response) {
            waits.answer(CALLER, jobs.job.owner(), jobs.job.id(), Duration.ofSeconds(wait), tag, response);
        }
    }
}
