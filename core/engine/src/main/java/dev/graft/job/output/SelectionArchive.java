// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.output;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;
import org.apache.commons.io.output.CloseShieldOutputStream;

/**
 * Packs files as tar.gz while they are sent; nothing is kept.
 *
 * @param files what to pack
 */
public record SelectionArchive(List<OutputFile> files) {

    private static final int BUFFER = 64 * 1024;

    public SelectionArchive {
        files = List.copyOf(files);
    }

    /** Writes the archive; the stream stays open. */
    public void write(OutputStream out) throws IOException {
        GzipParameters parameters = new GzipParameters();
        // Most of it is weights, which hardly shrink.
        parameters.setCompressionLevel(Deflater.BEST_SPEED);
        OutputStream buffered = new BufferedOutputStream(CloseShieldOutputStream.wrap(out), BUFFER);
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(buffered, parameters))) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            for (OutputFile file : files) {
                TarArchiveEntry entry = new TarArchiveEntry(file.name());
                entry.setSize(file.size());
                tar.putArchiveEntry(entry);
                file.writeTo(tar);
                tar.closeArchiveEntry();
            }
        }
    }
}
