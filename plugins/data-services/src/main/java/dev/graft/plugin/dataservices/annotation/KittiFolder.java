// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.annotation;

import dev.graft.plugin.dataservices.picture.PictureFiles;
import dev.graft.plugin.dataservices.picture.UnreadablePictureException;
import java.awt.Dimension;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A dataset in KITTI's layout: pictures in one folder and a text file of the same stem in another, with a line per object. A picture
 * without a text file has no objects.
 */
public final class KittiFolder {

    private final Path pictures;
    private final Path labels;
    private final FileFaults faults;

    /**
     * A dataset.
     *
     * @param faults takes what is wrong with its files
     */
    public KittiFolder(Path pictures, Path labels, FileFaults faults) {
        this.pictures = pictures;
        this.labels = labels;
        this.faults = faults;
    }

    /**
     * A picture and what its text file says.
     *
     * @param name the picture's file, relative to the folder of the pictures
     * @param size in pixels
     * @param rows the lines that could be read, in their order
     */
    public record Entry(String name, Dimension size, List<KittiRow> rows) {}

    /** Takes pictures one after the other. */
    public interface Visitor {
        void entry(Entry entry) throws IOException;
    }

    /** Names of the pictures. */
    public List<String> names() throws IOException {
        return PictureFiles.list(pictures);
    }

    /** Reads every picture's size and lines, in the order of the names. Pictures that cannot be read are left out, with a fault. */
    public void scan(Visitor visitor) throws IOException {
        List<String> names = names();
        for (String name : names) {
            Optional<Entry> entry = entry(name);
            if (entry.isPresent()) {
                visitor.entry(entry.get());
            }
        }
        noteOrphans(names);
    }

    /** Everything, in the double precision that computing needs. Classes are numbered from 1 in the order of their names. */
    public LabelSet read() throws IOException {
        List<Entry> entries = new ArrayList<>();
        scan(entries::add);
        Map<String, Category> categories = new TreeMap<>();
        entries.forEach(entry -> entry.rows().forEach(row -> categories.put(row.type(), new Category(1, row.type()))));
        int id = 1;
        for (Map.Entry<String, Category> category : categories.entrySet()) {
            category.setValue(new Category(id++, category.getKey()));
        }
        List<LabelledPicture> read = new ArrayList<>();
        for (Entry entry : entries) {
            List<LabelledObject> objects = new ArrayList<>();
            for (KittiRow row : entry.rows()) {
                Box box = row.box();
                objects.add(new LabelledObject(
                        objects.size(), categories.get(row.type()), box, Optional.empty(), false, box.area(), Optional.of(row)));
            }
            read.add(new LabelledPicture(
                    read.size() + 1L, entry.name(), pictures.resolve(entry.name()), entry.size().width, entry.size().height, objects));
        }
        return new LabelSet(new ArrayList<>(categories.values()), read);
    }

    private Optional<Entry> entry(String name) throws IOException {
        Dimension size;
        try {
            size = PictureFiles.size(pictures.resolve(name));
        } catch (UnreadablePictureException e) {
            faults.add(shown(pictures, name), "unreadable_picture", "the picture cannot be read: " + e.getMessage(), "it was left out");
            return Optional.empty();
        }
        return Optional.of(new Entry(name, size, rows(LabelledPicture.stemOf(name) + ".txt")));
    }

    private List<KittiRow> rows(String name) throws IOException {
        Path file = labels.resolve(name);
        List<KittiRow> rows = new ArrayList<>();
        if (!Files.isRegularFile(file)) {
            return rows;
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (MalformedInputException e) {
            faults.add(shown(labels, name), "unreadable_label", "the file is not written in UTF-8", "its objects were left out");
            return rows;
        }
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                row(name, i + 1, lines.get(i)).ifPresent(rows::add);
            }
        }
        return rows;
    }

    private Optional<KittiRow> row(String name, int number, String line) {
        try {
            return Optional.of(KittiRow.parse(line));
        } catch (IllegalArgumentException e) {
            faults.add(shown(labels, name) + ":" + number, "malformed_label", e.getMessage(), "the line was left out");
            return Optional.empty();
        }
    }

    private void noteOrphans(List<String> names) throws IOException {
        if (!Files.isDirectory(labels)) {
            return;
        }
        Set<String> stems = new HashSet<>();
        names.forEach(name -> stems.add(LabelledPicture.stemOf(name)));
        try (Stream<Path> all = Files.walk(labels)) {
            all.filter(file -> file.toString().endsWith(".txt") && Files.isRegularFile(file))
                    .map(file -> labels.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !stems.contains(LabelledPicture.stemOf(name)))
                    .sorted()
                    .forEach(name -> faults.add(
                            shown(labels, name), "label_without_picture", "there is no picture of this name", "its objects were left out"));
        }
    }

    private static String shown(Path folder, String name) {
        return folder.getFileName() + "/" + name;
    }

    /** Writes the label file of a picture. */
    public static void write(Path labels, String pictureName, List<KittiRow> rows) throws IOException {
        Path file = labels.resolve(LabelledPicture.stemOf(pictureName) + ".txt");
        Files.createDirectories(file.getParent());
        Files.write(file, rows.stream().map(KittiRow::line).toList());
    }
}
