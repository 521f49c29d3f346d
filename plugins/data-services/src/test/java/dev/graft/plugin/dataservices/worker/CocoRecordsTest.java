// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.plugin.dataservices.instancesegmentation.InstanceSegmentation;
import dev.graft.plugin.dataservices.tfrecord.RecordFile;
import dev.graft.spi.Action;
import dev.graft.spi.worker.ExitCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CocoRecordsTest {

    @TempDir
    private Path folder;

    private Path dataset;

    @BeforeEach
    void makeDataset() throws IOException {
        dataset = folder.resolve("coco");
        Scenes.picture(dataset.resolve("images/a.png"), 100, 50, List.of());
        Scenes.picture(dataset.resolve("images/b.jpg"), 40, 40, List.of());
        Scenes.Coco coco = new Scenes.Coco()
                .category(3, "cat")
                .category(7, "dog")
                .image(11, "a.png", 100, 50)
                .image(12, "b.jpg", 40, 40)
                .thing(1, 11, 7, 10, 5, 20, 10)
                .thing(2, 11, 3, 50, 25, 50, 25)
                .thing(3, 12, 3, -30, -30, 20, 20);
        coco.annotation(4, 12, 7, 1, 1, 8, 8).put("iscrowd", 1).putObject("segmentation").putArray("size").add(40).add(40);
        coco.root().withArray("annotations").get(3).withObject("/segmentation").putArray("counts").add(41).add(8).add(1551);
        coco.write(dataset);
    }

    @Test
    void picturesAndLabelsAreInTheRecords() throws IOException, NoSuchAlgorithmException {
        Bench.Ended ended = Scenes.bench("coco", dataset, folder.resolve("jobs")).run(Action.CONVERT_EFFICIENTDET_TF2, specs -> specs
                .withObject("/dataset_convert").put("num_shards", 2).put("tag", "train"));

        assertThat(ended.exit()).isEqualTo(ExitCode.SUCCESS);
        Map<String, List<Object>> a =
                RecordFile.features(RecordFile.records(ended.file("dataset_convert/train-00000-of-00002.tfrecord")).get(0));
        byte[] file = Files.readAllBytes(dataset.resolve("images/a.png"));
        assertThat((byte[]) a.get("image/encoded").get(0)).isEqualTo(file);
        assertThat(RecordFile.texts(a, "image/key/sha256"))
                .containsExactly(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file)));
        assertThat(RecordFile.texts(a, "image/format")).containsExactly("png");
        assertThat(RecordFile.texts(a, "image/filename")).containsExactly("a.png");
        assertThat(RecordFile.texts(a, "image/source_id")).containsExactly("11");
        assertThat(a.get("image/width")).containsExactly(100L);
        assertThat(a.get("image/height")).containsExactly(50L);
        assertThat(a.get("image/object/bbox/xmin")).containsExactly(0.1f, 0.5f);
        assertThat(a.get("image/object/bbox/xmax")).containsExactly(0.3f, 1f);
        assertThat(a.get("image/object/bbox/ymin")).containsExactly(0.1f, 0.5f);
        assertThat(a.get("image/object/bbox/ymax")).containsExactly(0.3f, 1f);
        assertThat(a.get("image/object/class/label")).containsExactly(7L, 3L);
        assertThat(RecordFile.texts(a, "image/object/class/text")).containsExactly("dog", "cat");
        assertThat(a.get("image/object/is_crowd")).containsExactly(0L, 0L);
        assertThat(a.get("image/object/area")).containsExactly(200f, 1250f);
        assertThat(a).doesNotContainKey("image/object/mask");
        Map<String, List<Object>> b =
                RecordFile.features(RecordFile.records(ended.file("dataset_convert/train-00001-of-00002.tfrecord")).get(0));
        assertThat(RecordFile.texts(b, "image/format")).containsExactly("jpeg");
        assertThat(b.get("image/object/is_crowd")).as("the object outside is left out").containsExactly(1L);
        assertThat(ended.faults("out_of_bounds")).isEqualTo(1);
        assertThat(ended.file("index/train-00000-of-00002.tfrecord.idx")).exists();
    }

    @Test
    void outlinesBecomePictures() throws IOException {
        Bench.Ended ended = Scenes.bench("coco", dataset, folder.resolve("jobs")).run(Action.CONVERT_EFFICIENTDET_TF2, specs -> specs
                .withObject("/dataset_convert").put("num_shards", 1).put("include_masks", true));

        List<byte[]> records = RecordFile.records(ended.file("dataset_convert/annotations-00000-of-00001.tfrecord"));
        BufferedImage dog = mask(records.get(0), 0);
        assertThat(dog.getWidth()).isEqualTo(100);
        assertThat(dog.getHeight()).isEqualTo(50);
        assertThat(pixels(dog)).isEqualTo(200);
        assertThat(dog.getRaster().getSample(10, 5, 0)).isEqualTo(1);
        assertThat(dog.getRaster().getSample(9, 5, 0)).isZero();
        assertThat(dog.getRaster().getSample(30, 5, 0)).isZero();
        BufferedImage runs = mask(records.get(1), 0);
        assertThat(pixels(runs)).isEqualTo(8);
        assertThat(runs.getRaster().getSample(1, 1, 0)).as("run lengths go down columns").isEqualTo(1);
        assertThat(runs.getRaster().getSample(1, 8, 0)).isEqualTo(1);
        assertThat(runs.getRaster().getSample(2, 1, 0)).isZero();
    }

    @Test
    void instanceSegmentationAlwaysWritesOutlines() throws IOException {
        Bench bench = new Bench(
                new InstanceSegmentation(), InstanceSegmentationWorker.ACTIONS, "coco", dataset, folder.resolve("jobs"));

        Bench.Ended ended = bench.run(Action.CONVERT, specs -> {
            specs.withObject("/dataset_convert").put("num_shards", 1);
            specs.putArray("target_class_mapping").addObject().put("key", "dog").put("value", "animal");
        });

        List<Map<String, List<Object>>> examples = new ArrayList<>();
        try (Stream<Path> files = Files.list(ended.file("tfrecords"))) {
            for (Path file : files.toList()) {
                RecordFile.records(file).forEach(record -> examples.add(RecordFile.features(record)));
            }
        }
        assertThat(examples).hasSize(2);
        assertThat(examples.get(0).get("image/object/mask")).hasSize(2);
        assertThat(RecordFile.texts(examples.get(0), "image/object/class/text")).containsExactly("animal", "cat");
    }

    private static BufferedImage mask(byte[] record, int index) throws IOException {
        return ImageIO.read(new ByteArrayInputStream((byte[]) RecordFile.features(record).get("image/object/mask").get(index)));
    }

    private static int pixels(BufferedImage mask) {
        int sum = 0;
        for (int y = 0; y < mask.getHeight(); y++) {
            for (int x = 0; x < mask.getWidth(); x++) {
                sum += mask.getRaster().getSample(x, y, 0);
            }
        }
        return sum;
    }
}
