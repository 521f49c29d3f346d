// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.spi.Action;
import dev.graft.spi.worker.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateTest {

    @TempDir
    private Path folder;

    @Test
    void everyFaultOfAKittiDatasetIsFoundAndMended() throws IOException {
        Path dataset = brokenKitti();

        Bench.Ended ended = Scenes.bench("kitti", dataset, folder.resolve("jobs")).run(Action.VALIDATE);

        assertThat(ended.exit()).isEqualTo(ExitCode.SUCCESS);
        for (String kind : List.of(
                "out_of_bounds", "inverted_box", "empty_box", "outside_picture", "duplicate_object", "malformed_label",
                "label_without_picture", "damaged_picture", "unreadable_picture")) {
            assertThat(ended.faults(kind)).as(kind).isEqualTo(1);
        }
        assertThat(ended.figure("num_faults")).isEqualTo(9);
        assertThat(ended.figure("num_images")).isEqualTo(4);
        assertThat(Files.readAllLines(ended.file("dataset/labels/a.txt"))).containsExactly(
                "fine 0.00 0 0.00 1.0 2.0 3.0 4.0 0 0 0 0 0 0 0",
                "clipped 0.00 0 0.00 0 10.0 50 20.0 0 0 0 0 0 0 0",
                "turned 0.00 0 0.00 5.0 6.0 20.0 30.0 0 0 0 0 0 0 0");
        assertThat(ended.file("dataset/images")).isDirectoryNotContaining("glob:**/cut.jpg").isDirectoryContaining("glob:**/b.png");
        assertThat(ended.json("validation_summary.json").at("/faults_by_kind/empty_box").asInt()).isEqualTo(1);
    }

    @Test
    void aCorrectedDatasetHasNoFaults() throws IOException {
        Path kitti = Scenes.bench("kitti", brokenKitti(), folder.resolve("jobs")).run(Action.VALIDATE).file("dataset");
        Path coco = Scenes.bench("coco", brokenCoco(), folder.resolve("jobs")).run(Action.VALIDATE).file("dataset");

        assertThat(Scenes.bench("kitti", kitti, folder.resolve("jobs")).run(Action.VALIDATE).message())
                .contains("Nothing is wrong with them");
        assertThat(Scenes.bench("coco", coco, folder.resolve("jobs")).run(Action.VALIDATE).message())
                .contains("Nothing is wrong with them");
    }

    @Test
    void everyFaultOfACocoDatasetIsFoundAndMended() throws IOException {
        Bench.Ended ended = Scenes.bench("coco", brokenCoco(), folder.resolve("jobs")).run(Action.VALIDATE);

        assertThat(ended.exit()).isEqualTo(ExitCode.SUCCESS);
        for (String kind : List.of(
                "out_of_bounds", "inverted_box", "empty_box", "outside_picture", "duplicate_object", "malformed_annotation",
                "unknown_image", "unknown_category", "damaged_picture", "wrong_size", "segmentation_out_of_bounds")) {
            assertThat(ended.faults(kind)).as(kind).isEqualTo(1);
        }
        assertThat(ended.faults("duplicate_id")).as("an image, a category and an annotation").isEqualTo(3);
        JsonNode corrected = ended.json("dataset/annotations.json");
        assertThat(corrected.at("/info/year").asInt()).as("what only the owner knows is kept").isEqualTo(2026);
        assertThat(corrected.get("images").findValuesAsText("id")).containsExactly("1");
        assertThat(corrected.at("/images/0/width").asInt()).isEqualTo(50);
        assertThat(corrected.get("annotations").findValuesAsText("id")).containsExactly("1", "2", "3", "10");
        assertThat(corrected.at("/annotations/0/attributes/by").asText()).isEqualTo("hand");
        assertThat(corrected.at("/annotations/1/bbox").toString()).isEqualTo("[40.5,10.0,9.5,10.0]");
        assertThat(corrected.at("/annotations/1/area").asDouble()).isEqualTo(95);
        assertThat(corrected.at("/annotations/2/bbox").toString()).isEqualTo("[10.0,10.0,10.0,5.0]");
        assertThat(corrected.at("/annotations/3/segmentation/0").toString()).isEqualTo("[1.0,1.0,50.0,1.0,20.0,20.0]");
    }

    @Test
    void withoutCorrectionThereIsAReportAlone() throws IOException {
        Bench.Ended ended = Scenes.bench("coco", brokenCoco(), folder.resolve("jobs"))
                .run(Action.VALIDATE, specs -> specs.put("apply_correction", false));

        assertThat(ended.file("dataset")).doesNotExist();
        assertThat(ended.json("faults.json").get("count").asInt()).isEqualTo(14);
        assertThat(ended.lines().toString()).contains("\"empty_box\":1.0");
    }

    private Path brokenKitti() throws IOException {
        Path dataset = folder.resolve("kitti");
        Scenes.picture(dataset.resolve("images/a.png"), 50, 40, List.of());
        Scenes.picture(dataset.resolve("images/b.png"), 50, 40, List.of());
        Path whole = Scenes.picture(dataset.resolve("images/cut.jpg"), 200, 200, List.of(new Scenes.Thing("x", 10, 10, 100, 100)));
        byte[] bytes = Files.readAllBytes(whole);
        Files.write(whole, Arrays.copyOf(bytes, bytes.length * 2 / 3));
        Files.writeString(dataset.resolve("images/text.png"), "no picture");
        Scenes.labels(
                dataset,
                "a",
                Scenes.row("fine", 1, 2, 3, 4),
                Scenes.row("clipped", -5, 10, 70, 20),
                Scenes.row("turned", 20, 6, 5, 30),
                Scenes.row("line", 20, 6, 20, 30),
                Scenes.row("away", 60, 50, 70, 60),
                Scenes.row("fine", 1, 2, 3, 4),
                "short 1 2 3");
        Scenes.labels(dataset, "nobody", Scenes.row("x", 1, 1, 2, 2));
        return dataset;
    }

    private Path brokenCoco() throws IOException {
        Path dataset = folder.resolve("coco");
        Scenes.picture(dataset.resolve("images/a.png"), 50, 40, List.of());
        Scenes.Coco coco = new Scenes.Coco()
                .category(1, "cat").category(1, "tiger")
                .image(1, "a.png", 500, 400).image(1, "a.png", 50, 40).image(2, "gone.png", 10, 10);
        coco.root().putObject("info").put("year", 2026);
        coco.annotation(1, 1, 1, 1, 1, 5, 5).putObject("attributes").put("by", "hand");
        coco.annotation(2, 1, 1, 40.5, 10, 100, 10);
        coco.annotation(3, 1, 1, 20, 10, -10, 5);
        coco.annotation(4, 1, 1, 20, 10, 0, 5);
        coco.annotation(5, 1, 1, 60, 10, 5, 5);
        coco.annotation(6, 1, 1, 1, 1, 5, 5);
        coco.annotation(7, 1, 1, 1, 1, 5, 5).putArray("bbox").add(1);
        coco.annotation(8, 99, 1, 1, 1, 5, 5);
        coco.annotation(9, 1, 77, 1, 1, 5, 5);
        coco.annotation(10, 1, 1, 2, 2, 15, 15).putArray("segmentation").addArray().add(1.0).add(1.0).add(60.0).add(1.0).add(20.0).add(20.0);
        coco.annotation(10, 1, 1, 3, 3, 15, 15);
        coco.write(dataset);
        return dataset;
    }
}
