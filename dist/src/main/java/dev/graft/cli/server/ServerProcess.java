// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running server of one's own. Closing stops it; a server that is to live on is simply not closed. */
public final class ServerProcess implements AutoCloseable {

    private static final Duration STOP_TIME = Duration.ofSeconds(10);
    private static final long POLL_MILLIS = 50;
    private static final int LOG_LINES = 15;

    private final ServerSetup setup;
    private final Process process;

    private ServerProcess(ServerSetup setup, Process process) {
        this.setup = setup;
        this.process = process;
    }

    /** Starts it and returns at once. */
    public static ServerProcess start(ServerSetup setup) {
        ProcessBuilder builder = new ProcessBuilder(
                setup.home().resolve("bin").resolve("graft").toString(),
                "serve",
                "--host", "127.0.0.1",
                "--port", Integer.toString(setup.port()),
                "--data", setup.data().toString());
        builder.environment().putAll(setup.environment());
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(setup.log().toFile()));
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return new ServerProcess(setup, process);
        } catch (IOException e) {
            throw new UncheckedIOException("The server could not be started", e);
        }
    }

    /**
     * Waits until it is ready for requests.
     *
     * @return this
     * @throws ServerFailure if it ends or is not ready in time
     */
    public ServerProcess awaitReady(Duration limit) {
        HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        URI health = setup.url().resolve("/health/ready");
        long deadline = System.nanoTime() + limit.toNanos();
        while (!isReady(http, health)) {
            if (!process.isAlive()) {
                throw new ServerFailure("The server ended with " + process.exitValue() + " while it was starting:\n" + logTail());
            }
            if (System.nanoTime() > deadline) {
                throw new ServerFailure("The server was not ready within " + limit.toSeconds() + " s:\n" + logTail());
            }
            pause();
        }
        return this;
    }

    /** Its process, for those who measure or kill it. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** How it was started. */
    public ServerSetup setup() {
        return setup;
    }

    /** Stops it as {@code SIGTERM} does, and by force if that takes more than ten seconds. */
    @Override
    public void close() {
        close(STOP_TIME);
    }

    /**
     * Stops it as {@code SIGTERM} does, and by force if that takes too long.
     *
     * @throws ServerFailure if force was needed
     */
    void close(Duration limit) {
        process.destroy();
        try {
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new ServerFailure("The server did not stop within " + limit.toSeconds() + " s:\n" + logTail());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Stops it and the workers of its jobs, which are made to outlive it. */
    public void closeWithWorkers() {
        List<ProcessHandle> workers = process.descendants().toList();
        try {
            close();
        } finally {
            workers.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private boolean isReady(HttpClient http, URI health) {
        try {
            HttpRequest request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(5)).build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            // Nobody listens yet; the caller's time limit decides how long that is all right.
            return false;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static ServerFailure interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new ServerFailure("Interrupted while the server was starting.", cause);
    }

    private String logTail() {
        try {
            List<String> lines = Files.readAllLines(setup.log());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        } catch (IOException e) {
            return "(its log " + setup.log() + " cannot be read: " + e.getMessage() + ")";
        }
    }
}
