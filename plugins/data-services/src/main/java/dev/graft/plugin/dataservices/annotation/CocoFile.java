// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.annotation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.plugin.dataservices.picture.PictureFiles;
import dev.graft.plugin.dataservices.picture.UnreadablePictureException;
import java.awt.Dimension;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A dataset in COCO's layout: a folder of pictures and one JSON file. Objects of pictures that are not there are left out, with a fault. */
public final class CocoFile {

    private final Path pictures;
    private final Path file;
    private final FileFaults faults;

    private final Map<Integer, Category> categories = new HashMap<>();
    private final Map<Long, Entry> entries = new LinkedHashMap<>();
    private final Map<Long, List<Annotation>> annotations = new HashMap<>();

    private record Entry(long id, String name, int width, int height) {}

    private record Annotation(
            long id, int category, List<BigDecimal> bbox, Optional<Shape> shape, boolean crowd, double area, JsonNode attributes) {}

    private CocoFile(Path pictures, Path file, FileFaults faults) {
        this.pictures = pictures;
        this.file = file;
        this.faults = faults;
    }

    /**
     * Reads a dataset.
     *
     * @param pictures folder of the pictures
     * @param file the JSON file
     * @param faults takes what is wrong with its elements and with the pictures
     * @throws dev.graft.spi.error.GraftException INVALID_DATASET if the file is no COCO file
     */
    public static LabelSet read(Path pictures, Path file, FileFaults faults) throws IOException {
        CocoFile coco = new CocoFile(pictures, file, faults);
        CocoScan.scan(file, coco::take);
        return coco.labels();
    }

    private void take(String list, JsonNode element) {
        switch (list) {
            case "images" -> takePicture(element);
            case "categories" -> takeCategory(element);
            default -> takeAnnotation(element);
        }
    }

    private void takeCategory(JsonNode element) {
        if (!element.path("id").isIntegralNumber() || !element.path("name").isTextual()) {
            fault("a category", "malformed_category", "it lacks an integer id or a name", "it was left out");
            return;
        }
        Category category = new Category(element.get("id").asInt(), element.get("name").textValue());
        if (categories.putIfAbsent(category.id(), category) != null) {
            fault("category " + category.id(), "duplicate_id", "its id is used twice", "the second was left out");
        }
    }

    private void takePicture(JsonNode element) {
        if (!element.path("id").isIntegralNumber() || !element.path("file_name").isTextual()) {
            fault("an image", "malformed_image", "it lacks an integer id or a file_name", "it was left out");
            return;
        }
        Entry entry = new Entry(
                element.get("id").asLong(),
                element.get("file_name").textValue(),
                element.path("width").asInt(0),
                element.path("height").asInt(0));
        if (entries.putIfAbsent(entry.id(), entry) != null) {
            fault("image " + entry.id(), "duplicate_id", "its id is used twice", "the second was left out");
        }
    }

    private void takeAnnotation(JsonNode element) {
        String shown = "annotation " + element.path("id").asText("without id");
        if (!element.path("image_id").isIntegralNumber() || !element.path("category_id").isIntegralNumber()) {
            fault(shown, "malformed_annotation", "it lacks an integer image_id or category_id", "it was left out");
            return;
        }
        Optional<List<BigDecimal>> bbox = bbox(element.path("bbox"));
        if (bbox.isEmpty()) {
            fault(shown, "malformed_annotation", "its bbox is not [left, top, width, height]", "it was left out");
            return;
        }
        Optional<Shape> shape = Optional.empty();
        try {
            shape = CocoShapes.read(element.path("segmentation"));
        } catch (IllegalArgumentException | ArithmeticException e) {
            fault(shown, "malformed_segmentation", e.getMessage(), "its outline was left out");
        }
        double area = element.path("area").isNumber()
                ? element.get("area").doubleValue()
                : bbox.get().get(2).multiply(bbox.get().get(3)).doubleValue();
        annotations.computeIfAbsent(element.get("image_id").asLong(), id -> new ArrayList<>()).add(new Annotation(
                element.path("id").asLong(0),
                element.get("category_id").asInt(),
                bbox.get(),
                shape,
                element.path("iscrowd").asInt(0) != 0,
                area,
                element.path("attributes")));
    }

    private static Optional<List<BigDecimal>> bbox(JsonNode node) {
        List<BigDecimal> numbers = new ArrayList<>();
        node.forEach(number -> {
            if (number.isNumber()) {
                numbers.add(number.decimalValue());
            }
        });
        return node.size() == 4 && numbers.size() == 4 ? Optional.of(numbers) : Optional.empty();
    }

    private LabelSet labels() throws IOException {
        List<LabelledPicture> read = new ArrayList<>();
        for (Entry entry : entries.values()) {
            List<Annotation> own = Optional.ofNullable(annotations.remove(entry.id())).orElse(List.of());
            Optional<LabelledPicture> picture = picture(entry);
            if (picture.isPresent()) {
                read.add(picture.get().with(own.stream().flatMap(annotation -> object(annotation).stream()).toList()));
            }
        }
        annotations.forEach((id, orphans) -> orphans.forEach(orphan -> fault(
                "annotation " + orphan.id(), "unknown_image", "there is no image " + id, "it was left out")));
        return new LabelSet(new ArrayList<>(categories.values()), read);
    }

    private Optional<LabelledPicture> picture(Entry entry) throws IOException {
        Path place = pictures.resolve(entry.name()).normalize();
        if (!place.startsWith(pictures.normalize())) {
            fault("image " + entry.id(), "missing_picture", "its file_name '" + entry.name() + "' leads outside", "it was left out");
            return Optional.empty();
        }
        if (!Files.isRegularFile(place)) {
            fault("image " + entry.id(), "missing_picture", "there is no picture '" + entry.name() + "'", "it was left out");
            return Optional.empty();
        }
        if (entry.width() > 0 && entry.height() > 0) {
            return Optional.of(new LabelledPicture(entry.id(), entry.name(), place, entry.width(), entry.height(), List.of()));
        }
        try {
            Dimension size = PictureFiles.size(place);
            return Optional.of(new LabelledPicture(entry.id(), entry.name(), place, size.width, size.height, List.of()));
        } catch (UnreadablePictureException e) {
            faults.add(
                    pictures.getFileName() + "/" + entry.name(),
                    "unreadable_picture",
                    "the picture cannot be read: " + e.getMessage(),
                    "it was left out");
            return Optional.empty();
        }
    }

    private Optional<LabelledObject> object(Annotation annotation) {
        Category category = categories.get(annotation.category());
        if (category == null) {
            fault(
                    "annotation " + annotation.id(),
                    "unknown_category",
                    "there is no category " + annotation.category(),
                    "it was left out");
            return Optional.empty();
        }
        KittiRow row = KittiAttributes.row(category.name(), annotation.bbox(), annotation.attributes());
        return Optional.of(new LabelledObject(
                annotation.id(), category, row.box(), annotation.shape(), annotation.crowd(), annotation.area(), Optional.of(row)));
    }

    private void fault(String what, String kind, String problem, String advice) {
        faults.add(file.getFileName() + ", " + what, kind, problem, advice);
    }
}
