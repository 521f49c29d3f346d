// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.http;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.config.Config;

/**
 * The most that a request body read as a whole may have.
 *
 * @param bytes at least 1
 */
public record BodyLimit(long bytes) {

    /** 4 MiB: a hundred times the largest specs. */
    public static final BodyLimit DEFAULT = new BodyLimit(4L << 20);

    public BodyLimit {
        if (bytes < 1) {
            throw new IllegalArgumentException("graft.http.max-body-bytes is " + bytes + "; it must be at least 1");
        }
    }

    /** From {@code graft.http.max-body-bytes}. */
    public static BodyLimit from(Config config) {
        return config.getOptionalValue("graft.http.max-body-bytes", Long.class).map(BodyLimit::new).orElse(DEFAULT);
    }

    /**
     * Refuses a body that says it is larger.
     *
     * @param announced {@code Content-Length}; negative where there is none
     * @throws GraftException TOO_LARGE
     */
    void check(long announced) {
        if (announced > bytes) {
            throw tooLarge();
        }
    }

    /** The body, ending with TOO_LARGE where it turns out larger. */
    InputStream bounded(InputStream body) {
        return new Bounded(body);
    }

    private GraftException tooLarge() {
        return new GraftException(StandardError.TOO_LARGE, "The body is larger than " + bytes
                + " bytes, the most that is taken here. Send data as an upload to a dataset.");
    }

    private final class Bounded extends FilterInputStream {

        private long left = bytes;

        private Bounded(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            if (read >= 0) {
                count(1);
            }
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(Math.max(0, read));
            return read;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = super.skip(count);
            count(skipped);
            return skipped;
        }

        /** A mark would let bytes be counted twice. */
        @Override
        public boolean markSupported() {
            return false;
        }

        private void count(long read) {
            left -= read;
            if (left < 0) {
                throw tooLarge();
            }
        }
    }
}
