// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads a log file and, after it, the line that tells how the job ended. For one reader at a time. */
final class LogStream extends InputStream {

    /** A reader looks again after that time even when no signal came. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Path file;
    private final Supplier<Optional<JobState>> state;
    private final LogSignal signal;
    private final boolean follow;

    private FileChannel channel;
    private Object key;
    private boolean lineOpen;
    private ByteBuffer last;

    LogStream(Path file, Supplier<Optional<JobState>> state, LogSignal signal, boolean follow) {
        this.file = file;
        this.state = state;
        this.signal = signal;
        this.follow = follow;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        while (last == null) {
            long seen = signal.rings();
            // The state first: what a job wrote before its end is then read before its end is believed.
            Optional<JobState> now = state.get();
            int count = readFile(bytes, offset, length);
            if (count > 0) {
                return count;
            }
            if (!follow || now.map(JobState::ended).orElse(true)) {
                last = lastWords(now);
            } else {
                awaitMore(seen);
            }
        }
        return readLast(bytes, offset, length);
    }

    @Override
    public int available() throws IOException {
        if (last != null) {
            return last.remaining();
        }
        return open() ? (int) Math.min(Integer.MAX_VALUE, Math.max(0, channel.size() - channel.position())) : 0;
    }

    @Override
    public void close() throws IOException {
        last = ByteBuffer.allocate(0);
        if (channel != null) {
            channel.close();
        }
    }

    private int readFile(byte[] bytes, int offset, int length) throws IOException {
        if (!open()) {
            return 0;
        }
        int count = channel.read(ByteBuffer.wrap(bytes, offset, length));
        if (count <= 0 && replaced()) {
            count = channel.read(ByteBuffer.wrap(bytes, offset, length));
        }
        if (count > 0) {
            lineOpen = bytes[offset + count - 1] != '\n';
        }
        return count;
    }

    private boolean open() throws IOException {
        if (channel == null && Files.exists(file)) {
            key = key();
            channel = FileChannel.open(file, StandardOpenOption.READ);
        }
        return channel != null;
    }

    /** A new attempt may bring a file of its own, which begins with all that the old one held; goes on in it at the same place. */
    private boolean replaced() throws IOException {
        if (!Files.exists(file) || Objects.equals(key, key())) {
            return false;
        }
        long position = channel.position();
        channel.close();
        channel = null;
        boolean opened = open();
        if (opened) {
            channel.position(position);
        }
        return opened;
    }

    /** What tells one file from another of the same name; null where the file system has no such thing. */
    private Object key() throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    private ByteBuffer lastWords(Optional<JobState> now) {
        String words = now.filter(JobState::ended).map(end -> end.label() + " EOF\n").orElse("");
        return ByteBuffer.wrap((lineOpen && !words.isEmpty() ? "\n" + words : words).getBytes(StandardCharsets.UTF_8));
    }

    private int readLast(byte[] bytes, int offset, int length) {
        if (!last.hasRemaining()) {
            return -1;
        }
        int count = Math.min(length, last.remaining());
        last.get(bytes, offset, count);
        return count;
    }

    private void awaitMore(long seen) throws IOException {
        try {
            signal.await(seen, LONGEST_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("stopped following " + file).initCause(e);
        }
    }
}
