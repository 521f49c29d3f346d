// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.demo;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/**
 * The example digits, cut into the archives that datasets want: {@code train/<class>/…} and {@code test/<class>/…} of the example become
 * {@code images_train}, {@code images_val} or {@code images_test}, each with {@code classes.txt}.
 *
 * @param example the example archive
 */
record Digits(Path example) {

    /** What of the example goes where. */
    enum Part {
        TRAIN("train/", "images_train/"),
        EVAL("test/", "images_val/"),
        INFERENCE("test/", "images_test/");

        private final String source;
        private final String target;

        Part(String source, String target) {
            this.source = source;
            this.target = target;
        }

        private Optional<String> place(String name) {
            if (name.startsWith(source)) {
                return Optional.of(target + name.substring(source.length()));
            }
            return "classes.txt".equals(name) ? Optional.of(name) : Optional.empty();
        }
    }

    /**
     * Writes one part as tar.gz.
     *
     * @return number of pictures in it
     */
    int write(Part part, Path archive) {
        try (TarArchiveInputStream in = open(); TarArchiveOutputStream out = create(archive)) {
            int pictures = 0;
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Optional<String> place = entry.isFile() ? part.place(plain(entry.getName())) : Optional.empty();
                if (place.isPresent()) {
                    copy(in, out, place.get(), entry.getSize());
                    pictures += place.get().endsWith(".png") ? 1 : 0;
                }
            }
            return pictures;
        } catch (IOException e) {
            throw new UncheckedIOException("The digits " + example + " cannot be repacked", e);
        }
    }

    private TarArchiveInputStream open() throws IOException {
        InputStream file = new BufferedInputStream(Files.newInputStream(example));
        return new TarArchiveInputStream(new GzipCompressorInputStream(file));
    }

    private static TarArchiveOutputStream create(Path archive) throws IOException {
        OutputStream file = new BufferedOutputStream(Files.newOutputStream(archive));
        return new TarArchiveOutputStream(new GzipCompressorOutputStream(file));
    }

    private static void copy(InputStream in, TarArchiveOutputStream out, String name, long size) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(size);
        out.putArchiveEntry(entry);
        in.transferTo(out);
        out.closeArchiveEntry();
    }

    private static String plain(String name) {
        return name.startsWith("./") ? name.substring(2) : name;
    }
}
