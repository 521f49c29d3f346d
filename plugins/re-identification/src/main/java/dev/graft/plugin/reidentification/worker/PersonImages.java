// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.reidentification.worker;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.data.ImageFolder;
import dev.graft.torchkit.data.Sample;
import dev.graft.torchkit.embedding.EmbeddingTable;
import dev.graft.torchkit.retrieval.CmcReport.Sightings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Images of people named as in Market-1501: {@code <person>_c<camera>…}, such as {@code 0002_c1s1_000451_03.jpg}. Images of the person -1 are
 * junk and left out; 0 are people whom nobody looks for.
 *
 * @param folder the images; a sample's class is its person
 * @param people number of the person on each image
 * @param cameras number of the camera of each image
 */
record PersonImages(ImageFolder folder, int[] people, int[] cameras) {

    private static final Pattern NAME = Pattern.compile("(-?\\d+)_c(\\d+).*");
    private static final int JUNK = -1;

    /**
     * The images of a folder.
     *
     * @param folder has to be given and to exist
     * @param pointer where it stands in the specs
     * @param content what the dataset has to have there
     * @throws GraftException if it is not there, has no image, or an image has another name
     */
    static PersonImages open(Optional<Path> folder, String pointer, String content) {
        Path root = folder.orElseThrow(() -> new GraftException(
                StandardError.INVALID_SPECS, pointer + " is not given; assign a train dataset with " + content + " to the experiment"));
        if (!Files.isDirectory(root)) {
            throw new GraftException(StandardError.INVALID_SPECS, pointer + " is " + root + ", which does not exist");
        }
        List<Path> files = new ArrayList<>();
        List<Integer> people = new ArrayList<>();
        List<Integer> cameras = new ArrayList<>();
        for (Sample sample : ImageFolder.unlabelled(root, List.of()).samples()) {
            Matcher name = matched(sample.file());
            if (Integer.parseInt(name.group(1)) != JUNK) {
                files.add(sample.file());
                people.add(Integer.parseInt(name.group(1)));
                cameras.add(Integer.parseInt(name.group(2)));
            }
        }
        return of(root, files, people.stream().mapToInt(Integer::intValue).toArray(), cameras.stream().mapToInt(Integer::intValue).toArray());
    }

    private static Matcher matched(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            throw new GraftException(
                    StandardError.INVALID_DATASET,
                    "the image " + file.getFileName() + " does not say who is on it; expected are names like 0002_c1s1_000451_03.jpg, person"
                            + " and camera first");
        }
        return name;
    }

    private static PersonImages of(Path root, List<Path> files, int[] people, int[] cameras) {
        if (files.isEmpty()) {
            throw new GraftException(StandardError.INVALID_DATASET, "all images of " + root.getFileName() + " are junk (person -1)");
        }
        TreeMap<Integer, Integer> labels = new TreeMap<>();
        IntStream.of(people).sorted().distinct().forEach(person -> labels.put(person, labels.size()));
        List<Sample> samples = IntStream.range(0, people.length)
                .mapToObj(i -> new Sample(files.get(i), labels.get(people[i])))
                .toList();
        List<String> names = labels.keySet().stream().map(person -> String.format("%04d", person)).toList();
        return new PersonImages(new ImageFolder(root, names, samples), people, cameras);
    }

    /** Who is where on the images that have embeddings. */
    Sightings sightings(EmbeddingTable table) {
        return new Sightings(
                IntStream.of(table.samples()).map(sample -> people[sample]).toArray(),
                IntStream.of(table.samples()).map(sample -> cameras[sample]).toArray());
    }
}
