// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data;

import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Puts batches together ahead of the network, each on one thread, and hands them out in their order. A fixed set of native buffers goes
 * round: a batch is begun only when there is one to fill, which bounds both memory and lead.
 */
final class BatchPrefetcher implements Batches<ImageBatch> {

    /** Finished batches that wait, beside those being filled: one covers a thread that is late. */
    private static final int SPARE_BUFFERS = 2;

    private final SampleReader reader;
    private final BatchPlan plan;
    private final ExecutorService threads;
    private final List<FloatPointer> buffers = new ArrayList<>();
    private final Deque<FloatPointer> free = new ArrayDeque<>();
    private final Deque<Future<ImageBatch>> begun = new ArrayDeque<>();
    private int nextToBegin;
    private ImageBatch upcoming;

    BatchPrefetcher(SampleReader reader, BatchPlan plan, int threads, int firstBatch) {
        this.reader = reader;
        this.plan = plan;
        this.nextToBegin = firstBatch;
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "data-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        long floats = Math.min(plan.batchSize(), plan.order().length)
                * LongStream.of(reader.sampleShape()).reduce(1, Math::multiplyExact);
        int count = Math.min(threads + SPARE_BUFFERS, Math.max(1, plan.batches() - firstBatch));
        for (int i = 0; i < count; i++) {
            buffers.add(new FloatPointer(floats).retainReference());
        }
        free.addAll(buffers);
        begin();
    }

    @Override
    public boolean hasNext() {
        while (upcoming == null && !begun.isEmpty()) {
            ImageBatch batch = finished(begun.removeFirst());
            if (batch.size() == 0) {
                batch.close();
            } else {
                upcoming = batch;
            }
        }
        return upcoming != null;
    }

    @Override
    public ImageBatch next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the epoch has no more batches");
        }
        ImageBatch batch = upcoming;
        upcoming = null;
        return batch;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("the threads that prepare batches did not end within a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        buffers.forEach(FloatPointer::close);
    }

    private void begin() {
        while (nextToBegin < plan.batches() && !free.isEmpty()) {
            int batch = nextToBegin++;
            FloatPointer buffer = free.removeFirst();
            begun.addLast(threads.submit(() -> fill(batch, buffer)));
        }
    }

    private ImageBatch fill(int batch, FloatPointer buffer) {
        FloatBuffer target = buffer.asBuffer();
        int[] wanted = plan.indices(batch);
        int[] indices = new int[wanted.length];
        long[] labels = new long[wanted.length];
        int count = 0;
        for (int index : wanted) {
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
            if (reader.read(index, plan.epoch(), target)) {
                indices[count] = index;
                labels[count] = reader.label(index);
                count++;
            }
        }
        return new ImageBatch(
                buffer, reader.sampleShape(), Arrays.copyOf(indices, count), Arrays.copyOf(labels, count), this::released);
    }

    private void released(FloatPointer buffer) {
        free.addLast(buffer);
        if (!threads.isShutdown()) {
            begin();
        }
    }

    private static ImageBatch finished(Future<ImageBatch> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a batch", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("a batch could not be put together", e.getCause());
        }
    }
}
