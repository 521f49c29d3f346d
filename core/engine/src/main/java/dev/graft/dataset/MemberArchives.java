// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import dev.graft.archive.ArchiveKind;
import dev.graft.archive.FileTree;
import dev.graft.archive.Unpacker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Folders of a dataset that lie in the cloud as archives of the same name ({@code images.tar.gz} for {@code images/}), as TAO 5.5 wants
 * them: each is replaced by the folder.
 */
final class MemberArchives {

    private static final Pattern NAME = Pattern.compile("(.+?)\\.(?:tar\\.gz|tgz|tar|zip)");

    private final Unpacker unpacker;
    private final Path folder;

    MemberArchives(Unpacker unpacker, Path folder) {
        this.unpacker = unpacker;
        this.folder = folder;
    }

    /**
     * Unpacks them.
     *
     * @throws dev.graft.spi.error.GraftException INVALID_ARCHIVE if one is not acceptable
     */
    void unpack() throws IOException {
        for (Path file : entries()) {
            Matcher name = NAME.matcher(file.getFileName().toString());
            if (name.matches() && Files.isRegularFile(file) && ArchiveKind.of(file).isPresent()) {
                replace(file, folder.resolve(name.group(1)));
            }
        }
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    private void replace(Path archive, Path member) throws IOException {
        Path unpacked = unpacker.unpack(archive, folder.resolve("." + archive.getFileName())).folder();
        Optional<Path> same = Optional.of(unpacked.resolve(member.getFileName())).filter(Files::isDirectory);
        if (Files.isDirectory(member)) {
            FileTree.overlay(same.orElse(unpacked), member);
        } else {
            Files.move(same.orElse(unpacked), member, StandardCopyOption.ATOMIC_MOVE);
        }
        FileTree.delete(unpacked);
        Files.delete(archive);
    }
}
