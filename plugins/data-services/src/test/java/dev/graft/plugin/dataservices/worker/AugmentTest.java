// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.worker.ExitCode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AugmentTest {

    private static final Scenes.Thing THING = new Scenes.Thing("box", 20, 30, 40, 20);

    @TempDir
    private Path folder;

    @Test
    void mirroredPicturesHaveMirroredLabels() throws IOException {
        Bench.Ended ended = augment(100, 80, specs -> specs.withObject("/spatial_config/flip_config").put("flip_horizontal", true));

        assertThat(ended.exit()).isEqualTo(ExitCode.SUCCESS);
        assertThat(bbox(ended)).containsExactly(40.0, 30.0, 40.0, 20.0);
        assertThat(bright(ended)).containsExactly(40, 30, 80, 50);
        assertThat(ring(ended)).containsExactly(80.0, 30.0, 40.0, 30.0, 40.0, 50.0, 80.0, 50.0);
    }

    @Test
    void labelsGoWithTurnedMovedSlantedAndResizedPictures() throws IOException {
        Bench.Ended ended = augment(200, 100, specs -> {
            specs.withObject("/spatial_aug/rotation").putArray("angle").add(25);
            specs.withObject("/spatial_config/rotation_config").put("angle", -0.1).put("units", "radians");
            specs.withObject("/spatial_config/shear_config").put("shear_ratio_x", 0.2);
            specs.withObject("/spatial_config/translation_config").put("translate_x", 7).put("translate_y", -5);
        });

        List<Double> bbox = bbox(ended);
        int[] bright = bright(ended);
        assertThat((double) bright[0]).isCloseTo(bbox.get(0), within(1.5));
        assertThat((double) bright[1]).isCloseTo(bbox.get(1), within(1.5));
        assertThat((double) bright[2]).isCloseTo(bbox.get(0) + bbox.get(2), within(1.5));
        assertThat((double) bright[3]).isCloseTo(bbox.get(1) + bbox.get(3), within(1.5));
        assertThat(bbox.get(2)).as("it was turned").isNotCloseTo(80, within(3.0));
    }

    @Test
    void withoutOutlinesABoxIsDrawnAroundTheTurnedBox() throws IOException {
        Path dataset = kitti();

        Bench.Ended ended = Scenes.bench("kitti", dataset, folder.resolve("jobs")).run(Action.AUGMENT, specs -> {
            size(specs, 100, 80);
            specs.withObject("/spatial_aug/rotation").putArray("angle").add(90);
        });

        // About 50, 40: 20..60 x 30..50 becomes 40..60 x 10..50.
        assertThat(ended.file("dataset/labels/a.txt")).content().isEqualTo("box 0 0 0 40 10 60 50 0 0 0 0 0 0 0" + System.lineSeparator());
        assertThat(ended.file("dataset/images/a.png")).exists();
    }

    @Test
    void masksOfPixelsFollow() throws IOException {
        Path dataset = folder.resolve("runs");
        Scenes.picture(dataset.resolve("images/a.png"), 10, 10, List.of());
        Scenes.Coco coco = new Scenes.Coco().category(1, "x").image(1, "a.png", 10, 10);
        ObjectNode segmentation = coco.annotation(1, 1, 1, 0, 0, 1, 10).putObject("segmentation");
        segmentation.putArray("size").add(10).add(10);
        segmentation.putArray("counts").add(0).add(10).add(90);
        coco.write(dataset);

        Bench.Ended ended = Scenes.bench("coco", dataset, folder.resolve("jobs")).run(Action.AUGMENT, specs -> {
            size(specs, 20, 10);
            specs.withObject("/data").put("include_masks", true);
            specs.withObject("/spatial_config/flip_config").put("flip_horizontal", true);
            specs.withObject("/spatial_aug/rotation").putArray("angle").add(0);
        });

        JsonNode annotation = ended.json("dataset/annotations.json").at("/annotations/0");
        assertThat(annotation.at("/segmentation/counts").toString()).as("the last two of twenty columns").isEqualTo("[180,20]");
        assertThat(annotation.get("bbox").toString()).isEqualTo("[18,0,2,10]");
        assertThat(annotation.get("area").asDouble()).isEqualTo(20);
    }

    @Test
    void objectsThatLeaveThePictureAreGone() throws IOException {
        Bench.Ended ended = augment(
                100, 80, specs -> specs.withObject("/spatial_config/translation_config").put("translate_x", 77));

        assertThat(ended.json("dataset/annotations.json").get("annotations")).isEmpty();
        assertThat(ended.json("dataset/annotations.json").get("images")).hasSize(1);
        assertThat(ended.message()).contains("0 of 1 objects");
    }

    @Test
    void colourChangesLeaveLabelsAlone() throws IOException {
        Bench.Ended plain = augment(100, 80, specs -> {});
        Bench.Ended changed = augment(100, 80, specs -> {
            specs.withObject("/color_config/contrast_config").put("contrast", -0.5).put("center", 100);
            specs.withObject("/color_config/brightness_config").put("offset", 10);
            specs.withObject("/blur_config").put("size", 5).put("std", 1.5);
        });

        assertThat(bbox(changed)).isEqualTo(bbox(plain));
        BufferedImage before = picture(plain);
        BufferedImage after = picture(changed);
        assertThat(before.getRGB(2, 2) & 0xff).isZero();
        assertThat(after.getRGB(2, 2) & 0xff).isEqualTo(60);
        assertThat(before.getRGB(40, 40) & 0xff).isEqualTo(255);
        assertThat(after.getRGB(40, 40) & 0xff).isEqualTo(188);
        assertThat(after.getRGB(20, 40) & 0xff).as("the edge is blurred").isStrictlyBetween(100, 180);
    }

    @Test
    void anglesAreDrawnBySeed() throws IOException {
        Path dataset = folder.resolve("many");
        Scenes.Coco coco = new Scenes.Coco().category(1, "box");
        for (int i = 1; i <= 12; i++) {
            Scenes.picture(dataset.resolve("images/" + i + ".png"), 100, 80, List.of(THING));
            coco.image(i, i + ".png", 100, 80).thing(i, i, 1, 20, 30, 40, 20);
        }
        coco.write(dataset);
        Bench bench = Scenes.bench("coco", dataset, folder.resolve("jobs"));

        Bench.Ended one = bench.run(Action.AUGMENT, specs -> size(specs, 100, 80));
        Bench.Ended same = bench.run(Action.AUGMENT, specs -> size(specs, 100, 80));
        Bench.Ended other = bench.run(Action.AUGMENT, specs -> size(specs, 100, 80).put("seed", 43));

        String labels = Files.readString(one.file("dataset/annotations.json"));
        assertThat(Files.readString(same.file("dataset/annotations.json"))).isEqualTo(labels);
        assertThat(Files.readString(other.file("dataset/annotations.json"))).isNotEqualTo(labels);
        assertThat(Files.readAllBytes(same.file("dataset/images/7.png"))).isEqualTo(Files.readAllBytes(one.file("dataset/images/7.png")));
        long boxes = StreamSupport.stream(one.json("dataset/annotations.json").get("annotations").spliterator(), false)
                .map(annotation -> annotation.get("bbox").toString())
                .distinct()
                .count();
        assertThat(boxes).as("different angles").isBetween(2L, 3L);
    }

    @Test
    void aPartOfTheDatasetInGreyAndAsJpeg() throws IOException {
        Path dataset = kitti();
        Scenes.picture(dataset.resolve("images/b.png"), 50, 50, List.of());
        Files.writeString(dataset.resolve("images/c.png"), "broken");

        Bench.Ended ended = Scenes.bench("kitti", dataset, folder.resolve("jobs")).run(Action.AUGMENT, specs -> {
            size(specs, 40, 30).put("output_image_channel", 1).put("image_extension", ".jpg");
            specs.withObject("/partition_config").put("partition_mode", "sequence").put("dataset_percentage", 50.0);
        });

        assertThat(ended.file("dataset/images")).isDirectoryContaining("glob:**/a.jpg").isDirectoryNotContaining("glob:**/b.jpg");
        BufferedImage grey = ImageIO.read(ended.file("dataset/images/a.jpg").toFile());
        assertThat(grey.getColorModel().getNumComponents()).isEqualTo(1);
        assertThat(grey.getWidth()).isEqualTo(40);
        assertThat(ended.faults("unreadable_picture")).isEqualTo(1);
    }

    private Path kitti() throws IOException {
        Path dataset = folder.resolve("kitti");
        Scenes.picture(dataset.resolve("images/a.png"), 100, 80, List.of(THING));
        Scenes.labels(dataset, "a", Scenes.row("box", 20, 30, 60, 50));
        return dataset;
    }

    private Bench.Ended augment(int width, int height, Consumer<ObjectNode> changes) throws IOException {
        Path dataset = folder.resolve("coco");
        Scenes.picture(dataset.resolve("images/a.png"), 100, 80, List.of(THING));
        new Scenes.Coco().category(1, "box").image(1, "a.png", 100, 80).thing(1, 1, 1, 20, 30, 40, 20).write(dataset);
        return Scenes.bench("coco", dataset, folder.resolve("jobs")).run(Action.AUGMENT, specs -> {
            size(specs, width, height);
            specs.withObject("/data").put("include_masks", true);
            specs.withObject("/spatial_aug/rotation").putArray("angle").add(0);
            changes.accept(specs);
        });
    }

    private static ObjectNode size(ObjectNode specs, int width, int height) {
        specs.withObject("/data").put("output_image_width", width).put("output_image_height", height);
        return specs;
    }

    private static List<Double> bbox(Bench.Ended ended) throws IOException {
        return numbers(ended.json("dataset/annotations.json").at("/annotations/0/bbox"));
    }

    private static List<Double> ring(Bench.Ended ended) throws IOException {
        return numbers(ended.json("dataset/annotations.json").at("/annotations/0/segmentation/0"));
    }

    private static List<Double> numbers(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asDouble).toList();
    }

    private static BufferedImage picture(Bench.Ended ended) throws IOException {
        return ImageIO.read(ended.file("dataset/images/a.png").toFile());
    }

    /** Where the white rectangle is now: left, top, right and bottom. */
    private static int[] bright(Bench.Ended ended) throws IOException {
        BufferedImage picture = picture(ended);
        int[] bounds = {picture.getWidth(), picture.getHeight(), 0, 0};
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                if ((picture.getRGB(x, y) & 0xff) > 127) {
                    bounds[0] = Math.min(bounds[0], x);
                    bounds[1] = Math.min(bounds[1], y);
                    bounds[2] = Math.max(bounds[2], x + 1);
                    bounds[3] = Math.max(bounds[3], y + 1);
                }
            }
        }
        return bounds;
    }
}
