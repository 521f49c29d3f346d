// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import static dev.graft.executor.WorkerProcesses.await;
import static dev.graft.job.run.JobServer.CALLER;
import static dev.graft.job.run.JobServer.deed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.fault.NotFound;
import dev.graft.job.Job;
import dev.graft.job.JobState;
import dev.graft.job.LogSignals;
import dev.graft.job.feed.FeedEvent;
import dev.graft.job.feed.FeedEvent.Kind;
import dev.graft.job.feed.FeedPart;
import dev.graft.job.feed.FeedPosition;
import dev.graft.spi.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobFeedTest {

    @TempDir
    private Path data;

    private JobServer server;
    private Job job;

    @BeforeEach
    void run() {
        server = new JobServer(data, 1);
        job = server.submit(server.experiment(server.pulledDataset()), Action.TRAIN, deed("train"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aJobThatHasEndedIsToldFromItsFirstStateToItsLast() {
        server.awaitState(job, JobState.DONE);

        List<FeedEvent> events = all(start());

        assertThat(events).filteredOn(event -> event.kind() == Kind.STATE)
                .extracting(event -> event.data().path("status").asText())
                .containsExactly("Pending", "Running", "Done");
        assertThat(events).filteredOn(event -> event.kind() == Kind.STATUS)
                .extracting(event -> event.data().path("message").asText())
                .containsExactly("up and doing", "epoch 1", "epoch 2", "epoch 3", "trained from epoch 1");
        assertThat(events).filteredOn(event -> event.kind() == Kind.LOG).isNotEmpty();
        assertThat(events.get(events.size() - 1).data().path("status").asText()).isEqualTo("Done");
    }

    @Test
    void aReaderGoesOnAfterAnyEventWithoutLossAndWithoutRepeat() {
        server.awaitState(job, JobState.DONE);
        List<FeedEvent> events = all(start());

        for (int seen = 0; seen < events.size(); seen++) {
            FeedPosition position = FeedPosition.parse(events.get(seen).after().toString()).orElseThrow();
            assertThat(all(position)).isEqualTo(events.subList(seen + 1, events.size()));
        }
        FeedPart rest = server.feed.next(CALLER.org(), job.id(), events.get(events.size() - 1).after());
        assertThat(rest).isEqualTo(new FeedPart(List.of(), rest.after(), true));
    }

    @Test
    void ofALongLogANewReaderGetsTheEnd() throws IOException {
        server.awaitState(job, JobState.DONE);
        String line = "0123456789".repeat(9) + "\n";
        Files.writeString(server.files.of(job).log(), line.repeat(10_000) + "the last\n");

        StringBuilder log = new StringBuilder();
        all(start()).stream().filter(event -> event.kind() == Kind.LOG).forEach(event -> log.append(event.data().path("text").asText()));

        assertThat(log).startsWith("0123").endsWith(line + "the last\n").hasSizeBetween(15_000, 16_384);
    }

    @Test
    void aDeletedJobEndsTheStreamAndAStrangersJobIsNotFound() {
        server.awaitState(job, JobState.DONE);
        FeedPosition start = start();

        assertThatThrownBy(() -> server.feed.start("other", job.id())).isInstanceOf(NotFound.class);
        assertThat(server.feed.next("other", job.id(), start).events()).isEmpty();
        server.service.delete(CALLER, job.owner(), job.id());
        assertThat(server.feed.next(CALLER.org(), job.id(), start).ended()).isTrue();
    }

    @Test
    void whoListensIsToldOfEveryNewsUntilTheyCloseAndNothingIsLeft() {
        AtomicInteger heard = new AtomicInteger();
        LogSignals.Listening one = server.signals.listen(job.id(), heard::incrementAndGet);
        LogSignals.Listening other = server.signals.listen(job.id(), heard::incrementAndGet);
        assertThat(server.signals.listening()).isEqualTo(2);

        server.awaitState(job, JobState.DONE);
        await("news", () -> heard.get() > 4);

        one.close();
        one.close();
        other.close();
        assertThat(server.signals.listening()).isZero();
        int before = heard.get();
        server.signals.ring(job.id());
        assertThat(heard).hasValue(before);
    }

    @Test
    void textThatIsNoPositionIsNone() {
        for (String text : List.of("", "1-2", "1-2-3-4", "-1-2-3", "a-b-c", "1-2-9999999999999999999", UUID.randomUUID().toString())) {
            assertThat(FeedPosition.parse(text)).isEmpty();
        }
        assertThat(FeedPosition.parse("1-22-333")).contains(new FeedPosition(1, 22, 333));
    }

    private FeedPosition start() {
        return server.feed.start(CALLER.org(), job.id());
    }

    private List<FeedEvent> all(FeedPosition from) {
        List<FeedEvent> events = new ArrayList<>();
        FeedPart part = server.feed.next(CALLER.org(), job.id(), from);
        events.addAll(part.events());
        while (!part.ended()) {
            part = server.feed.next(CALLER.org(), job.id(), part.after());
            events.addAll(part.events());
        }
        return events;
    }
}
