// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Image files below a folder, in the order of their paths, so that an index means the same image in every run.
 *
 * @param root the folder
 * @param classes the class names; a sample's label is an index into it
 * @param samples at least one
 */
public record ImageFolder(Path root, List<String> classes, List<Sample> samples) {

    public ImageFolder {
        classes = List.copyOf(classes);
        samples = List.copyOf(samples);
    }

    /**
     * The images of {@code <root>/<class>/}, at any depth below. Classes without a folder have no samples.
     *
     * @param classes class names in the order of the network's outputs; if empty, the names of the folders in alphabetical order
     * @throws GraftException if a folder is no class of the list, or there is no image
     */
    public static ImageFolder labelled(Path root, List<String> classes) {
        List<Path> folders = list(root).filter(Files::isDirectory).sorted().toList();
        List<String> names = classes.isEmpty()
                ? folders.stream().map(folder -> folder.getFileName().toString()).toList()
                : classes;
        TreeSet<String> unknown = new TreeSet<>();
        List<Sample> samples = new ArrayList<>();
        for (Path folder : folders) {
            int label = names.indexOf(folder.getFileName().toString());
            if (label < 0) {
                unknown.add(folder.getFileName().toString());
            } else {
                images(folder).forEach(file -> samples.add(new Sample(file, label)));
            }
        }
        if (!unknown.isEmpty()) {
            throw new GraftException(
                    StandardError.INVALID_DATASET,
                    "the folders " + String.join(", ", unknown) + " of " + root.getFileName() + " are no classes of the class list ("
                            + String.join(", ", names) + "); add them to classes.txt or take them out");
        }
        return checked(root, names, samples);
    }

    /** All images below a folder, their classes unknown. */
    public static ImageFolder unlabelled(Path root, List<String> classes) {
        return checked(root, classes, images(root).stream().map(file -> new Sample(file, Sample.UNLABELLED)).toList());
    }

    /** Whether images lie in folders, each of which is one of the classes. */
    public static boolean isLabelled(Path root, List<String> classes) {
        List<Path> folders = list(root).filter(Files::isDirectory).toList();
        return !folders.isEmpty()
                && list(root).noneMatch(ImageDecoder::hasImageName)
                && folders.stream().allMatch(folder -> classes.contains(folder.getFileName().toString()));
    }

    /** Number of samples of each class, in the classes' order. */
    public long[] samplesPerClass() {
        long[] counts = new long[classes.size()];
        samples.stream().filter(sample -> sample.label() >= 0).forEach(sample -> counts[sample.label()]++);
        return counts;
    }

    private static ImageFolder checked(Path root, List<String> classes, List<Sample> samples) {
        if (samples.isEmpty()) {
            throw new GraftException(
                    StandardError.INVALID_DATASET,
                    "there is no image in " + root.getFileName() + "; expected are files like <class>/<name>.png (or jpg, bmp, webp, tif)");
        }
        return new ImageFolder(root, classes, samples);
    }

    private static List<Path> images(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).filter(ImageDecoder::hasImageName).sorted().toList();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith(".")).toList().stream();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static GraftException unreadable(Path folder, IOException cause) {
        return new GraftException(StandardError.INVALID_DATASET, "the folder " + folder + " cannot be read: " + cause, cause);
    }
}
