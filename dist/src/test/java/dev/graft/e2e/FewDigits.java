// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * The first pictures of every class of the example digits.
 *
 * @param example the example archive
 * @param perClass how many of each class
 */
record FewDigits(Path example, int perClass) {

    /** Writes the pictures of {@code train} or {@code test} into an archive, as that split of a dataset. */
    Path archive(Path file, String part, String split) throws IOException {
        Map<String, Integer> taken = new HashMap<>();
        try (TarArchiveInputStream in = new TarArchiveInputStream(
                        new GzipCompressorInputStream(new BufferedInputStream(Files.newInputStream(example))));
                TestArchive out = TestArchive.at(file)) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                String name = entry.getName().startsWith("./") ? entry.getName().substring(2) : entry.getName();
                String folder = name.substring(0, name.lastIndexOf('/') + 1);
                if (name.equals("classes.txt")) {
                    out.bytes(name, in.readAllBytes());
                } else if (entry.isFile() && name.startsWith(part + "/") && taken.merge(folder, 1, Integer::sum) <= perClass) {
                    out.bytes(split + name.substring(part.length()), in.readAllBytes());
                }
            }
            return out.finish();
        }
    }
}
