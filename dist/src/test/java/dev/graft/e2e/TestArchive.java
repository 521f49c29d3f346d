// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** Writes tar.gz archives, good and evil ones. */
final class TestArchive implements AutoCloseable {

    private final Path file;
    private final TarArchiveOutputStream tar;

    private TestArchive(Path file) throws IOException {
        this.file = file;
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
        tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(out));
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    }

    static TestArchive at(Path file) throws IOException {
        return new TestArchive(file);
    }

    TestArchive text(String name, String content) throws IOException {
        return bytes(name, content.getBytes(StandardCharsets.UTF_8));
    }

    TestArchive bytes(String name, byte[] content) throws IOException {
        // With preserveAbsolutePath, so that evil names stay evil.
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL, true);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
        return this;
    }

    TestArchive link(String name, String target, byte kind) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, kind, true);
        entry.setLinkName(target);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
        return this;
    }

    /** The finished archive. */
    Path finish() throws IOException {
        close();
        return file;
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
