// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.video;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.data.ImageDecoder;
import dev.graft.torchkit.data.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A video: a folder with its frames in {@code rgb}, and maybe its optical flow in {@code u} and {@code v}.
 *
 * @param folder the folder
 * @param label index of its class, or {@link Sample#UNLABELLED}
 * @param frames pictures in their order, at least one
 * @param horizontal pictures of the flow to the right, one a frame; empty if it is to be computed
 * @param vertical pictures of the flow to below, one a frame; empty if it is to be computed
 */
public record Video(Path folder, int label, List<Path> frames, List<Path> horizontal, List<Path> vertical) {

    private static final String FRAMES = "rgb";
    private static final int DEPTH = 3;

    public Video {
        frames = List.copyOf(frames);
        horizontal = List.copyOf(horizontal);
        vertical = List.copyOf(vertical);
    }

    /** Names of the folders below {@code root}, which are classes. */
    public static List<String> classes(Path root) {
        return list(root).stream().filter(Files::isDirectory).map(folder -> folder.getFileName().toString()).toList();
    }

    /**
     * The videos of {@code <root>/<class>/<video>}, in the order of their paths.
     *
     * @throws GraftException if a folder is no class, a video has no frames, or there is no video
     */
    public static List<Video> labelled(Path root, List<String> classes) {
        List<Video> videos = new ArrayList<>();
        for (String name : classes(root)) {
            int label = classes.indexOf(name);
            if (label < 0) {
                throw new GraftException(
                        StandardError.INVALID_DATASET,
                        "the folder " + name + " of " + root.getFileName() + " is no class of the label map (" + String.join(", ", classes) + ")");
            }
            list(root.resolve(name)).stream().filter(Files::isDirectory).forEach(folder -> videos.add(read(folder, label)));
        }
        return checked(root, videos);
    }

    /** All videos below a folder, whose classes are not looked at. */
    public static List<Video> unlabelled(Path root) {
        try (Stream<Path> found = Files.walk(root, DEPTH)) {
            List<Path> folders = found.filter(Files::isDirectory)
                    .filter(folder -> folder.getFileName().toString().equals(FRAMES))
                    .map(Path::getParent)
                    .sorted()
                    .toList();
            return checked(root, folders.stream().map(folder -> read(folder, Sample.UNLABELLED)).toList());
        } catch (IOException e) {
            throw unreadable(root, e);
        }
    }

    private static List<Video> checked(Path root, List<Video> videos) {
        if (videos.isEmpty()) {
            throw new GraftException(
                    StandardError.INVALID_DATASET,
                    "there is no video in " + root.getFileName() + "; expected are folders like <class>/<video>/" + FRAMES + " with frames");
        }
        return videos;
    }

    private static Video read(Path folder, int label) {
        Path frames = folder.resolve(FRAMES);
        List<Path> found = pictures(Files.isDirectory(frames) ? frames : folder);
        if (found.isEmpty()) {
            throw new GraftException(
                    StandardError.INVALID_DATASET, "the video " + folder.getFileName() + " has no frames in " + FRAMES);
        }
        return new Video(folder, label, found, pictures(folder.resolve("u")), pictures(folder.resolve("v")));
    }

    /** Whether its optical flow comes as pictures. */
    public boolean hasFlow() {
        return !horizontal.isEmpty() && horizontal.size() == vertical.size();
    }

    /** How many fields of flow there are; there is one fewer than frames where they are computed, but at least one. */
    public int flows() {
        return hasFlow() ? horizontal.size() : Math.max(1, frames.size() - 1);
    }

    private static List<Path> pictures(Path folder) {
        return Files.isDirectory(folder)
                ? list(folder).stream().filter(Files::isRegularFile).filter(ImageDecoder::hasImageName).toList()
                : List.of();
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static GraftException unreadable(Path folder, IOException cause) {
        return new GraftException(StandardError.INVALID_DATASET, "the folder " + folder + " cannot be read: " + cause, cause);
    }
}
