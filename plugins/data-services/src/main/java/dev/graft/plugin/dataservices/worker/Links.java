// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that appear in two places without being stored twice, where the file system can do that. */
final class Links {

    private Links() {}

    /** Makes a file appear at another place; folders on the way are made. */
    static void link(Path file, Path place) throws IOException {
        Files.createDirectories(place.getParent());
        try {
            Files.createLink(place, file);
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.copy(file, place);
        }
    }
}
