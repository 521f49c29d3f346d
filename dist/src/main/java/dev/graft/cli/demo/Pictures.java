// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.demo;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Takes pictures, tables and networks for people out of a job's artifacts, not the logs and checkpoints. */
record Pictures(Path folder) {

    /**
     * Unpacks what people look at.
     *
     * @return number of pictures
     * @throws DemoFailure if an entry would lie outside the folder
     */
    int unpack(Path artifacts) {
        int pictures = 0;
        try (TarArchiveInputStream in = new TarArchiveInputStream(
                new GzipCompressorInputStream(new BufferedInputStream(Files.newInputStream(artifacts))))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.isFile() && isForPeople(entry.getName())) {
                    Path target = place(entry.getName());
                    Files.createDirectories(target.getParent());
                    Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
                    pictures += isPicture(entry.getName()) ? 1 : 0;
                }
            }
            return pictures;
        } catch (IOException e) {
            throw new UncheckedIOException("The artifacts cannot be unpacked to " + folder, e);
        }
    }

    private Path place(String name) {
        Path target = folder.resolve(name).normalize();
        if (!target.startsWith(folder)) {
            throw new DemoFailure("the artifacts hold an entry that lies outside: " + name);
        }
        return target;
    }

    private static boolean isForPeople(String name) {
        return isPicture(name) || name.endsWith(".csv") || name.endsWith(".onnx");
    }

    private static boolean isPicture(String name) {
        return name.endsWith(".png") || name.endsWith(".jpg");
    }
}
