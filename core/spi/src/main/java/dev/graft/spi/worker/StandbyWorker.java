// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.worker;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.graft.spi.Action;
import dev.graft.spi.status.StatusLine;
import dev.graft.spi.status.StatusLine.State;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * A worker process that is up before there is a job. It loads what every {@link Preload} of its class path loads, waits for one
 * {@link WorkerOrder} on its standard input, and becomes the worker: the main class runs on the main thread as if the Java launcher had
 * called it. Without an order it ends when its standard input does, and so does not outlive the server that started it.
 *
 * <p>Its arguments: the main class, its own folder, and the process id of the shell that leads its session.
 */
public final class StandbyWorker {

    /** Link in its own folder that leads to the attempt's folder once the attempt is this worker's. */
    public static final String ATTEMPT = "attempt";

    private static final int LINE_END = '\n';

    private StandbyWorker() {}

    public static void main(String[] arguments) throws Exception {
        Class<?> worker = Class.forName(arguments[0], false, StandbyWorker.class.getClassLoader());
        rehearse(Path.of(arguments[1]));
        ServiceLoader.load(Preload.class).forEach(StandbyWorker::load);
        Optional<WorkerOrder> order = await(System.in);
        if (order.isPresent() && claim(order.get(), Path.of(arguments[1]), arguments[2])) {
            run(worker, order.get());
        }
    }

    /** Does once what every worker does first, so that its classes are there: reading an order and a job file, and telling a status. */
    private static void rehearse(Path folder) throws IOException {
        WorkerOrder.parse(new WorkerOrder(folder, "", List.of()).toLine());
        Path file = Files.writeString(
                folder.resolve("rehearsal.json"),
                new WorkerJob("", "", Action.TRAIN, JsonNodeFactory.instance.objectNode(), folder, folder, "", List.of(), 1).toJson());
        WorkerJob.read(file);
        StatusLine.of(State.STARTED, "").toJson();
        Files.delete(file);
    }

    private static void load(Preload preload) {
        try {
            preload.load();
        } catch (Exception | LinkageError e) {
            System.out.println(preload.getClass().getName() + " failed ahead of the job: " + e);
        }
    }

    /** The order; empty if the input ends before a whole line has come. */
    static Optional<WorkerOrder> await(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int read = in.read(); read != LINE_END; read = in.read()) {
            if (read < 0) {
                return Optional.empty();
            }
            line.write(read);
        }
        return Optional.of(WorkerOrder.parse(line.toString(StandardCharsets.UTF_8)));
    }

    /** Takes the attempt; false if a server has given it up. Whoever makes the pid file first decides. */
    private static boolean claim(WorkerOrder order, Path folder, String leader) throws IOException {
        try {
            Files.writeString(order.attempt().resolve("pid"), leader + "\n", StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            return false;
        }
        Files.createSymbolicLink(folder.resolve(ATTEMPT), order.attempt());
        return true;
    }

    private static void run(Class<?> worker, WorkerOrder order) throws Exception {
        System.setProperty("graft.worker", order.token());
        try {
            worker.getMethod("main", String[].class).invoke(null, (Object) order.arguments().toArray(String[]::new));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception failure) {
                throw failure;
            }
            throw (Error) e.getCause();
        }
    }
}
