// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.plugin.dataservices.tfrecord.RecordFile;
import dev.graft.spi.Action;
import dev.graft.spi.worker.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KittiRecordsTest {

    private static final int PICTURES = 20;

    @TempDir
    private Path folder;

    private Path dataset;
    private Bench bench;

    @BeforeEach
    void makeDataset() throws IOException {
        dataset = folder.resolve("kitti");
        for (int i = 0; i < PICTURES; i++) {
            Scenes.picture(dataset.resolve("images/" + name(i) + ".png"), 64, 48, List.of());
            Scenes.labels(
                    dataset, name(i), "Car 0.25 2 -1.5 1.5 2 30 40.25 1 2 3 4 5 6 0.5", Scenes.row("Person", 10, 10, 20, 20),
                    Scenes.row("Person", 5, 5, 5.2, 9));
        }
        bench = Scenes.bench("kitti", dataset, folder.resolve("jobs"));
    }

    @Test
    void everyPictureIsInOneRecordWithItsLabels() throws IOException {
        Bench.Ended ended = bench.run(Action.CONVERT);

        assertThat(ended.exit()).isEqualTo(ExitCode.SUCCESS);
        List<Map<String, List<Object>>> examples = examples(ended, "fold-001");
        assertThat(examples).extracting(example -> RecordFile.texts(example, "frame/id").get(0))
                .containsExactlyInAnyOrderElementsOf(Stream.iterate(0, i -> i < PICTURES, i -> i + 1).map(i -> "images/" + name(i)).toList());
        Map<String, List<Object>> example = examples.get(0);
        assertThat(example.get("frame/width")).containsExactly(64L);
        assertThat(example.get("frame/height")).containsExactly(48L);
        assertThat(RecordFile.texts(example, "target/object_class")).containsExactly("car", "person");
        assertThat(example.get("target/truncation")).containsExactly(0.25f, 0f);
        assertThat(example.get("target/occlusion")).containsExactly(2L, 0L);
        assertThat(example.get("target/observation_angle")).containsExactly(-1.5f, 0f);
        assertThat(example.get("target/coordinates_x1")).containsExactly(1.5f, 10f);
        assertThat(example.get("target/coordinates_y1")).containsExactly(2f, 10f);
        assertThat(example.get("target/coordinates_x2")).containsExactly(30f, 20f);
        assertThat(example.get("target/coordinates_y2")).containsExactly(40.25f, 20f);
        assertThat(example.get("target/world_bbox_h")).containsExactly(1f, 0f);
        assertThat(example.get("target/world_bbox_rot_y")).containsExactly(0.5f, 0f);
        assertThat(ended.faults("empty_box")).as("boxes of less than a pixel").isEqualTo(PICTURES);
        assertThat(ended.json("classes.json").toString()).isEqualTo("[\"car\",\"person\"]");
        assertThat(ended.lines().toString()).contains("\"num_objects\":{\"car\":20.0,\"person\":20.0}");
    }

    @Test
    void theSameSpecsGiveTheSameBytes() throws IOException {
        List<byte[]> first = bytes(bench.run(Action.CONVERT, specs -> config(specs).put("val_split", 30.0)));
        List<byte[]> second = bytes(bench.run(Action.CONVERT, specs -> config(specs).put("val_split", 30.0)));

        assertThat(first).hasSize(20);
        for (int i = 0; i < first.size(); i++) {
            assertThat(second.get(i)).isEqualTo(first.get(i));
        }
    }

    @Test
    void aPartIsForValidationAndTheRestForTraining() throws IOException {
        Bench.Ended ended = bench.run(Action.CONVERT, specs -> config(specs).put("val_split", 30.0).put("num_shards", 3));

        assertThat(examples(ended, "fold-000-of-002")).hasSize(6);
        assertThat(examples(ended, "fold-001-of-002")).hasSize(14);
        assertThat(ended.file("tfrecords/tfrecords-fold-001-of-002-shard-00002-of-00003")).exists();
        assertThat(ended.file("index/tfrecords-fold-001-of-002-shard-00002-of-00003.idx")).exists();
    }

    @Test
    void sequencesStayTogether() throws IOException {
        Files.writeString(dataset.resolve("sequences.json"), "{\"a\": [\"p00\", \"p01\", \"p02\"], \"b\": [\"p03\"], \"c\": [\"p04\", \"p05\"]}");

        Bench.Ended ended = bench.run(Action.CONVERT, specs -> config(specs)
                .put("partition_mode", "sequence")
                .put("num_partitions", 3)
                .put("kitti_sequence_to_frames_file", "sequences.json"));

        assertThat(frames(ended, "fold-000")).containsExactlyInAnyOrder("images/p03");
        assertThat(frames(ended, "fold-001")).containsExactlyInAnyOrder("images/p04", "images/p05");
        assertThat(frames(ended, "fold-002")).containsExactlyInAnyOrder("images/p00", "images/p01", "images/p02");
    }

    @Test
    void picturesWithRareClassesAreWrittenMoreOften() throws IOException {
        Scenes.labels(dataset, "p00", Scenes.row("Person", 1, 1, 9, 9), Scenes.row("Person", 20, 20, 29, 29), Scenes.row("Car", 1, 1, 9, 9));
        Scenes.labels(dataset, "p01", Scenes.row("Car", 1, 1, 9, 9));

        Bench.Ended ended = bench.run(Action.CONVERT, specs -> {
            ObjectNode modifier = specs.putObject("sample_modifier_config");
            modifier.putArray("dominant_target_classes").add("vehicle");
            modifier.putArray("filter_samples_containing_only").add("vehicle");
            modifier.put("num_duplicates", 2);
            modifier.putArray("source_to_target_class_mapping").addObject().put("key", "car").put("value", "vehicle");
            modifier.withArray("source_to_target_class_mapping").addObject().put("key", "person").put("value", "human");
        });

        List<String> frames = frames(ended, "fold-001");
        assertThat(frames).filteredOn("images/p00"::equals).as("two people and a car").hasSize(3);
        assertThat(frames).filteredOn("images/p01"::equals).as("nothing but a car").isEmpty();
        assertThat(frames).filteredOn("images/p02"::equals).as("a person and a car").hasSize(1);
    }

    @Test
    void classesThatTheMappingDoesNotLeadToAreRefused() throws IOException {
        Bench.Ended ended = bench.run(
                Action.CONVERT, specs -> specs.putObject("sample_modifier_config").putArray("dominant_target_classes").add("truck"));

        assertThat(ended.exit()).isEqualTo(ExitCode.USER);
        assertThat(ended.message()).contains("dominant_target_classes names truck").contains("source_to_target_class_mapping");
    }

    @Test
    void classesAreRenamedAndPointCloudsAndCalibrationsAreNamed() throws IOException {
        Files.createDirectories(dataset.resolve("calib"));
        for (int i = 0; i < PICTURES; i++) {
            Files.writeString(dataset.resolve("calib/" + name(i) + ".txt"), """
                    P2: 2 0 0 0 0 2 0 0 0 0 1 0
                    R0_rect: 1 0 0 0 1 0 0 0 1
                    Tr_velo_to_cam: 1 0 0 10 0 1 0 20 0 0 1 30
                    """);
        }
        Bench.Ended ended = bench.run(Action.CONVERT, specs -> {
            config(specs).put("point_clouds_dir", "velodyne").put("calibrations_dir", "calib");
            specs.putArray("target_class_mapping").addObject().put("key", "Car").put("value", "vehicle");
        });

        Map<String, List<Object>> example = examples(ended, "fold-001").get(0);
        assertThat(RecordFile.texts(example, "target/object_class")).containsExactly("vehicle", "person");
        assertThat(RecordFile.texts(example, "point_cloud/id").get(0)).startsWith("velodyne/p");
        assertThat(example.get("calibration/T_lidar_to_camera"))
                .containsExactly(1f, 0f, 0f, 10f, 0f, 1f, 0f, 20f, 0f, 0f, 1f, 30f, 0f, 0f, 0f, 1f);
        assertThat(example.get("calibration/P_lidar_to_image"))
                .containsExactly(2f, 0f, 0f, 20f, 0f, 2f, 0f, 40f, 0f, 0f, 1f, 30f);
    }

    @Test
    void aWrongExtensionIsRefusedWithTheOneThatIsThere() throws IOException {
        Bench.Ended ended = bench.run(Action.CONVERT, specs -> config(specs).put("image_extension", ".jpg"));

        assertThat(ended.exit()).isEqualTo(ExitCode.USER);
        assertThat(ended.message()).contains("Set it to .png");
    }

    private static ObjectNode config(ObjectNode specs) {
        return specs.withObject("/kitti_config");
    }

    private static String name(int i) {
        return String.format("p%02d", i);
    }

    private static List<Path> files(Bench.Ended ended) throws IOException {
        try (Stream<Path> all = Files.list(ended.file("tfrecords"))) {
            return all.sorted().toList();
        }
    }

    private static List<byte[]> bytes(Bench.Ended ended) throws IOException {
        List<byte[]> bytes = new ArrayList<>();
        for (Path file : files(ended)) {
            bytes.add(Files.readAllBytes(file));
        }
        return bytes;
    }

    private static List<String> frames(Bench.Ended ended, String part) throws IOException {
        return examples(ended, part).stream().map(example -> RecordFile.texts(example, "frame/id").get(0)).toList();
    }

    private static List<Map<String, List<Object>>> examples(Bench.Ended ended, String part) throws IOException {
        List<Map<String, List<Object>>> examples = new ArrayList<>();
        for (Path file : files(ended)) {
            if (file.getFileName().toString().contains(part)) {
                RecordFile.records(file).forEach(data -> examples.add(RecordFile.features(data)));
            }
        }
        return examples;
    }
}
