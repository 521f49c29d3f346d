// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.job;

import dev.graft.job.JobLog;
import dev.graft.server.Background;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.ExecutorService;

/**
 * Sends logs as plain text. A log that is followed is sent on a thread of its own as it comes, so that no number of followers takes the
 * threads that answer requests.
 */
@ApplicationScoped
public class JobLogs {

    private static final int CHUNK = 16 * 1024;

    private final ExecutorService threads;

    /** For the container's proxy. */
    protected JobLogs() {
        this(null);
    }

    @Inject
    public JobLogs(@Background ExecutorService threads) {
        this.threads = threads;
    }

    /** What the log holds now. */
    Response current(JobLog log) {
        return response(log::open);
    }

    /** What the log holds now and what comes, until the job ends. */
    void follow(JobLog log, AsyncResponse response) {
        threads.execute(() -> response.resume(response(log::follow)));
    }

    private static Response response(Source source) {
        StreamingOutput text = out -> send(source, out);
        return Response.ok(text, "text/plain;charset=UTF-8").header("X-Content-Type-Options", "nosniff").build();
    }

    private static void send(Source source, OutputStream out) throws IOException {
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = source.open()) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                out.write(chunk, 0, read);
                out.flush();
            }
        }
    }

    /** Opens a log. */
    @FunctionalInterface
    private interface Source {
        InputStream open() throws IOException;
    }
}
