// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset.layout;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Where the class names of a dataset stand.
 *
 * @param kind how they are written
 * @param path file or folder, relative to the root
 */
record ClassSource(Kind kind, String path) {

    private static final int MAX_CLASSES = 100_000;
    private static final long MAX_LIST_BYTES = 16L << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The ways in which class names are written. */
    enum Kind {
        /** One a line. */
        LINES,
        /** Keys of a JSON object whose values are the numbers. */
        CLASSMAP,
        /** {@code categories} of a COCO file, by id. */
        COCO,
        /** First column of KITTI label files. */
        KITTI,
        /** Names of the folders in the folders that match. */
        FOLDERS
    }

    /** The names in the dataset's order; empty, with faults, if they cannot be read. A missing file is no fault here. */
    List<String> read(Path root, LayoutFaults faults) throws IOException {
        if (kind == Kind.FOLDERS) {
            return folders(root);
        }
        Path source = root.resolve(path);
        if (!Files.exists(source)) {
            return List.of();
        }
        try {
            return switch (kind) {
                case LINES -> lines(source, faults);
                case CLASSMAP -> classmap(source, faults);
                case COCO -> coco(source, faults);
                case KITTI -> kitti(source);
                case FOLDERS -> throw new IllegalStateException("read above");
            };
        } catch (JsonProcessingException e) {
            faults.add(path, "is no valid JSON (" + e.getOriginalMessage() + ")");
        } catch (CharacterCodingException e) {
            faults.add(path, "is not written in UTF-8");
        }
        return List.of();
    }

    private List<String> lines(Path file, LayoutFaults faults) throws IOException {
        if (tooLarge(file, faults)) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            String name = line.strip();
            if (!name.isEmpty() && !seen.add(name)) {
                faults.add(path, "line " + number + " names class '" + name + "' a second time");
            } else if (!name.isEmpty()) {
                names.add(name);
            }
        }
        if (names.isEmpty()) {
            faults.add(path, "names no class; one class a line is expected");
        }
        return names;
    }

    private List<String> classmap(Path file, LayoutFaults faults) throws IOException {
        if (tooLarge(file, faults)) {
            return List.of();
        }
        JsonNode map = JSON.readTree(file.toFile());
        if (!map.isObject() || map.isEmpty()) {
            faults.add(path, "is expected to hold a JSON object from class name to number");
            return List.of();
        }
        List<Map.Entry<String, JsonNode>> entries = new ArrayList<>(map.properties());
        entries.removeIf(entry -> {
            boolean bad = !entry.getValue().isIntegralNumber();
            if (bad) {
                faults.add(path, "class '" + entry.getKey() + "' has " + entry.getValue() + " where an integer is expected");
            }
            return bad;
        });
        entries.sort(Comparator.comparingLong(entry -> entry.getValue().asLong()));
        return entries.stream().map(Map.Entry::getKey).toList();
    }

    private boolean tooLarge(Path file, LayoutFaults faults) throws IOException {
        boolean large = Files.size(file) > MAX_LIST_BYTES;
        if (large) {
            faults.add(path, "has more than " + MAX_LIST_BYTES + " bytes, which no list of classes has");
        }
        return large;
    }

    /** Annotation files have gigabytes at times: the file is read as a stream. */
    private List<String> coco(Path file, LayoutFaults faults) throws IOException {
        Map<Long, String> categories = new TreeMap<>();
        boolean[] found = new boolean[3];
        try (JsonParser parser = new JsonFactory(JSON).createParser(file.toFile())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                faults.add(path, "is expected to hold a JSON object with images, annotations and categories");
                return List.of();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                int known = List.of("images", "annotations", "categories").indexOf(field);
                if (known >= 0) {
                    found[known] = value == JsonToken.START_ARRAY;
                }
                if (known == 2 && found[2]) {
                    readCategories(parser, categories, faults);
                } else {
                    parser.skipChildren();
                }
            }
        }
        for (int i = 0; i < found.length; i++) {
            if (!found[i]) {
                faults.add(path, "has no list " + List.of("images", "annotations", "categories").get(i));
            }
        }
        return List.copyOf(categories.values());
    }

    private void readCategories(JsonParser parser, Map<Long, String> categories, LayoutFaults faults) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            JsonNode category = JSON.readTree(parser);
            if (!category.path("id").isIntegralNumber() || !category.path("name").isTextual()) {
                faults.add(path, "a category lacks an integer id or a name");
            } else if (categories.size() < MAX_CLASSES) {
                categories.put(category.get("id").asLong(), category.get("name").asText());
            }
        }
    }

    private static List<String> kitti(Path folder) throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(path -> path.toString().endsWith(".txt"))::iterator) {
                try (BufferedReader lines = Files.newBufferedReader(file)) {
                    lines.lines()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty() && names.size() < MAX_CLASSES)
                            .forEach(line -> names.add(line.split(" ", 2)[0]));
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return List.copyOf(names);
    }

    private List<String> folders(Path root) throws IOException {
        Set<String> names = new TreeSet<>();
        for (String parent : DatasetTree.matching(root, path)) {
            for (String name : DatasetTree.names(root.resolve(parent))) {
                if (Files.isDirectory(root.resolve(parent).resolve(name))) {
                    names.add(name);
                }
            }
        }
        return List.copyOf(names);
    }
}
