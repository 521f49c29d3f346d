// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.plugin.dataservices.annotation.CocoScan;
import dev.graft.plugin.dataservices.annotation.FileFaults;
import dev.graft.plugin.dataservices.picture.PictureFiles;
import dev.graft.plugin.dataservices.picture.UnreadablePictureException;
import dev.graft.torchkit.worker.WorkerContext;
import java.awt.Dimension;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The check of a COCO dataset. The file is read twice, the pictures first; what is right is copied as it stands, with fields that only the
 * dataset's owner knows. Not thread safe.
 */
final class CocoValidation {

    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

    private final SourceLabels source;
    private final Optional<Path> corrected;
    private final FileFaults faults;
    private final WorkerContext context;
    private final int threads;
    private final ValidateAction.Counts counts;

    private final Map<Long, String> names = new LinkedHashMap<>();
    private final Map<Long, Dimension> sizes = new HashMap<>();
    private final Set<Integer> categories = new HashSet<>();
    private final Set<Long> writtenPictures = new HashSet<>();
    private final Set<Integer> writtenCategories = new HashSet<>();
    private final Set<Long> annotationIds = new HashSet<>();
    private final Set<String> objects = new HashSet<>();

    /** A picture after decoding; its size is empty if it cannot be used. */
    private record Decoded(long id, String name, Optional<Dimension> size, String damage) {}

    /** As {@link KittiValidation}. */
    CocoValidation(
            SourceLabels source,
            Optional<Path> corrected,
            FileFaults faults,
            WorkerContext context,
            int threads,
            ValidateAction.Counts counts) {
        this.source = source;
        this.corrected = corrected;
        this.faults = faults;
        this.context = context;
        this.threads = threads;
        this.counts = counts;
    }

    void run() throws IOException {
        CocoScan.scan(source.labels(), (list, element) -> {
            if (list.equals("images")) {
                names.putIfAbsent(element.path("id").asLong(-1), element.path("file_name").asText(""));
                counts.pictures++;
            } else if (list.equals("categories") && element.path("name").isTextual()) {
                categories.add(element.path("id").asInt(-1));
            }
        });
        decode();
        if (corrected.isPresent()) {
            Files.createDirectories(corrected.get());
        }
        try (OutputStream out = corrected.isPresent()
                        ? Files.newOutputStream(corrected.get().resolve("annotations.json"))
                        : OutputStream.nullOutputStream();
                JsonGenerator json = JSON.getFactory().createGenerator(out, JsonEncoding.UTF8)) {
            json.setCodec(JSON);
            copy(json);
        }
        counts.keptPictures = writtenPictures.size();
    }

    private void decode() throws IOException {
        Progress progress = new Progress(context.status(), context.stop(), "pictures", names.size());
        new InOrder(threads).run(names.entrySet(), name -> decode(name.getKey(), name.getValue()), decoded -> {
            if (decoded.size().isPresent()) {
                sizes.put(decoded.id(), decoded.size().get());
                if (corrected.isPresent()) {
                    Links.link(
                            source.pictures().resolve(decoded.name()), corrected.get().resolve("images").resolve(decoded.name()));
                }
            } else {
                faults.add("images/" + decoded.name(), "damaged_picture", decoded.damage(), "it was removed with its objects");
            }
            progress.step();
        });
    }

    private Decoded decode(long id, String name) throws IOException {
        Path file = source.pictures().resolve(name).normalize();
        if (name.isEmpty() || !file.startsWith(source.pictures().normalize()) || !Files.isRegularFile(file)) {
            return new Decoded(id, name, Optional.empty(), "there is no such picture");
        }
        Optional<String> damage = PictureFiles.damage(file);
        if (damage.isPresent()) {
            return new Decoded(id, name, Optional.empty(), damage.get());
        }
        try {
            return new Decoded(id, name, Optional.of(PictureFiles.size(file)), "");
        } catch (UnreadablePictureException e) {
            return new Decoded(id, name, Optional.empty(), e.getMessage());
        }
    }

    /** The second reading: each list is written as it comes. */
    private void copy(JsonGenerator json) throws IOException {
        Map<String, JsonNode> others = new LinkedHashMap<>();
        List<String> open = new ArrayList<>();
        json.writeStartObject();
        CocoScan.scan(source.labels(), new CocoScan.Visitor() {
            @Override
            public void element(String list, JsonNode element) throws IOException {
                if (open.isEmpty() || !open.get(open.size() - 1).equals(list)) {
                    if (!open.isEmpty()) {
                        json.writeEndArray();
                    }
                    json.writeArrayFieldStart(list);
                    open.add(list);
                }
                Optional<JsonNode> kept = check(list, element);
                if (kept.isPresent()) {
                    json.writeTree(kept.get());
                }
            }

            @Override
            public void other(String name, JsonNode value) {
                others.put(name, value);
            }
        });
        if (!open.isEmpty()) {
            json.writeEndArray();
        }
        for (String list : CocoScan.LISTS) {
            if (!open.contains(list)) {
                json.writeArrayFieldStart(list);
                json.writeEndArray();
            }
        }
        for (Map.Entry<String, JsonNode> other : others.entrySet()) {
            json.writeFieldName(other.getKey());
            json.writeTree(other.getValue());
        }
        json.writeEndObject();
    }

    private Optional<JsonNode> check(String list, JsonNode element) {
        return switch (list) {
            case "images" -> picture(element);
            case "categories" -> category(element);
            default -> annotation(element);
        };
    }

    private Optional<JsonNode> category(JsonNode element) {
        int id = element.path("id").asInt(-1);
        if (!element.path("name").isTextual()) {
            fault("a category", "malformed_category", "it has no name", "it was removed");
            return Optional.empty();
        }
        if (!writtenCategories.add(id)) {
            fault("category " + id, "duplicate_id", "its id is used twice", "the second was removed");
            return Optional.empty();
        }
        return Optional.of(element);
    }

    private Optional<JsonNode> picture(JsonNode element) {
        long id = element.path("id").asLong(-1);
        Dimension size = sizes.get(id);
        if (size == null) {
            return Optional.empty();
        }
        if (!writtenPictures.add(id)) {
            fault("image " + id, "duplicate_id", "its id is used twice", "the second was removed");
            return Optional.empty();
        }
        if (element.path("width").asInt(-1) == size.width && element.path("height").asInt(-1) == size.height) {
            return Optional.of(element);
        }
        fault(
                "image " + id,
                "wrong_size",
                "its width and height are " + element.path("width") + " and " + element.path("height") + ", but the picture has "
                        + size.width + " x " + size.height,
                "they were corrected");
        ObjectNode changed = element.deepCopy();
        return Optional.of(changed.put("width", size.width).put("height", size.height));
    }

    private Optional<JsonNode> annotation(JsonNode element) {
        counts.objects++;
        long id = element.path("id").asLong(-1);
        String shown = "annotation " + element.path("id").asText("without id");
        Dimension size = sizes.get(element.path("image_id").asLong(-1));
        if (size == null) {
            if (!names.containsKey(element.path("image_id").asLong(-1))) {
                fault(shown, "unknown_image", "there is no image " + element.path("image_id"), "it was removed");
            }
            return Optional.empty();
        }
        if (!categories.contains(element.path("category_id").asInt(-1))) {
            fault(shown, "unknown_category", "there is no category " + element.path("category_id"), "it was removed");
            return Optional.empty();
        }
        if (!annotationIds.add(id)) {
            fault(shown, "duplicate_id", "its id is used twice", "the second was removed");
            return Optional.empty();
        }
        Optional<ObjectNode> corrected = box(shown, element, size).map(good -> outline(shown, good, size));
        Optional<ObjectNode> kept = corrected.filter(good -> isNew(shown, good));
        kept.ifPresent(good -> counts.keptObjects++);
        return kept.map(JsonNode.class::cast);
    }

    private Optional<ObjectNode> box(String shown, JsonNode element, Dimension size) {
        JsonNode bbox = element.path("bbox");
        List<BigDecimal> numbers = new ArrayList<>();
        bbox.forEach(number -> {
            if (number.isNumber()) {
                numbers.add(number.decimalValue());
            }
        });
        if (numbers.size() != 4 || bbox.size() != 4) {
            fault(shown, "malformed_annotation", "its bbox is " + bbox + " and not [left, top, width, height]", "it was removed");
            return Optional.empty();
        }
        BigDecimal left = numbers.get(0);
        BigDecimal top = numbers.get(1);
        BoxCheck check = BoxCheck.of(left, top, left.add(numbers.get(2)), top.add(numbers.get(3)), size.width, size.height);
        ObjectNode good = element.deepCopy();
        if (check.kind().isEmpty()) {
            return Optional.of(good);
        }
        fault(shown, check.kind().get(), check.problem(bbox.toString()), check.advice());
        return check.corrected().map(edges -> {
            BigDecimal width = edges.get(2).subtract(edges.get(0));
            BigDecimal height = edges.get(3).subtract(edges.get(1));
            good.putArray("bbox").add(edges.get(0)).add(edges.get(1)).add(width).add(height);
            if (good.path("segmentation").isEmpty()) {
                good.put("area", width.multiply(height));
            }
            return good;
        });
    }

    /** Points of polygons that lie outside are moved to the edge. */
    private ObjectNode outline(String shown, ObjectNode annotation, Dimension size) {
        JsonNode segmentation = annotation.path("segmentation");
        if (!(segmentation instanceof ArrayNode rings)) {
            return annotation;
        }
        boolean moved = false;
        for (JsonNode ring : rings) {
            for (int i = 0; ring instanceof ArrayNode points && i < points.size(); i++) {
                double most = i % 2 == 0 ? size.width : size.height;
                double value = points.get(i).asDouble();
                if (value < 0 || value > most) {
                    points.set(i, JSON.getNodeFactory().numberNode(Math.max(0, Math.min(most, value))));
                    moved = true;
                }
            }
        }
        if (moved) {
            fault(shown, "segmentation_out_of_bounds", "points of its segmentation are outside the picture", "they were moved to its edge");
        }
        return annotation;
    }

    private boolean isNew(String shown, ObjectNode annotation) {
        String same = annotation.path("image_id") + " " + annotation.path("category_id") + " " + annotation.path("bbox") + " "
                + annotation.path("segmentation").hashCode();
        boolean added = objects.add(same);
        if (!added) {
            fault(shown, "duplicate_object", "the same class and box stand in the picture twice", "one was removed");
        }
        return added;
    }

    private void fault(String what, String kind, String problem, String advice) {
        faults.add(source.labels().getFileName() + ", " + what, kind, problem, advice);
    }
}
