// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Who owns files, by number; the attributes of Unix. */
final class Ownership {

    private static final Path SELF = Path.of("/proc/self");

    private Ownership() {}

    /** User id of this server. */
    static long ownUid() {
        return number("unix:uid");
    }

    /** Group id of this server. */
    static long ownGid() {
        return number("unix:gid");
    }

    /** Gives what a request writes to, and its own files, to the user of the container; only root can. */
    static void give(ContainerRequest request, ContainerUser user) throws IOException {
        for (Path root : request.writable()) {
            giveAll(root, user);
        }
        for (Path file : request.readable()) {
            boolean ownFile = Files.isRegularFile(file) && file.startsWith(request.writable().get(0).getParent());
            if (ownFile) {
                giveOne(file, user);
            }
        }
    }

    private static void giveAll(Path root, ContainerUser user) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(root)) {
            all = walk.toList();
        }
        for (Path path : all) {
            giveOne(path, user);
        }
    }

    private static void giveOne(Path path, ContainerUser user) throws IOException {
        Files.setAttribute(path, "unix:uid", (int) user.uid(), LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:gid", (int) user.gid(), LinkOption.NOFOLLOW_LINKS);
    }

    private static long number(String attribute) {
        try {
            return ((Number) Files.getAttribute(SELF, attribute)).longValue();
        } catch (IOException e) {
            throw new UncheckedIOException("the server's own user cannot be told from " + SELF, e);
        }
    }
}
