// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.spi.Action;
import dev.graft.spi.worker.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KmeansTest {

    @TempDir
    private Path folder;

    @Test
    void thePlantedShapesAreFound() {
        List<AnchorShapes.Size> planted = List.of(
                new AnchorShapes.Size(10, 12), new AnchorShapes.Size(60, 20), new AnchorShapes.Size(100, 200));
        Random random = new Random(7);
        List<AnchorShapes.Size> sizes = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            AnchorShapes.Size size = planted.get(i % 3);
            sizes.add(new AnchorShapes.Size(size.width() * (0.95 + random.nextDouble() / 10), size.height() * (0.95 + random.nextDouble() / 10)));
        }

        AnchorShapes found = AnchorShapes.of(sizes, 3, 1000, 1);

        for (int i = 0; i < 3; i++) {
            assertThat(found.anchors().get(i).width()).isCloseTo(planted.get(i).width(), within(planted.get(i).width() * 0.02));
            assertThat(found.anchors().get(i).height()).isCloseTo(planted.get(i).height(), within(planted.get(i).height() * 0.02));
        }
        assertThat(found.meanIou()).isGreaterThan(0.93);
        assertThat(AnchorShapes.of(sizes, 3, 1000, 1)).isEqualTo(found);
    }

    @Test
    void boxesAreScaledToTheInputOfTheNetwork() throws IOException {
        Bench bench = bench();

        Bench.Ended ended = bench.run(Action.KMEANS, specs -> specs.put("size_x", 200).put("size_y", 100).put("num_clusters", 3));

        assertThat(ended.exit()).isEqualTo(ExitCode.SUCCESS);
        JsonNode anchors = ended.json("anchors.json");
        assertThat(anchors.get("anchors").toString()).isEqualTo("[[20.0,10.0],[80.0,10.0],[100.0,80.0]]");
        assertThat(anchors.get("small_anchor_shape").toString()).isEqualTo("[[20.0,10.0]]");
        assertThat(ended.figure("average_iou")).isEqualTo(1);
        assertThat(ended.message()).contains("(20.00, 10.00), (80.00, 10.00), (100.00, 80.00)");
    }

    @Test
    void smallBoxesCanBeLeftOutAndTooFewAreRefused() throws IOException {
        Bench bench = bench();

        Bench.Ended large = bench.run(
                Action.KMEANS, specs -> specs.put("size_x", 200).put("size_y", 100).put("num_clusters", 1).put("min_x", 90));
        Bench.Ended none = bench.run(Action.KMEANS, specs -> specs.put("size_x", 200).put("size_y", 100).put("num_clusters", 9));

        assertThat(large.json("anchors.json").get("anchors").toString()).isEqualTo("[[100.0,80.0]]");
        assertThat(none.exit()).isEqualTo(ExitCode.USER);
        assertThat(none.message()).contains("num_clusters is 9, but only 3 boxes");
    }

    private Bench bench() throws IOException {
        Path dataset = folder.resolve("kitti");
        Scenes.picture(dataset.resolve("images/a.png"), 400, 400, List.of());
        Scenes.labels(
                dataset, "a", Scenes.row("x", 0, 0, 40, 40), Scenes.row("x", 100, 100, 260, 140), Scenes.row("y", 0, 0, 200, 320),
                Scenes.row("y", 50, 50, 50, 80));
        return Scenes.bench("kitti", dataset, folder.resolve("jobs"));
    }
}
