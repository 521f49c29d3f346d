// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.spi.Action;
import dev.graft.spi.worker.ExitCode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatConvertTest {

    private static final String CAR = "Car 0.50 2 -1.58 587.01 173.33 614.12 200.12 1.65 1.67 3.64 -0.65 1.71 46.70 -1.59";
    private static final String SCORED = "Cyclist 0.1 0 0.3 0.1 0.2 0.3 90.7 1 2 3 4.5 5.5 6.5 0.25 0.987654321";
    private static final String IGNORED = "DontCare -1 -1 -10 503.89 169.71 590.61 190.13 -1 -1 -1 -1000 -1000 -1000 -10";

    @TempDir
    private Path folder;

    @Test
    void kittiToCocoAndBackLosesNothing() throws IOException {
        Path kitti = kitti();

        Bench.Ended toCoco = Scenes.bench("kitti", kitti, folder.resolve("jobs")).run(Action.ANNOTATION_FORMAT_CONVERT);
        Bench.Ended back = Scenes.bench("coco", toCoco.file("dataset"), folder.resolve("jobs")).run(Action.ANNOTATION_FORMAT_CONVERT);

        assertThat(toCoco.exit()).isEqualTo(ExitCode.SUCCESS);
        assertThat(back.exit()).isEqualTo(ExitCode.SUCCESS);
        for (String stem : List.of("000001", "sub/000002", "empty")) {
            List<List<BigDecimal>> before = numbers(kitti.resolve("labels/" + stem + ".txt"));
            List<List<BigDecimal>> after = numbers(back.file("labels/" + stem + ".txt"));
            assertThat(after).hasSameSizeAs(before);
            for (int row = 0; row < before.size(); row++) {
                assertThat(after.get(row)).usingElementComparator(BigDecimal::compareTo).isEqualTo(before.get(row));
            }
            assertThat(names(back.file("labels/" + stem + ".txt"))).isEqualTo(names(kitti.resolve("labels/" + stem + ".txt")));
        }
        assertThat(Files.readAllBytes(back.file("dataset/images/sub/000002.png")))
                .isEqualTo(Files.readAllBytes(kitti.resolve("images/sub/000002.png")));
    }

    @Test
    void theCocoFileIsWhatOthersExpect() throws IOException {
        JsonNode coco = Scenes.bench("kitti", kitti(), folder.resolve("jobs"))
                .run(Action.ANNOTATION_FORMAT_CONVERT)
                .json("annotations.json");

        assertThat(coco.get("images")).hasSize(3);
        assertThat(coco.get("images").findValuesAsText("file_name")).containsExactly("000001.png", "empty.png", "sub/000002.png");
        assertThat(coco.at("/images/0/width").asInt()).isEqualTo(640);
        assertThat(coco.get("categories").findValuesAsText("name")).containsExactly("Car", "Cyclist", "DontCare");
        assertThat(coco.get("categories").findValuesAsText("id")).containsExactly("1", "2", "3");
        JsonNode car = coco.at("/annotations/0");
        assertThat(car.get("category_id").asInt()).isEqualTo(1);
        assertThat(car.get("bbox").toString()).isEqualTo("[587.01,173.33,27.11,26.79]");
        assertThat(car.get("area").decimalValue()).isEqualByComparingTo("726.2769");
        assertThat(car.get("iscrowd").asInt()).isZero();
    }

    @Test
    void pascalVocIsReadAndWrittenWithItsOwnWayOfCounting() throws IOException {
        Path kitti = folder.resolve("plain");
        Scenes.picture(kitti.resolve("images/a.png"), 100, 80, List.of());
        Scenes.labels(kitti, "a", Scenes.row("dog", 9, 19, 50, 60), Scenes.row("traffic_light", 0, 0, 100, 80));

        Bench.Ended toVoc = Scenes.bench("kitti", kitti, folder.resolve("jobs")).run(
                Action.ANNOTATION_FORMAT_CONVERT, specs -> specs.withObject("/data").put("output_format", "PASCAL_VOC"));
        Bench.Ended toCoco =
                Scenes.bench("pascal_voc", toVoc.file("dataset"), folder.resolve("jobs")).run(Action.ANNOTATION_FORMAT_CONVERT);

        assertThat(toVoc.file("Annotations/a.xml")).content()
                .contains("<xmin>10.0</xmin><ymin>20.0</ymin><xmax>50.0</xmax><ymax>60.0</ymax>")
                .contains("<width>100</width><height>80</height>");
        assertThat(toVoc.file("dataset/JPEGImages/a.png")).exists();
        JsonNode boxes = toCoco.json("annotations.json").get("annotations");
        assertThat(boxes.get(0).get("bbox").toString()).isEqualTo("[9.0,19.0,41.0,41.0]");
        assertThat(boxes).hasSize(2);
    }

    @Test
    void anXmlFileCannotReachOutOfTheDataset() throws IOException {
        Path voc = folder.resolve("voc");
        Scenes.picture(voc.resolve("JPEGImages/a.png"), 10, 10, List.of());
        Files.createDirectories(voc.resolve("Annotations"));
        Path secret = Files.writeString(folder.resolve("secret.txt"), "key");
        Files.writeString(voc.resolve("Annotations/a.xml"), "<!DOCTYPE a [<!ENTITY s SYSTEM '" + secret.toUri()
                + "'>]><annotation><object><name>&s;</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>5</xmax><ymax>5</ymax></bndbox>"
                + "</object></annotation>");

        Bench.Ended ended = Scenes.bench("pascal_voc", voc, folder.resolve("jobs")).run(Action.ANNOTATION_FORMAT_CONVERT);

        assertThat(Files.readString(ended.file("annotations.json"))).doesNotContain("key");
        assertThat(ended.faults("malformed_label")).isPositive();
    }

    @Test
    void whatCannotBeReadIsLeftOutWithItsFileAndLine() throws IOException {
        Path kitti = kitti();
        Scenes.labels(kitti, "000001", CAR, "Car 1 2 three", "Car 0 0");
        Scenes.labels(kitti, "ghost", CAR);
        Files.writeString(kitti.resolve("images/broken.png"), "no picture");

        Bench.Ended ended = Scenes.bench("kitti", kitti, folder.resolve("jobs")).run(Action.ANNOTATION_FORMAT_CONVERT);

        assertThat(ended.exit()).isEqualTo(ExitCode.SUCCESS);
        assertThat(ended.json("faults.json").get("faults").findValuesAsText("file"))
                .containsExactlyInAnyOrder("images/broken.png", "labels/000001.txt:2", "labels/000001.txt:3", "labels/ghost.txt");
        assertThat(ended.message()).contains("4 faults", "1 label_without_picture", "2 malformed_label", "1 unreadable_picture");
    }

    @Test
    void aDatasetOfWhichNothingCanBeReadFailsWithTheFirstFaults() throws IOException {
        Path kitti = folder.resolve("nothing");
        Files.createDirectories(kitti.resolve("labels"));
        Files.createDirectories(kitti.resolve("images"));
        Files.writeString(kitti.resolve("images/broken.png"), "no picture");

        Bench.Ended ended = Scenes.bench("kitti", kitti, folder.resolve("jobs")).run(Action.ANNOTATION_FORMAT_CONVERT);

        assertThat(ended.exit()).isEqualTo(ExitCode.USER);
        assertThat(ended.message()).contains("images/broken.png").contains("Upload a corrected dataset");
    }

    @Test
    void blanksInClassNamesBecomeUnderscoresInKitti() throws IOException {
        Path coco = folder.resolve("coco");
        Scenes.picture(coco.resolve("images/a.png"), 50, 50, List.of());
        new Scenes.Coco().category(1, "traffic light").image(1, "a.png", 50, 50).thing(1, 1, 1, 1, 2, 3, 4).write(coco);

        Bench.Ended ended = Scenes.bench("coco", coco, folder.resolve("jobs")).run(Action.ANNOTATION_FORMAT_CONVERT);

        assertThat(ended.file("labels/a.txt")).content().startsWith("traffic_light 0 0 0 1.0 2.0 4.0 6.0");
        assertThat(ended.faults("class_name")).isEqualTo(1);
    }

    private Path kitti() throws IOException {
        Path kitti = folder.resolve("kitti");
        Scenes.picture(kitti.resolve("images/000001.png"), 640, 360, List.of());
        Scenes.picture(kitti.resolve("images/sub/000002.png"), 320, 200, List.of());
        Scenes.picture(kitti.resolve("images/empty.png"), 32, 32, List.of());
        Scenes.labels(kitti, "000001", CAR, IGNORED);
        Scenes.labels(kitti, "sub/000002", SCORED, CAR);
        Scenes.labels(kitti, "empty");
        return kitti;
    }

    private static List<List<BigDecimal>> numbers(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> Arrays.stream(line.split(" ")).skip(1).map(BigDecimal::new).toList())
                .toList();
    }

    private static List<String> names(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(line -> line.split(" ")[0]).toList();
    }
}
