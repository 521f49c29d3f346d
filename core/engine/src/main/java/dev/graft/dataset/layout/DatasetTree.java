// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset.layout;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Looks into the folder of a dataset. */
final class DatasetTree {

    private static final Set<String> IMAGE_ENDINGS =
            Set.of("jpg", "jpeg", "png", "bmp", "tif", "tiff", "webp", "gif", "ppm", "pgm", "jp2");

    private DatasetTree() {}

    /** Names in a folder that match a glob, sorted. */
    static List<String> matching(Path folder, String glob) throws IOException {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        return names(folder).stream().filter(name -> matcher.matches(Path.of(name))).toList();
    }

    /** Names in a folder, sorted; none if it is no folder. */
    static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        }
        names.sort(null);
        return names;
    }

    /** Number of images below a folder; 0 if it is no folder. */
    static long countImages(Path folder) throws IOException {
        return count(folder, DatasetTree::isImage);
    }

    /** Number of files below a folder with that ending, without dot; 0 if it is no folder. */
    static long countFiles(Path folder, String ending) throws IOException {
        return count(folder, name -> ending(name).equals(ending));
    }

    /** Number of folders directly in the folders of a folder (frames of a clip in the folder of their class). */
    static long countClips(Path folder) throws IOException {
        long clips = 0;
        for (String name : names(folder)) {
            Path classFolder = folder.resolve(name);
            clips += names(classFolder).stream()
                    .filter(clip -> Files.isDirectory(classFolder.resolve(clip)))
                    .count();
        }
        return clips;
    }

    private static long count(Path folder, Predicate<String> wanted) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> wanted.test(path.getFileName().toString()))
                    .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .count();
        }
    }

    static boolean isImage(String name) {
        return IMAGE_ENDINGS.contains(ending(name));
    }

    private static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
