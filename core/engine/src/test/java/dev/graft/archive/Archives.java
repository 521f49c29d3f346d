// SPDX-License-Identifier: Apache-2.0
package dev.graft.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Makes archives for tests, good ones and bad ones. */
public final class Archives {

    private Archives() {}

    /** Texts by path, in the order given: path, text, path, text … */
    public static Map<String, String> files(String... pathsAndTexts) {
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            files.put(pathsAndTexts[i], pathsAndTexts[i + 1]);
        }
        return files;
    }

    public static Path tarGz(Path archive, Map<String, String> files) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(archive))) {
            writeTar(out, files);
        }
        return archive;
    }

    public static Path tar(Path archive, Map<String, String> files) throws IOException {
        try (OutputStream out = Files.newOutputStream(archive)) {
            writeTar(out, files);
        }
        return archive;
    }

    private static void writeTar(OutputStream out, Map<String, String> files) throws IOException {
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Map.Entry<String, String> file : files.entrySet()) {
                byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
                entry.setSize(bytes.length);
                tar.putArchiveEntry(entry);
                tar.write(bytes);
                tar.closeArchiveEntry();
            }
        }
    }

    public static Path zip(Path archive, Map<String, String> files) throws IOException {
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(archive)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putArchiveEntry(new ZipArchiveEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeArchiveEntry();
            }
        }
        return archive;
    }

    /**
     * A tar with a good file and then one special entry.
     *
     * @param kind a type flag of {@link TarConstants}
     */
    static Path tarWith(Path archive, byte kind, String name, String linkTarget) throws IOException {
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(archive))) {
            TarArchiveEntry good = new TarArchiveEntry("good.txt");
            good.setSize(4);
            tar.putArchiveEntry(good);
            tar.write("good".getBytes(StandardCharsets.UTF_8));
            tar.closeArchiveEntry();
            TarArchiveEntry special = new TarArchiveEntry(name, kind, true);
            special.setLinkName(linkTarget);
            tar.putArchiveEntry(special);
            tar.closeArchiveEntry();
        }
        return archive;
    }

    /** A tar with a long name, as GNU tar writes it, of that many characters. */
    static Path tarWithLongName(Path archive, int length) throws IOException {
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(archive))) {
            TarArchiveEntry name = new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
            name.setSize(length);
            tar.putArchiveEntry(name);
            tar.write("n".repeat(length).getBytes(StandardCharsets.US_ASCII));
            tar.closeArchiveEntry();
            tar.putArchiveEntry(new TarArchiveEntry("short"));
            tar.closeArchiveEntry();
        }
        return archive;
    }

    /** A zip with a symbolic link as Info-ZIP writes it. */
    static Path zipWithLink(Path archive, String name, String target) throws IOException {
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(archive)) {
            ZipArchiveEntry link = new ZipArchiveEntry(name);
            link.setUnixMode(0120777);
            zip.putArchiveEntry(link);
            zip.write(target.getBytes(StandardCharsets.UTF_8));
            zip.closeArchiveEntry();
        }
        return archive;
    }

    /**
     * A gzipped tar of one file of zeros. Blocks are packed once and repeated as members of the gzip file, so that ten gigabytes take
     * a moment to write.
     */
    public static Path bomb(Path archive, long bytes) throws IOException {
        int block = 64 << 20;
        try (OutputStream out = Files.newOutputStream(archive)) {
            TarArchiveEntry entry = new TarArchiveEntry("images_train/zeros.png");
            entry.setSize(bytes);
            byte[] header = new byte[TarConstants.DEFAULT_RCDSIZE];
            entry.writeEntryHeader(header);
            out.write(gzip(header));
            byte[] packed = gzip(new byte[block]);
            for (long written = 0; written < bytes; written += block) {
                out.write(packed);
            }
            out.write(gzip(new byte[2 * TarConstants.DEFAULT_RCDSIZE]));
        }
        return archive;
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    /** A zip of one file of zeros. */
    static Path zipBomb(Path archive, long bytes) throws IOException {
        byte[] block = new byte[1 << 20];
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(archive)) {
            zip.putArchiveEntry(new ZipArchiveEntry("zeros.png"));
            for (long written = 0; written < bytes; written += block.length) {
                zip.write(block);
            }
            zip.closeArchiveEntry();
        }
        return archive;
    }

    /** Cuts a file off. */
    static Path cut(Path archive, double share) throws IOException {
        long length = (long) (Files.size(archive) * share);
        Path cut = archive.resolveSibling("cut-" + archive.getFileName());
        try (InputStream in = Files.newInputStream(archive)) {
            Files.write(cut, in.readNBytes((int) length));
        }
        return cut;
    }
}
