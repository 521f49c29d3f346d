// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.job;

import dev.graft.job.Job;
import dev.graft.job.JobOwner;
import dev.graft.job.JobService;
import dev.graft.job.LogSignals;
import dev.graft.org.Caller;
import dev.graft.server.Background;
import dev.graft.web.http.EntityVersion;
import dev.graft.web.http.KeptAnswer;
import dev.graft.web.http.KeptAnswers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Answers with a job: at once, or as soon as it differs from what the client knows. No thread waits: news of the job wake the request, and
 * at its deadline it is answered in any case, so that nothing is left of clients that have gone.
 */
@ApplicationScoped
public class JobWaits {

    /** Looks at jobs that may run at the same time. */
    private static final int AT_ONCE = 4;

    private final JobService jobs;
    private final LogSignals signals;
    private final KeptAnswers kept;
    private final Executor threads;
    private final ScheduledExecutorService timer;

    /** For the container's proxy. */
    protected JobWaits() {
        this(null, null, null, null, null);
    }

    @Inject
    public JobWaits(
            JobService jobs,
            LogSignals signals,
            KeptAnswers kept,
            @Background ExecutorService threads,
            @Background ScheduledExecutorService timer) {
        this.jobs = jobs;
        this.signals = signals;
        this.kept = kept;
        this.threads = new BoundedExecutor(threads, AT_ONCE);
        this.timer = timer;
    }

    /**
     * Answers a request for a job. One that has ended is told at once.
     *
     * @param patience how long to wait for a change; zero for not at all
     * @param ifNoneMatch the tag of what the client knows, null for what the job is now
     */
    void answer(Caller caller, JobOwner owner, UUID jobId, Duration patience, String ifNoneMatch, AsyncResponse response) {
        if (patience.isZero()) {
            response.resume(now(caller, owner, jobId, ifNoneMatch));
            return;
        }
        Job job = jobs.get(caller, owner, jobId);
        boolean isKnown = ifNoneMatch == null || matches(tag(job), ifNoneMatch);
        if (!isKnown || job.state().ended()) {
            response.resume(response(answer(job), ifNoneMatch));
            return;
        }
        new Waiting(caller, owner, jobId, tag(job), ifNoneMatch, response).begin(patience);
    }

    /**
     * The job as it is now.
     *
     * @param ifNoneMatch the tag of what the client knows and need not be sent again, null for nothing
     */
    Response now(Caller caller, JobOwner owner, UUID jobId, String ifNoneMatch) {
        KeptAnswer now = kept.answer(jobId, new Read(caller.org(), owner), () -> answer(jobs.get(caller, owner, jobId)));
        return response(now, ifNoneMatch);
    }

    /** The tag of what a client sees of a job: it changes with its state and its result. */
    private static EntityTag tag(Job job) {
        return EntityVersion.tag(ChronoUnit.MICROS.between(Instant.EPOCH, job.lastModified()));
    }

    private static boolean matches(EntityTag tag, String ifNoneMatch) {
        return ifNoneMatch.strip().equals("*") || ifNoneMatch.contains("\"" + tag.getValue() + "\"");
    }

    private static KeptAnswer answer(Job job) {
        return KeptAnswer.of(JobRsp.of(job), tag(job));
    }

    private static Response response(KeptAnswer answer, String ifNoneMatch) {
        return answer.tag()
                .filter(tag -> ifNoneMatch != null && matches(tag, ifNoneMatch))
                .map(tag -> Response.notModified(tag).build())
                .orElseGet(answer::response);
    }

    /** Who asks for a job, as one of whose. */
    private record Read(String org, JobOwner owner) {}

    /** One request that waits. */
    private final class Waiting {

        private final Caller caller;
        private final JobOwner owner;
        private final UUID jobId;
        private final EntityTag known;
        private final String ifNoneMatch;
        private final AsyncResponse response;
        private Optional<LogSignals.Listening> listening = Optional.empty();
        private Optional<Future<?>> deadline = Optional.empty();
        private boolean answered;

        Waiting(Caller caller, JobOwner owner, UUID jobId, EntityTag known, String ifNoneMatch, AsyncResponse response) {
            this.caller = caller;
            this.owner = owner;
            this.jobId = jobId;
            this.known = known;
            this.ifNoneMatch = ifNoneMatch;
            this.response = response;
        }

        synchronized void begin(Duration patience) {
            listening = Optional.of(signals.listen(jobId, () -> threads.execute(() -> look(false))));
            deadline = Optional.of(timer.schedule(
                    () -> threads.execute(() -> look(true)), patience.toMillis(), TimeUnit.MILLISECONDS));
            // What has changed before anybody listened.
            threads.execute(() -> look(false));
        }

        private void look(boolean last) {
            try {
                Job job = jobs.get(caller, owner, jobId);
                if (last || !tag(job).equals(known)) {
                    finish(response(answer(job), ifNoneMatch));
                }
            } catch (RuntimeException e) {
                finish(e);
            }
        }

        private synchronized void finish(Object answer) {
            if (answered) {
                return;
            }
            answered = true;
            listening.ifPresent(LogSignals.Listening::close);
            deadline.ifPresent(waiting -> waiting.cancel(false));
            if (answer instanceof RuntimeException failure) {
                response.resume(failure);
            } else {
                response.resume(answer);
            }
        }
    }
}
