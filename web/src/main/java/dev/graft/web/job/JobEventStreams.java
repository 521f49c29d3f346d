// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.job;

import dev.graft.job.JobOwner;
import dev.graft.job.JobService;
import dev.graft.job.LogSignals;
import dev.graft.job.feed.FeedPart;
import dev.graft.job.feed.FeedPosition;
import dev.graft.job.feed.JobFeed;
import dev.graft.org.Caller;
import dev.graft.server.Background;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The open streams of events. Servers do not tell that a client has gone, so each stream gets a sign of life now and then, and the first
 * that cannot be sent ends it; with it goes all that was kept for it.
 */
@ApplicationScoped
public class JobEventStreams {

    /** How often a quiet stream shows that it lives. */
    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** After that time a client has to come again, and to show again who it is. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    /** Streams that may send at the same time; a client that takes nothing holds one of them for a while. */
    private static final int AT_ONCE = 8;

    /** Most streams of one user. */
    static final int PER_USER = 100;

    private final JobService jobs;
    private final JobFeed feed;
    private final LogSignals signals;
    private final Executor threads;
    private final ScheduledExecutorService timer;
    private final Clock clock;

    private final Map<JobEventStream, Entry> open = new HashMap<>();
    private Optional<Future<?>> beats = Optional.empty();

    /** What ends with a stream. */
    private record Entry(UUID userId, LogSignals.Listening listening) {}

    /** For the container's proxy. */
    protected JobEventStreams() {
        this(null, null, null, null, null, null);
    }

    @Inject
    public JobEventStreams(
            JobService jobs,
            JobFeed feed,
            LogSignals signals,
            @Background ExecutorService threads,
            @Background ScheduledExecutorService timer,
            Clock clock) {
        this.jobs = jobs;
        this.feed = feed;
        this.signals = signals;
        this.threads = new BoundedExecutor(threads, AT_ONCE);
        this.timer = timer;
        this.clock = clock;
    }

    /**
     * Where a client's stream begins.
     *
     * @param lastEventId the id of the last event that it has seen, null if it has seen none
     * @return empty if nothing will come after that event
     * @throws GraftException NOT_FOUND if the caller sees no such job
     */
    Optional<FeedPosition> position(Caller caller, JobOwner owner, UUID jobId, String lastEventId) {
        jobs.get(caller, owner, jobId);
        Optional<FeedPosition> seen = Optional.ofNullable(lastEventId).flatMap(FeedPosition::parse);
        if (seen.isEmpty()) {
            return Optional.of(feed.start(caller.org(), jobId));
        }
        FeedPart next = feed.next(caller.org(), jobId, seen.get());
        return next.ended() && next.events().isEmpty() ? Optional.empty() : seen;
    }

    /**
     * Sends a job's events to a client until the job or the client ends.
     *
     * @throws GraftException RATE_LIMITED if the user has too many streams
     */
    void open(Caller caller, UUID jobId, FeedPosition from, EventClient client) {
        JobEventStream[] self = new JobEventStream[1];
        JobEventStream stream = new JobEventStream(
                feed, caller.org(), jobId, from, client, threads, clock, clock.instant().plus(LONGEST), () -> remove(self[0]));
        self[0] = stream;
        add(stream, caller.userId(), jobId);
        stream.wake();
    }

    /** How many streams are open. */
    synchronized int size() {
        return open.size();
    }

    /** Gives every stream a sign of life. */
    void beat() {
        all().forEach(JobEventStream::beat);
    }

    @PreDestroy
    void close() {
        all().forEach(JobEventStream::close);
    }

    private synchronized void add(JobEventStream stream, UUID userId, UUID jobId) {
        if (open.values().stream().filter(entry -> entry.userId().equals(userId)).count() >= PER_USER) {
            throw new GraftException(
                    StandardError.RATE_LIMITED, "You have " + PER_USER + " streams of events open, the most that one user may have.");
        }
        open.put(stream, new Entry(userId, signals.listen(jobId, stream::wake)));
        if (beats.isEmpty()) {
            beats = Optional.of(timer.scheduleAtFixedRate(
                    this::beat, HEARTBEAT.toMillis(), HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    private synchronized void remove(JobEventStream stream) {
        Optional.ofNullable(open.remove(stream)).ifPresent(entry -> entry.listening().close());
        if (open.isEmpty()) {
            beats.ifPresent(future -> future.cancel(false));
            beats = Optional.empty();
        }
    }

    private synchronized List<JobEventStream> all() {
        return new ArrayList<>(open.keySet());
    }
}
