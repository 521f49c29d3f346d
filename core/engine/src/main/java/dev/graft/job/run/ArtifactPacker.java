// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import dev.graft.job.ArtifactStats;
import dev.graft.job.JobFolder;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Packs what a job made: its results, log and status lines, each below a folder named after the job, as TAO 5.3 lays them out. What the
 * server keeps in the folder for itself, such as the job file with the model's key, stays out.
 */
public final class ArtifactPacker {

    private static final int BUFFER = 64 * 1024;

    /** Numbers and pictures hardly shrink, and packing them would keep everybody waiting for the job's end. */
    private static final String DENSE = ".*\\.(pth|safetensors|onnx|hdf5|tlt|engine|npz|png|jpe?g|zip|gz|tgz)";

    private ArtifactPacker() {}

    /** Writes the archive in one go, measured while it is written, and puts it in place when it is complete. */
    public static ArtifactStats pack(JobFolder folder) throws IOException {
        return pack(folder, file -> true);
    }

    /** As {@link #pack(JobFolder)}, with those of the results alone that are wanted. */
    static ArtifactStats pack(JobFolder folder, Predicate<Path> wanted) throws IOException {
        Path unfinished = folder.archive().resolveSibling(folder.archive().getFileName() + ".part");
        try {
            String sha256 = write(folder, wanted, unfinished);
            long size = Files.size(unfinished);
            Files.move(unfinished, folder.archive(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new ArtifactStats(size, sha256);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static String write(JobFolder folder, Predicate<Path> wanted, Path file) throws IOException {
        MessageDigest digest = sha256();
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            OutputStream out = new DigestOutputStream(
                    new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER), digest);
            try (LevelledGzip gzip = new LevelledGzip(unclosed(out));
                    TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip)) {
                tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
                tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
                for (Map.Entry<String, Path> entry : entries(folder, wanted).entrySet()) {
                    gzip.level(entry.getKey().matches(DENSE) ? Deflater.NO_COMPRESSION : Deflater.BEST_SPEED);
                    add(tar, folder.root().getFileName() + "/" + entry.getKey(), entry.getValue());
                }
            }
            out.flush();
            channel.force(true);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** What goes in, by its name in the archive. A result keeps its name even if the log or the status lines have the same. */
    private static Map<String, Path> entries(JobFolder folder, Predicate<Path> wanted) throws IOException {
        Map<String, Path> entries = new TreeMap<>();
        for (Path file : new Path[] {folder.log(), folder.status()}) {
            if (Files.isRegularFile(file)) {
                entries.put(file.getFileName().toString(), file);
            }
        }
        if (Files.isDirectory(folder.results())) {
            try (Stream<Path> walk = Files.walk(folder.results())) {
                walk.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                        .filter(file -> !file.getFileName().toString().equals(".lock"))
                        .filter(wanted)
                        .forEach(file -> entries.put(folder.results().relativize(file).toString(), file));
            }
        }
        return entries;
    }

    private static void add(TarArchiveOutputStream tar, String name, Path file) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(file, name);
        entry.setUserName("");
        entry.setGroupName("");
        entry.setIds(0, 0);
        tar.putArchiveEntry(entry);
        Files.copy(file, tar);
        tar.closeArchiveEntry();
    }

    /** The same stream, left open when the archive is closed, so that it can be forced to disk. */
    private static OutputStream unclosed(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                out.flush();
            }
        };
    }

    /** Compression whose level can be changed on the way. */
    private static final class LevelledGzip extends GZIPOutputStream {

        LevelledGzip(OutputStream out) throws IOException {
            super(out, BUFFER);
        }

        void level(int level) {
            def.setLevel(level);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
