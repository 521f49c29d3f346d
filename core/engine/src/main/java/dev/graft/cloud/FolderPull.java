// SPDX-License-Identifier: Apache-2.0
package dev.graft.cloud;

import dev.graft.archive.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * Brings all files of a storage into a folder. It can be interrupted at any point, by a kill too, and started again on the same folder:
 * files that are complete in the storage's present version are kept, and a file that has come half is gone on with where the storage
 * tells its version. Memory grows neither with the number of files nor with their size, but for eight bytes for each file already there.
 */
public final class FolderPull {

    private static final int BUFFER = 64 << 10;

    private final Path work;
    private final CloudSource source;
    private final PullLimits limits;
    private final RetryPolicy retry;
    private final ExecutorService threads;
    private final PullMeter meter;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    /**
     * @param work folder of this pull alone; made if it is missing
     * @param threads where files are fetched, several at once
     */
    public FolderPull(
            Path work, CloudSource source, PullLimits limits, RetryPolicy retry, ExecutorService threads, PullWatch watch) {
        this.work = work;
        this.source = source;
        this.limits = limits;
        this.retry = retry;
        this.threads = threads;
        this.meter = new PullMeter(watch);
    }

    /**
     * Pulls everything.
     *
     * @return the folder with the files and nothing else, within the work folder
     * @throws CloudFault if the storage refuses, or did not answer often enough
     * @throws PullStopped if the pull is not wanted any more or its thread was interrupted
     * @throws IOException if the server's disk fails
     */
    public Path run() throws IOException {
        Path files = work.resolve("files");
        Files.createDirectories(files);
        Files.createDirectories(parts());
        ListingFile listing = new ListingFile(work.resolve("listing"));
        repeatedly(() -> listing.write(source, limits, Files.getFileStore(work).getUsableSpace()));
        meter.expect(listing.files(), listing.bytes());
        try (FileKeys complete = new FileKeys(work.resolve("complete"))) {
            fetch(listing, complete, files);
            if (complete.resumed()) {
                removeUnlisted(listing, files);
            }
        }
        meter.tell();
        return files;
    }

    private void fetch(ListingFile listing, FileKeys complete, Path files) throws IOException {
        Semaphore lanes = new Semaphore(limits.parallel());
        try {
            listing.read(file -> {
                rethrow();
                Path target = files.resolve(file.path());
                if (isComplete(file, complete, target)) {
                    meter.add(1, file.size().orElse(0));
                } else {
                    dispatch(lanes, () -> fetch(file, complete, target));
                }
            });
        } finally {
            awaitAll(lanes);
        }
        rethrow();
    }

    private static boolean isComplete(RemoteFile file, FileKeys complete, Path target) throws IOException {
        return file.version().isPresent()
                && complete.knew(FileKeys.of(file))
                && Files.isRegularFile(target)
                && Files.size(target) == file.size().orElse(Files.size(target));
    }

    /** A step that reads from the storage or writes to the disk. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private void dispatch(Semaphore lanes, Step step) throws IOException {
        try {
            lanes.acquire();
        } catch (InterruptedException e) {
            PullStopped stop = interrupted(e);
            fail(stop);
            throw stop;
        }
        try {
            threads.execute(() -> {
                try {
                    step.run();
                } catch (IOException | RuntimeException e) {
                    fail(e);
                } finally {
                    lanes.release();
                }
            });
        } catch (RejectedExecutionException e) {
            lanes.release();
            throw interrupted(e);
        }
    }

    private void fail(Exception cause) {
        failure.compareAndSet(null, cause);
        stopped.countDown();
    }

    /** Nothing may read from the source any more when this pull returns, whoever interrupts it. */
    private void awaitAll(Semaphore lanes) {
        lanes.acquireUninterruptibly(limits.parallel());
    }

    private void rethrow() throws IOException {
        Exception cause = failure.get();
        if (cause instanceof IOException fault) {
            throw fault;
        } else if (cause instanceof RuntimeException fault) {
            throw fault;
        }
        if (!meter.wanted()) {
            throw new PullStopped(null);
        }
    }

    private static PullStopped interrupted(Exception cause) {
        Thread.currentThread().interrupt();
        return new PullStopped(cause);
    }

    private void fetch(RemoteFile file, FileKeys complete, Path target) throws IOException {
        long key = FileKeys.of(file);
        Path part = parts().resolve(HexFormat.of().toHexDigits(key));
        if (file.version().isEmpty()) {
            Files.deleteIfExists(part);
        }
        long[] had = {Files.exists(part) ? Files.size(part) : 0};
        meter.add(0, had[0]);
        repeatedly(() -> receive(file, part, had));
        if (file.size().isPresent() && Files.size(part) != file.size().getAsLong()) {
            Files.delete(part);
            throw new CloudFault(CloudFault.Cause.CHANGED, "'" + file.path() + "' has another size than was listed.");
        }
        Files.createDirectories(target.getParent());
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        complete.add(key);
        meter.add(1, 0);
    }

    private Path parts() {
        return work.resolve("parts");
    }

    /** Appends what is missing; {@code had[0]} is what the part holds, kept up to date for the next attempt. */
    private void receive(RemoteFile file, Path part, long[] had) throws IOException {
        if (file.version().isEmpty() && had[0] > 0) {
            meter.add(0, -had[0]);
            had[0] = 0;
            Files.deleteIfExists(part);
        }
        try (InputStream in = source.open(file, had[0]);
                OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            byte[] buffer = new byte[BUFFER];
            for (int length = read(in, buffer); length >= 0; length = read(in, buffer)) {
                out.write(buffer, 0, length);
                had[0] += length;
                meter.add(0, length);
                if (file.size().isEmpty()) {
                    limits.check(1, meter.bytes(), Files.getFileStore(work).getUsableSpace() + meter.bytes());
                }
                rethrow();
            }
        }
    }

    /** Tells a failing network from a failing disk. */
    private static int read(InputStream in, byte[] buffer) throws CloudFault {
        try {
            return in.read(buffer);
        } catch (CloudFault e) {
            throw e;
        } catch (IOException e) {
            throw new CloudFault(CloudFault.Cause.UNREACHABLE, "The connection broke off.", e);
        }
    }

    private void repeatedly(Step step) throws IOException {
        long before = meter.bytes();
        for (int failures = 1; ; failures++) {
            try {
                step.run();
                return;
            } catch (CloudFault e) {
                if (meter.bytes() > before) {
                    before = meter.bytes();
                    failures = 1;
                }
                if (!retry.repeats(e.why(), failures)) {
                    throw e;
                }
                await(retry.pause(e.why(), failures));
            }
        }
    }

    private void await(Duration pause) throws IOException {
        try {
            if (stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new PullStopped(failure.get());
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Files that a former attempt has brought and the storage holds no more. */
    private static void removeUnlisted(ListingFile listing, Path files) throws IOException {
        long[] listed = new long[Math.toIntExact(listing.files())];
        int[] next = {0};
        listing.read(file -> listed[next[0]++] = FileKeys.hash(file.path()));
        Arrays.sort(listed);
        try (Stream<Path> walk = Files.walk(files)) {
            Iterator<Path> present = walk.filter(Files::isRegularFile).iterator();
            while (present.hasNext()) {
                Path file = present.next();
                if (Arrays.binarySearch(listed, FileKeys.hash(files.relativize(file).toString())) < 0) {
                    FileTree.delete(file);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
