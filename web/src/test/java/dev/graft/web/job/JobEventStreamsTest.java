// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.graft.job.Job;
import dev.graft.job.JobOwner;
import dev.graft.job.JobService;
import dev.graft.job.LogSignals;
import dev.graft.job.feed.FeedEvent;
import dev.graft.job.feed.FeedPart;
import dev.graft.job.feed.FeedPosition;
import dev.graft.job.feed.JobFeed;
import dev.graft.org.Caller;
import dev.graft.org.Role;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobEventStreamsTest {

    private static final Caller CALLER = new Caller(UUID.randomUUID(), "acme", Role.MEMBER);
    private static final FeedPosition START = new FeedPosition(0, 0, 0);

    private final Job job = SampleJobs.pending();
    private final Lines feed = new Lines();
    private final LogSignals signals = new LogSignals();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final JobEventStreams streams =
            new JobEventStreams(new OneJob(), feed, signals, new Here(), timer, Clock.systemUTC());

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void whatIsThereComesAtOnceAndWhatComesLaterIsPushed() {
        feed.lines.add("one");
        Client client = open();
        assertThat(client.heard).containsExactly("one");

        feed.lines.add("two");
        feed.lines.add("three");
        assertThat(client.heard).hasSize(1);
        signals.ring(job.id());
        signals.ring(job.id());

        assertThat(client.heard).containsExactly("one", "two", "three");
    }

    @Test
    void theEndOfTheJobEndsTheStreamAndLeavesNothing() {
        Client client = open();

        feed.lines.add("last");
        feed.ended = true;
        signals.ring(job.id());

        assertThat(client.heard).containsExactly("last");
        assertThat(client.closed).isEqualTo(1);
        assertNothingIsLeft();
    }

    @Test
    void aQuietClientGetsSignsOfLifeAndOneThatHasGoneIsForgottenAtTheNext() {
        Client client = open();
        streams.beat();
        assertThat(client.beats).isEqualTo(1);

        client.gone = true;
        streams.beat();

        assertThat(client.closed).isEqualTo(1);
        assertNothingIsLeft();
    }

    @Test
    void newsToAClientThatHasGoneEndItsStreamAlone() {
        Client gone = open();
        Client there = open();
        gone.gone = true;

        feed.lines.add("news");
        signals.ring(job.id());

        assertThat(there.heard).containsExactly("news");
        assertThat(streams.size()).isEqualTo(1);
        assertThat(signals.listening()).isEqualTo(1);
    }

    @Test
    void fiveHundredClientsThatVanishLeaveNothing() {
        for (int i = 0; i < 500; i++) {
            Client client = open();
            client.gone = true;
            if (i % 50 == 49) {
                streams.beat();
            }
        }

        assertNothingIsLeft();
        assertThat(timer.getQueue()).allMatch(task -> ((Future<?>) task).isCancelled());
    }

    @Test
    void aFeedThatFailsEndsTheStream() {
        Client client = open();

        feed.broken = true;
        signals.ring(job.id());

        assertThat(client.closed).isEqualTo(1);
        assertNothingIsLeft();
    }

    @Test
    void oneUserHasOnlySoManyStreamsAndAnotherHasTheirOwn() {
        for (int i = 0; i < JobEventStreams.PER_USER; i++) {
            open();
        }

        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(GraftException.class, fault -> assertThat(fault.code()).isEqualTo(StandardError.RATE_LIMITED));
        streams.open(new Caller(UUID.randomUUID(), "acme", Role.VIEWER), job.id(), START, new Client());
        assertThat(signals.listening()).isEqualTo(JobEventStreams.PER_USER + 1);

        streams.close();
        assertNothingIsLeft();
    }

    @Test
    void aClientGoesOnWhereItWasAndLearnsThatNothingFollows() {
        feed.lines.addAll(List.of("one", "two"));
        feed.ended = true;

        assertThat(streams.position(CALLER, job.owner(), job.id(), null)).contains(START);
        assertThat(streams.position(CALLER, job.owner(), job.id(), "nonsense")).contains(START);
        assertThat(streams.position(CALLER, job.owner(), job.id(), "0-1-0")).contains(new FeedPosition(0, 1, 0));
        assertThat(streams.position(CALLER, job.owner(), job.id(), "0-2-0")).isEmpty();
    }

    private Client open() {
        Client client = new Client();
        streams.open(CALLER, job.id(), START, client);
        return client;
    }

    private void assertNothingIsLeft() {
        assertThat(streams.size()).isZero();
        assertThat(signals.listening()).isZero();
    }

    /** A job whose only events are lines; the position counts them. */
    private static final class Lines extends JobFeed {

        private final List<String> lines = new ArrayList<>();
        private boolean ended;
        private boolean broken;

        @Override
        public FeedPosition start(String org, UUID jobId) {
            return START;
        }

        @Override
        public FeedPart next(String org, UUID jobId, FeedPosition from) {
            if (broken) {
                throw new IllegalStateException("the database is away");
            }
            List<FeedEvent> events = new ArrayList<>();
            for (int line = (int) from.statusBytes(); line < lines.size(); line++) {
                events.add(new FeedEvent(
                        FeedEvent.Kind.STATUS,
                        new FeedPosition(0, line + 1, 0),
                        JsonNodeFactory.instance.objectNode().put("line", lines.get(line))));
            }
            return new FeedPart(events, new FeedPosition(0, lines.size(), 0), ended);
        }
    }

    private final class OneJob extends JobService {
        @Override
        public Job get(Caller caller, JobOwner owner, UUID jobId) {
            return job;
        }
    }

    private static final class Client implements EventClient {

        private final List<String> heard = new ArrayList<>();
        private boolean gone;
        private int beats;
        private int closed;

        @Override
        public void send(FeedEvent event) throws IOException {
            requireThere();
            heard.add(event.data().path("line").asText());
        }

        @Override
        public void beat() throws IOException {
            requireThere();
            beats++;
        }

        @Override
        public void close() {
            closed++;
        }

        private void requireThere() throws IOException {
            if (gone) {
                throw new IOException("connection reset");
            }
        }
    }

    /** Runs everything at once, on the thread that asks. */
    private static final class Here extends AbstractExecutorService {
        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return Collections.emptyList();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long time, TimeUnit unit) {
            return true;
        }
    }
}
