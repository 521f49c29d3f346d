// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.worker;

import dev.graft.spi.Action;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The main class of a worker that shares its job with one other process. What the other one does is in the specs, as {@code second}. */
public final class PairedMain {

    /** File in the results folder with the process id of the other process. */
    static final String SECOND = "second";

    private PairedMain() {}

    /** Runs a job. */
    public static void main(String[] arguments) {
        Worker.main(arguments, Map.of(Action.TRAIN, () -> PairedMain::run));
    }

    private static String run(WorkerContext context) throws IOException {
        Replica own = context.replicas().share(context.job(), 2);
        return own.rank() == 0 ? first(context, own) : second(context, own);
    }

    private static String first(WorkerContext context, Replica own) throws IOException {
        if (context.job().specs().path("first").asText().equals("waits")) {
            waitForever();
        }
        while (!Files.exists(own.meetingPoint())) {
            Thread.onSpinWait();
        }
        if (context.job().specs().path("first").asText().equals("notices")) {
            throw new UncheckedIOException(new IOException("Connection closed by peer"));
        }
        return "rank 0 is done";
    }

    private static String second(WorkerContext context, Replica own) throws IOException {
        Files.writeString(context.job().resultsDir().resolve(SECOND), Long.toString(ProcessHandle.current().pid()));
        Files.writeString(own.meetingPoint(), "here");
        switch (context.job().specs().path("second").asText()) {
            case "fails" -> throw new GraftException(StandardError.INVALID_SPECS, "its share does not suit it");
            case "dies" -> Runtime.getRuntime().halt(137);
            case "stays" -> waitForever();
            default -> {}
        }
        return own + " is done";
    }

    private static void waitForever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts it", e);
        }
    }
}
