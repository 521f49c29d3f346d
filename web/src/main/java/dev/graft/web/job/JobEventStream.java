// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.job;

import dev.graft.job.feed.FeedEvent;
import dev.graft.job.feed.FeedPart;
import dev.graft.job.feed.FeedPosition;
import dev.graft.job.feed.JobFeed;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events of one job on their way to one client. It has no thread: each wake borrows one for as long as there is something to send, one
 * at a time.
 */
final class JobEventStream {

    private static final Logger LOG = LoggerFactory.getLogger(JobEventStream.class);

    private final JobFeed feed;
    private final String org;
    private final UUID jobId;
    private final EventClient client;
    private final Executor threads;
    private final Clock clock;
    private final Instant until;
    private final Runnable ended;

    private final AtomicInteger wakes = new AtomicInteger();
    private volatile boolean beatDue;
    private volatile boolean closed;
    private FeedPosition position;

    /**
     * A stream that sends nothing until it is woken.
     *
     * @param from where the client is
     * @param until when it is closed even if the job goes on; the client comes again with its position
     * @param ended told once when it has closed
     */
    JobEventStream(
            JobFeed feed,
            String org,
            UUID jobId,
            FeedPosition from,
            EventClient client,
            Executor threads,
            Clock clock,
            Instant until,
            Runnable ended) {
        this.feed = feed;
        this.org = org;
        this.jobId = jobId;
        this.position = from;
        this.client = client;
        this.threads = threads;
        this.clock = clock;
        this.until = until;
        this.ended = ended;
    }

    /** There may be news; returns at once. */
    void wake() {
        if (!closed && wakes.getAndIncrement() == 0) {
            threads.execute(this::sendUntilQuiet);
        }
    }

    /** Time for a sign of life; returns at once. */
    void beat() {
        beatDue = true;
        wake();
    }

    /** Ends it; may be repeated. */
    void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        ended.run();
        try {
            client.close();
        } catch (RuntimeException e) {
            LOG.debug("a client of job {} that had gone could not be closed: {}", jobId, e.toString());
        }
    }

    private void sendUntilQuiet() {
        int seen;
        do {
            seen = wakes.get();
            try {
                sendNews();
            } catch (IOException | RuntimeException e) {
                LOG.debug("a stream of events of job {} has ended: {}", jobId, e.toString());
                close();
            }
        } while (!wakes.compareAndSet(seen, 0));
    }

    private void sendNews() throws IOException {
        boolean quiet = true;
        while (!closed) {
            FeedPart part = feed.next(org, jobId, position);
            for (FeedEvent event : part.events()) {
                client.send(event);
                quiet = false;
            }
            boolean still = part.after().equals(position);
            position = part.after();
            if (part.ended() || !clock.instant().isBefore(until)) {
                close();
            } else if (still) {
                break;
            }
        }
        if (beatDue && quiet && !closed) {
            client.beat();
        }
        beatDue = false;
    }
}
