// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;

/**
 * A tar.gz with one file of nothing but zeros. It is made fast: a megabyte of zeros after a megabyte of zeros is always compressed to the
 * same few bytes, which are simply repeated.
 */
final class GzipBomb {

    private static final int BLOCK = 1 << 20;
    private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private GzipBomb() {}

    /** Writes it; {@code size} is what the file in it would take. */
    static Path write(Path file, String name, long size) throws IOException {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(GZIP_HEADER);
            out.write(flushed(deflater, tarHeader(name, size)));
            out.write(flushed(deflater, new byte[BLOCK]));
            byte[] megabyte = flushed(deflater, new byte[BLOCK]);
            for (long done = BLOCK; done < size; done += BLOCK) {
                out.write(megabyte);
            }
        } finally {
            deflater.end();
        }
        return file;
    }

    private static byte[] tarHeader(String name, long size) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(size);
        byte[] header = new byte[512];
        // In star mode, for sizes that have no place in the plain header.
        entry.writeEntryHeader(header, ZipEncodingHelper.getZipEncoding("UTF-8"), true);
        return header;
    }

    private static byte[] flushed(Deflater deflater, byte[] input) {
        byte[] buffer = new byte[1 << 16];
        deflater.setInput(input);
        int length = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
        return Arrays.copyOf(buffer, length);
    }
}
