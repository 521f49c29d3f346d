// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Work on several threads whose results are taken in the order of the work, so that they do not depend on the machine. At most twice as
 * many results as threads are held.
 *
 * @param threads at least 1
 */
record InOrder(int threads) {

    /** The work on one element. */
    interface Work<T, R> {
        R of(T element) throws IOException;
    }

    /** Takes a result, on the calling thread. */
    interface Taker<R> {
        void take(R result) throws IOException;
    }

    <T, R> void run(Iterable<T> elements, Work<T, R> work, Taker<R> taker) throws IOException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            Deque<Future<R>> running = new ArrayDeque<>();
            for (T element : elements) {
                Callable<R> call = () -> work.of(element);
                running.add(pool.submit(call));
                if (running.size() > 2 * threads) {
                    taker.take(result(running.remove()));
                }
            }
            while (!running.isEmpty()) {
                taker.take(result(running.remove()));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static <R> R result(Future<R> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while pictures were worked on", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("work throws nothing else", e);
        }
    }
}
