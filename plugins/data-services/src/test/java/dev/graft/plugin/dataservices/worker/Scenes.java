// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.plugin.dataservices.objectdetection.ObjectDetection;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Small datasets on disk: white rectangles, as objects, on dark pictures. */
final class Scenes {

    private static final JsonMapper JSON = new JsonMapper();

    private Scenes() {}

    /** A rectangle of a class. */
    record Thing(String name, int left, int top, int width, int height) {}

    /** A picture with white rectangles on black. */
    static Path picture(Path file, int width, int height, List<Thing> things) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        things.forEach(thing -> graphics.fillRect(thing.left(), thing.top(), thing.width(), thing.height()));
        graphics.dispose();
        Files.createDirectories(file.getParent());
        String name = file.getFileName().toString();
        ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
        return file;
    }

    /** A label file with the rows of the rectangles. */
    static void labels(Path dataset, String stem, String... rows) throws IOException {
        Path file = dataset.resolve("labels").resolve(stem + ".txt");
        Files.createDirectories(file.getParent());
        Files.write(file, List.of(rows));
    }

    /** The row of a box alone. */
    static String row(String name, double left, double top, double right, double bottom) {
        return name + " 0.00 0 0.00 " + left + " " + top + " " + right + " " + bottom + " 0 0 0 0 0 0 0";
    }

    /** A COCO file that is built up. */
    static final class Coco {

        private final ObjectNode root = JSON.createObjectNode();
        private final ArrayNode images = root.putArray("images");
        private final ArrayNode annotations = root.putArray("annotations");
        private final ArrayNode categories = root.putArray("categories");

        Coco category(int id, String name) {
            categories.addObject().put("id", id).put("name", name);
            return this;
        }

        Coco image(int id, String name, int width, int height) {
            images.addObject().put("id", id).put("file_name", name).put("width", width).put("height", height);
            return this;
        }

        /** An object whose outline is its box. */
        Coco thing(int id, int image, int category, double left, double top, double width, double height) {
            ObjectNode annotation = annotation(id, image, category, left, top, width, height);
            annotation.putArray("segmentation").addArray()
                    .add(left).add(top).add(left + width).add(top).add(left + width).add(top + height).add(left).add(top + height);
            return this;
        }

        /** An object without an outline, to be changed. */
        ObjectNode annotation(int id, int image, int category, double left, double top, double width, double height) {
            ObjectNode annotation = annotations.addObject()
                    .put("id", id).put("image_id", image).put("category_id", category).put("area", width * height).put("iscrowd", 0);
            annotation.putArray("bbox").add(left).add(top).add(width).add(height);
            return annotation;
        }

        ObjectNode root() {
            return root;
        }

        void write(Path dataset) throws IOException {
            Files.createDirectories(dataset);
            Files.write(dataset.resolve("annotations.json"), JSON.writeValueAsBytes(root));
        }
    }

    /** Runs the actions of object detection on a dataset. */
    static Bench bench(String format, Path dataset, Path jobs) {
        return new Bench(new ObjectDetection(), ObjectDetectionWorker.ACTIONS, format, dataset, jobs);
    }
}
