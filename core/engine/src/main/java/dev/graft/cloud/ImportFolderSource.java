// SPDX-License-Identifier: Apache-2.0
package dev.graft.cloud;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A file or folder on the server's own disks, below one of the roots that the administrator has listed. Links in it are not followed.
 */
final class ImportFolderSource implements CloudSource {

    private final Path place;

    /** @param place real path, already checked */
    ImportFolderSource(Path place) {
        this.place = place;
    }

    @Override
    public void list(Listing listing) throws IOException {
        if (Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)) {
            listing.found(file(place, place.getFileName().toString()));
            return;
        }
        try (Stream<Path> walk = Files.walk(place)) {
            Iterator<Path> files = walk.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)).iterator();
            while (files.hasNext()) {
                Path next = files.next();
                listing.found(file(next, place.relativize(next).toString()));
            }
        }
    }

    private static RemoteFile file(Path path, String name) throws IOException {
        BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return new RemoteFile(name, OptionalLong.of(found.size()), Optional.of(found.lastModifiedTime().toString()));
    }

    @Override
    public InputStream open(RemoteFile file, long offset) throws IOException {
        Path path = Files.isDirectory(place) ? place.resolve(file.path()) : place;
        InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS);
        try {
            in.skipNBytes(offset);
            return in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** Nothing is held open between reads. */
    @Override
    public void close() {}
}
