// SPDX-License-Identifier: Apache-2.0
package dev.graft.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/**
 * Counts what comes out of a decompressor and stops it when that is too much, in all or measured by what went in. Also bounds what a tar
 * may spend on one header, which a reader would keep in memory.
 */
final class InflationGuard extends FilterInputStream {

    /** Long names and extended attributes stay far below. */
    private static final long MAX_HEADER_BYTES = 1L << 20;

    private final UnpackLimits limits;
    private final LongSupplier packedBytes;
    private long unpackedBytes;
    private long headerBudget = Long.MAX_VALUE;
    private long zerosAtEnd;

    /** @param packedBytes how many packed bytes were read so far */
    InflationGuard(InputStream in, UnpackLimits limits, LongSupplier packedBytes) {
        super(in);
        this.limits = limits;
        this.packedBytes = packedBytes;
    }

    /** Counts from a number of bytes that other parts of the archive have given. */
    void startAt(long bytes) {
        unpackedBytes = bytes;
    }

    long unpackedBytes() {
        return unpackedBytes;
    }

    /** From here on a header is read. */
    void headerStarts() {
        headerBudget = MAX_HEADER_BYTES;
    }

    /** The header has been read. */
    void headerEnds() {
        headerBudget = Long.MAX_VALUE;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        if (value >= 0) {
            zerosAtEnd = value == 0 ? zerosAtEnd + 1 : 0;
            count(1);
        }
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        if (read > 0) {
            noteZeros(bytes, offset, read);
            count(read);
        }
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = super.skip(bytes);
        count(skipped);
        return skipped;
    }

    private void noteZeros(byte[] bytes, int offset, int length) {
        int zeros = 0;
        while (zeros < length && bytes[offset + length - 1 - zeros] == 0) {
            zeros++;
        }
        zerosAtEnd = zeros == length ? zerosAtEnd + zeros : zeros;
    }

    /** How many of the bytes read last were zeros. */
    long zerosAtEnd() {
        return zerosAtEnd;
    }

    private void count(long bytes) throws BadArchive {
        unpackedBytes += bytes;
        headerBudget -= bytes;
        if (headerBudget < 0) {
            throw new BadArchive("the header of an entry has more than " + MAX_HEADER_BYTES + " bytes");
        }
        if (unpackedBytes > limits.maxTotalBytes()) {
            throw new BadArchive("it unpacks to more than " + limits.maxTotalBytes() + " bytes");
        }
        if (unpackedBytes > limits.freeBytes() && unpackedBytes / limits.maxRatio() > packedBytes.getAsLong()) {
            throw new BadArchive("it unpacks to more than " + limits.maxRatio() + " times its size, as no real data does");
        }
    }
}
