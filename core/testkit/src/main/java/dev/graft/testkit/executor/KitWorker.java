// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit.executor;

import dev.graft.spi.status.StatusLine;
import dev.graft.spi.status.StatusLine.State;
import dev.graft.spi.worker.ExitCode;
import dev.graft.spi.worker.WorkerJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** A worker's main class that does what the field {@code do} of its specs says; run by the executor under test. */
public final class KitWorker {

    /** Why {@link Deed#FAIL} fails. */
    public static final String REASON = "num_classes is 7 but the dataset has 10 classes; set it to 10";

    /** What every worker of the kit prints first. */
    public static final String GREETING = "working on it";

    private static final int CHUNK_BYTES = 8 << 20;

    private final WorkerJob job;

    private KitWorker(WorkerJob job) {
        this.job = job;
    }

    public static void main(String[] arguments) throws Exception {
        new KitWorker(WorkerJob.read(Path.of(arguments[0]))).run();
    }

    private void run() throws Exception {
        System.out.println(GREETING + " with " + job.cores() + " cores");
        say(State.STARTED, "up and doing");
        switch (Deed.of(job.specs().path("do").asText())) {
            case SUCCEED -> succeed();
            case FAIL -> end(State.FAILURE, REASON, ExitCode.USER);
            case HANG -> hang();
            case IGNORE_SIGNALS -> ignoreSignals();
            case AWAIT_GO -> awaitGo();
            case FILL_MEMORY -> fillMemory();
        }
    }

    private void succeed() throws IOException {
        Files.writeString(job.resultsDir().resolve("result.csv"), "path,label\n");
        end(State.SUCCESS, "all done", ExitCode.SUCCESS);
    }

    private void hang() throws Exception {
        say(State.RUNNING, "waiting");
        new CountDownLatch(1).await();
    }

    private void ignoreSignals() throws Exception {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        hang();
    }

    private void awaitGo() throws IOException {
        say(State.RUNNING, "waiting");
        while (!Files.exists(job.resultsDir().resolve("go"))) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        succeed();
    }

    private static void fillMemory() {
        List<byte[]> all = new ArrayList<>();
        while (true) {
            byte[] chunk = new byte[CHUNK_BYTES];
            Arrays.fill(chunk, (byte) 1);
            all.add(chunk);
        }
    }

    private void end(State state, String message, ExitCode code) throws IOException {
        say(state, message);
        System.exit(code.code());
    }

    private void say(State state, String message) throws IOException {
        Files.writeString(
                job.statusFile(),
                StatusLine.of(state, message).toJson() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
