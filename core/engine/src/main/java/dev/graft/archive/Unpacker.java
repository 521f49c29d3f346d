// SPDX-License-Identifier: Apache-2.0
package dev.graft.archive;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.io.input.BoundedInputStream;
import org.apache.commons.io.input.CloseShieldInputStream;

/**
 * Unpacks archives of users. Takes regular files and folders with relative names; refuses links, devices and everything that reaches
 * outside or beyond the limits. Memory does not grow with the archive but for the directory of a zip. Stateless and thread safe.
 */
public final class Unpacker {

    private static final int BUFFER = 64 << 10;

    /** The kinds of tar entry that are taken; {@link TarArchiveEntry#isFile} is true of devices as well. */
    private static final Set<Byte> TAKEN =
            Set.of(TarConstants.LF_OLDNORM, TarConstants.LF_NORMAL, TarConstants.LF_CONTIG, TarConstants.LF_DIR);

    private final UnpackLimits limits;

    public Unpacker(UnpackLimits limits) {
        this.limits = limits;
    }

    /**
     * Unpacks an archive into a new folder. After a fault the folder is gone.
     *
     * @param archive the file; what it is called does not matter
     * @param target folder that does not exist yet, in an existing one
     * @throws GraftException INVALID_ARCHIVE if the archive is broken or not acceptable, DISK_FULL if there is no room
     */
    public Unpacked unpack(Path archive, Path target) {
        Path folder = target.toAbsolutePath().normalize();
        boolean done = false;
        try {
            Files.createDirectory(folder);
            EntryWriter writer = new EntryWriter(folder, limits);
            read(archive, writer);
            if (writer.files() == 0) {
                throw new BadArchive("it holds no file");
            }
            done = true;
            return new Unpacked(folder, writer.files(), writer.bytes());
        } catch (EntryWriter.DiskFull e) {
            throw new GraftException(StandardError.DISK_FULL, "The archive was not unpacked: " + e.getMessage() + ".", e);
        } catch (BadArchive e) {
            throw refused(e.getMessage(), e);
        } catch (EOFException e) {
            throw refused("it ends in the middle; upload it again", e);
        } catch (FileSystemException e) {
            throw new GraftException(
                    StandardError.DISK_FULL,
                    "The archive was not unpacked: the server could not write a file (" + e.getReason() + ").",
                    e);
        } catch (IOException | IllegalArgumentException e) {
            throw refused("it is broken (" + e.getMessage() + ")", e);
        } finally {
            if (!done) {
                FileTree.delete(folder);
            }
        }
    }

    private static GraftException refused(String reason, Exception cause) {
        return new GraftException(
                StandardError.INVALID_ARCHIVE, "The archive cannot be used: " + reason + ". Nothing of it was kept.", cause);
    }

    private void read(Path archive, EntryWriter writer) throws IOException {
        switch (kind(archive)) {
            case TAR -> readTar(archive, writer);
            case TAR_GZ -> readTarGz(archive, writer);
            case ZIP -> readZip(archive, writer);
            default -> throw new IllegalStateException("a kind of archive without a reader");
        }
    }

    private static ArchiveKind kind(Path archive) throws IOException {
        try (InputStream in = Files.newInputStream(archive)) {
            return ArchiveKind.of(ArchiveKind.head(in))
                    .orElseThrow(() -> new BadArchive("it is no archive that is known; " + ArchiveKind.ACCEPTED));
        }
    }

    private void readTar(Path archive, EntryWriter writer) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(archive), BUFFER)) {
            long size = Files.size(archive);
            readTarEntries(new InflationGuard(in, limits, () -> size), writer);
        }
    }

    private void readTarGz(Path archive, EntryWriter writer) throws IOException {
        try (InputStream in = Files.newInputStream(archive);
                BoundedInputStream packed = BoundedInputStream.builder().setInputStream(in).get();
                GzipCompressorInputStream unpacked = GzipCompressorInputStream.builder()
                        .setInputStream(new BufferedInputStream(packed, BUFFER))
                        .setDecompressConcatenated(true)
                        .get()) {
            InflationGuard guard = new InflationGuard(new BufferedInputStream(unpacked, BUFFER), limits, packed::getCount);
            readTarEntries(guard, writer);
            // The checksum of gzip stands behind the last byte, which may come after the last entry.
            guard.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void readTarEntries(InflationGuard guard, EntryWriter writer) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(uncloseable(guard))) {
            for (TarArchiveEntry entry = next(tar, guard); entry != null; entry = next(tar, guard)) {
                checkKind(entry);
                if (EntryName.isDesktopLitter(entry.getName())) {
                    continue;
                }
                if (entry.isDirectory()) {
                    writer.folder(entry.getName());
                } else {
                    writer.file(entry.getName(), tar);
                }
            }
        }
        // A tar ends with blocks of zeros; one that was cut off between two entries would pass otherwise.
        if (guard.zerosAtEnd() < TarConstants.DEFAULT_RCDSIZE) {
            throw new EOFException("no mark at the end of the tar");
        }
    }

    /** The reader of entries must not close the stream, whose rest is still to be checked. */
    private static InputStream uncloseable(InputStream stream) {
        return CloseShieldInputStream.wrap(stream);
    }

    private static TarArchiveEntry next(TarArchiveInputStream tar, InflationGuard guard) throws IOException {
        if (tar.getCurrentEntry() != null) {
            tar.transferTo(OutputStream.nullOutputStream());
        }
        guard.headerStarts();
        TarArchiveEntry entry = tar.getNextEntry();
        guard.headerEnds();
        return entry;
    }

    private static void checkKind(TarArchiveEntry entry) throws BadArchive {
        String name = EntryName.show(entry.getName());
        if (entry.isSymbolicLink() || entry.isLink()) {
            throw new BadArchive(name + " is a link; pack the files themselves (tar -h)");
        }
        if (entry.isSparse()) {
            throw new BadArchive(name + " is a sparse file; pack it without --sparse");
        }
        if (!TAKEN.contains(entry.getLinkFlag())) {
            throw new BadArchive(name + " is neither a file nor a folder");
        }
    }

    private void readZip(Path archive, EntryWriter writer) throws IOException {
        long size = Files.size(archive);
        try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
            long unpacked = 0;
            Enumeration<ZipArchiveEntry> entries = zip.getEntriesInPhysicalOrder();
            while (entries.hasMoreElements()) {
                ZipArchiveEntry entry = entries.nextElement();
                checkKind(entry, zip);
                if (EntryName.isDesktopLitter(entry.getName())) {
                    continue;
                }
                if (entry.isDirectory()) {
                    writer.folder(entry.getName());
                    continue;
                }
                long before = unpacked;
                try (InflationGuard content = new InflationGuard(zip.getInputStream(entry), limits, () -> size)) {
                    content.startAt(before);
                    writer.file(entry.getName(), content);
                    unpacked = content.unpackedBytes();
                }
            }
        }
    }

    private static void checkKind(ZipArchiveEntry entry, ZipFile zip) throws BadArchive {
        String name = EntryName.show(entry.getName());
        if (entry.isUnixSymlink()) {
            throw new BadArchive(name + " is a link; pack the files themselves");
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            throw new BadArchive(name + " is encrypted; pack it without a password");
        }
        if (!zip.canReadEntryData(entry)) {
            throw new BadArchive(name + " is packed in a way that is not known; use deflate");
        }
    }
}
