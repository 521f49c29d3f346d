// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.plugin.dataservices.annotation.Box;
import dev.graft.spi.Action;
import dev.graft.spi.worker.ExitCode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalyzeTest {

    @TempDir
    private Path folder;

    private Bench bench;

    @BeforeEach
    void makeDataset() throws IOException {
        Path dataset = folder.resolve("kitti");
        Scenes.picture(dataset.resolve("images/a.png"), 100, 100, List.of());
        Scenes.picture(dataset.resolve("images/b.png"), 200, 100, List.of());
        Scenes.picture(dataset.resolve("images/empty.png"), 200, 100, List.of());
        Scenes.labels(dataset, "a", Scenes.row("car", 0, 0, 25, 25), Scenes.row("car", 0, 0, 50, 25), Scenes.row("cat/1", 90, 90, 120, 99));
        Scenes.labels(dataset, "b", Scenes.row("car", 0, 0, 20, 20));
        bench = Scenes.bench("kitti", dataset, folder.resolve("jobs"));
    }

    @Test
    void theFiguresAreInTheStatusAndInAFile() throws IOException {
        Bench.Ended ended = bench.run(Action.ANALYZE);

        assertThat(ended.exit()).isEqualTo(ExitCode.SUCCESS);
        assertThat(ended.figure("num_images")).isEqualTo(3);
        assertThat(ended.figure("num_objects")).isEqualTo(4);
        assertThat(ended.figure("num_images_without_objects")).isEqualTo(1);
        assertThat(ended.figure("num_out_of_bounds")).isEqualTo(1);
        JsonNode statistics = ended.json("statistics.json");
        assertThat(statistics.at("/objects_by_class/car").asInt()).isEqualTo(3);
        assertThat(statistics.at("/images_by_class/car").asInt()).isEqualTo(2);
        assertThat(statistics.at("/image_sizes/200x100").asInt()).isEqualTo(2);
        assertThat(statistics.at("/boxes_by_class/car/width/max").asDouble()).isEqualTo(50);
        assertThat(statistics.at("/boxes_by_class/car/area/mean").asDouble()).isEqualTo((625 + 1250 + 400) / 3.0);
        assertThat(ended.lines().toString()).contains("\"num_objects\":{\"car\":3.0,\"cat/1\":1.0}");
    }

    @Test
    void histogramsAreCurvesOfTheStatus() throws IOException {
        Bench.Ended ended = bench.run(Action.ANALYZE);

        List<JsonNode> points = ended.lines().stream().filter(line -> line.has("graphical")).toList();
        assertThat(points).hasSize(20);
        assertThat(points).extracting(point -> point.get("epoch").asInt()).startsWith(0, 1, 2, 3).endsWith(19);
        assertThat(points).extracting(point -> point.at("/graphical/objects_per_image").asInt()).startsWith(1, 1, 0, 1, 0);
    }

    @Test
    void heatMapsAreWarmWhereObjectsAre() throws IOException {
        Bench.Ended ended = bench.run(Action.ANALYZE, specs -> specs.withObject("/graph").put("width", 4).put("height", 4));

        BufferedImage map = ImageIO.read(ended.file("graphs/heat_map.png").toFile());
        assertThat(map.getWidth()).isEqualTo(400);
        // The plot is from 60 to 340 in both directions.
        assertThat(brightness(map.getRGB(65, 65))).isGreaterThan(brightness(map.getRGB(180, 65)) + 50);
        assertThat(brightness(map.getRGB(180, 65))).isGreaterThan(brightness(map.getRGB(180, 250)) + 20);
        assertThat(ended.file("graphs/objects_by_class.png")).exists();
        assertThat(ended.file("graphs/box_area_share.png")).exists();
        assertThat(ended.file("graphs/heat_map_02_cat_1.png")).as("class names may hold anything").exists();
    }

    @Test
    void aPartIsWarmByTheShareOfItThatIsCovered() {
        HeatMap map = new HeatMap();

        map.add(new Box(0, 0, 1.5, 1), 64, 64);

        assertThat(map.at(0, 0)).isEqualTo(1);
        assertThat(map.at(1, 0)).isEqualTo(0.5);
        assertThat(map.at(2, 0)).isZero();
        assertThat(map.at(0, 1)).isZero();
    }

    @Test
    void picturesAreDrawnWithTheirBoxesOnRequest() throws IOException {
        Bench.Ended ended = bench.run(Action.ANALYZE, specs -> {
            specs.withObject("/image").put("generate_image_with_bounding_box", true).put("sample_size", 1);
            specs.withObject("/graph").put("generate_summary_and_graph", false);
        });

        assertThat(ended.file("graphs")).doesNotExist();
        assertThat(ended.file("image_with_bounding_boxes")).isDirectoryContaining("glob:**/a.png").isDirectoryNotContaining("glob:**/b.png");
        BufferedImage drawn = ImageIO.read(ended.file("image_with_bounding_boxes/a.png").toFile());
        assertThat(brightness(drawn.getRGB(50, 10))).as("the right edge of a box").isPositive();
        assertThat(brightness(drawn.getRGB(70, 70))).isZero();
    }

    private static int brightness(int rgb) {
        return (rgb >> 16 & 0xff) + (rgb >> 8 & 0xff) + (rgb & 0xff);
    }
}
