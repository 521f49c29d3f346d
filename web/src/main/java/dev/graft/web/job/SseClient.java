// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.job;

import dev.graft.job.feed.FeedEvent;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A client that takes server-sent events. */
final class SseClient implements EventClient {

    /** Who takes longer to take one event is as good as gone. */
    private static final int PATIENCE_SECONDS = 30;

    private final SseEventSink sink;
    private final Sse sse;

    SseClient(SseEventSink sink, Sse sse) {
        this.sink = sink;
        this.sse = sse;
    }

    @Override
    public void send(FeedEvent event) throws IOException {
        send(sse.newEventBuilder()
                .name(event.kind().wireName())
                .id(event.after().toString())
                .data(String.class, event.data().toString())
                .build());
    }

    @Override
    public void beat() throws IOException {
        send(sse.newEventBuilder().comment("").build());
    }

    @Override
    public void close() {
        sink.close();
    }

    private void send(OutboundSseEvent event) throws IOException {
        if (sink.isClosed()) {
            throw new IOException("the client has gone");
        }
        try {
            // Jersey completes with the exception as its value, others exceptionally.
            Object outcome = sink.send(event).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (outcome instanceof Throwable failure) {
                throw new IOException("the client has gone", failure);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while sending", e);
        } catch (ExecutionException | TimeoutException | IllegalStateException e) {
            throw new IOException("the client has gone", e);
        }
    }
}
