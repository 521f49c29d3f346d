// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LayoutTest {

    private static final String DEMO = "metric_learning_recognition/retail-product-checkout-dataset_classification_demo";
    private static final String COCO = "{\"images\":[],\"annotations\":[{\"id\":1}],\"categories\":"
            + "[{\"id\":2,\"name\":\"bus\"},{\"id\":1,\"name\":\"car\",\"supercategory\":\"x\"}]}";

    private final LayoutCatalog catalog = new LayoutCatalog();

    @TempDir
    private Path root;

    /** Type, format, and the least files that make it valid. */
    static Stream<Arguments> least() {
        return Stream.of(
                Arguments.of("object_detection", "kitti", List.of("images/a.png", "labels/a.txt")),
                Arguments.of("object_detection", "coco", List.of("images/a.png", "annotations.json")),
                Arguments.of("object_detection", "coco_raw", List.of("images/a.png", "label_map.txt")),
                Arguments.of("object_detection", "raw", List.of("images/a.png")),
                Arguments.of("object_detection", "pascal_voc", List.of("JPEGImages/a.jpg", "Annotations/a.xml")),
                Arguments.of("instance_segmentation", "coco", List.of("images/a.png", "annotations.json")),
                Arguments.of("instance_segmentation", "coco_raw", List.of("images/a.png", "label_map.txt")),
                Arguments.of("instance_segmentation", "raw", List.of("images/a.png")),
                Arguments.of("semantic_segmentation", "unet", List.of("images/train/a.png", "masks/train/a.png")),
                Arguments.of("semantic_segmentation", "coco", List.of("images/a.png", "annotations.json")),
                Arguments.of("semantic_segmentation", "raw", List.of("images/a.png")),
                Arguments.of("image_classification", "default", List.of("images_train/x/a.png")),
                Arguments.of("image_classification", "raw", List.of("images/a.png")),
                Arguments.of("image_classification", "custom", List.of("images/a.png", "val.csv")),
                Arguments.of("image_classification", "classification_pyt", List.of("images_val/x/a.png", "classes.txt")),
                Arguments.of("image_classification", "classification_tf2", List.of("images/x/a.png", "classmap.json")),
                Arguments.of("character_recognition", "lprnet", List.of("image/a.png", "label/a.txt", "characters.txt")),
                Arguments.of("character_recognition", "raw", List.of("image/a.png")),
                Arguments.of("action_recognition", "default", List.of("train/run/c/1.png", "test/run/d/1.png")),
                Arguments.of(
                        "pointpillars",
                        "default",
                        List.of("train/label/a.txt", "train/lidar/a.bin", "val/label/b.txt", "val/lidar/b.bin")),
                Arguments.of(
                        "pose_classification",
                        "default",
                        List.of(
                                "nvidia/train_data.npy",
                                "nvidia/train_label.pkl",
                                "nvidia/val_data.npy",
                                "nvidia/val_label.pkl")),
                Arguments.of("ml_recog", "default", List.of(DEMO + "/known_classes/train/x/a.png")),
                Arguments.of("ocdnet", "default", List.of("test/img/a.png", "test/gt/a.txt")),
                Arguments.of("ocdnet", "train", List.of("train/img/a.png")),
                Arguments.of("ocdnet", "test", List.of("test/img/a.png")),
                Arguments.of("ocrnet", "default", List.of("character_list", "train/gt_new.txt", "train/a.png")),
                Arguments.of("ocrnet", "train", List.of("train/a.png")),
                Arguments.of("ocrnet", "test", List.of("test/a.png")),
                Arguments.of("optical_inspection", "default", List.of("images/a.png", "dataset.csv")),
                Arguments.of(
                        "re_identification",
                        "default",
                        List.of("sample_train/1_c1.jpg", "sample_test/1_c2.jpg", "sample_query/1_c3.jpg")),
                Arguments.of(
                        "visual_changenet",
                        "visual_changenet_segment",
                        List.of("A/a.png", "B/a.png", "list/train.txt", "label/a.png")),
                Arguments.of("visual_changenet", "visual_changenet_classify", List.of("images/a.png", "dataset.csv")),
                Arguments.of("centerpose", "default", List.of("val/a.png", "test/a.png")));
    }

    @ParameterizedTest
    @MethodSource("least")
    void theLeastFilesFitAndEachOfThemIsNeeded(String type, String format, List<String> files) throws IOException {
        Layout layout = catalog.find(type, format).orElseThrow();
        for (String file : files) {
            write(file, content(file));
        }
        assertThat(layout.inspect(root).faults()).isEmpty();

        for (String file : files) {
            Path top = root.resolve(file);
            Files.delete(top);
            removeEmptyParents(top.getParent());
            assertThat(layout.inspect(root).faults()).as("without " + file).isNotEmpty();
            write(file, content(file));
        }
    }

    @Test
    void everyTypeOfTheContractIsKnownButTheTwoMarkers() {
        assertThat(catalog.types()).containsExactlyInAnyOrder(
                "object_detection", "semantic_segmentation", "image_classification", "instance_segmentation",
                "character_recognition", "action_recognition", "pointpillars", "pose_classification", "ml_recog", "ocdnet",
                "ocrnet", "optical_inspection", "re_identification", "visual_changenet", "centerpose");
        assertThat(least().map(arguments -> arguments.get()[0] + "/" + arguments.get()[1]).toList())
                .containsExactlyInAnyOrderElementsOf(catalog.types().stream()
                        .flatMap(type -> catalog.formats(type).stream().map(format -> type + "/" + format))
                        .toList());
    }

    @Test
    void twoFoldersOfImagesAreOneTooMany() throws IOException {
        write("images_train/x/a.png", "");
        write("images_val/x/a.png", "");
        write("classes.txt", "x");

        assertThat(describe("image_classification", "classification_pyt"))
                .contains("exactly one entry may be called images*")
                .contains("images_train, images_val");
    }

    @Test
    void classesComeInTheOrderOfTheFormat() throws IOException {
        write("images/a.png", "");
        write("annotations.json", COCO);
        write("labels/a.txt", "dog 0 0 0 1 2 3 4\ncat 0 0 0 1 2 3 4\ndog 0 0 0 1 2 3 4\n");
        write("classmap.json", "{\"b\": 0, \"a\": 1}");

        assertThat(inspect("object_detection", "coco").classes()).containsExactly("car", "bus");
        assertThat(inspect("object_detection", "kitti").classes()).containsExactly("cat", "dog");
        assertThat(inspect("image_classification", "classification_tf2").classes()).containsExactly("b", "a");
    }

    @Test
    void aBrokenAnnotationFileIsAFault() throws IOException {
        write("images/a.png", "");
        write("annotations.json", "{\"images\": [");
        assertThat(describe("object_detection", "coco")).contains("annotations.json: is no valid JSON");

        write("annotations.json", "{\"images\": {}, \"categories\": [{\"id\": \"x\"}]}");
        assertThat(describe("object_detection", "coco"))
                .contains("a category lacks an integer id", "has no list images", "has no list annotations");
    }

    @Test
    void aClassNamedTwiceAndNoClassAtAllAreFaults() throws IOException {
        write("images_train/a/1.png", "");
        write("classes.txt", "a\nb\na\n");
        assertThat(describe("image_classification", "classification_pyt")).contains("line 3 names class 'a' a second time");

        write("classes.txt", "\n\n");
        assertThat(describe("image_classification", "classification_pyt")).contains("names no class");
    }

    @Test
    void aClassWithoutAFolderIsAllowed() throws IOException {
        write("images_train/a/1.png", "");
        write("classes.txt", "a\nb\n");

        assertThat(inspect("image_classification", "classification_pyt").fits()).isTrue();
    }

    @Test
    void atMostAHundredFaultsAreToldAndTwentyInFull() throws IOException {
        write("classes.txt", "a");
        for (int i = 0; i < 130; i++) {
            write("images_train/bad" + i + "/1.png", "");
        }

        LayoutReport report = inspect("image_classification", "classification_pyt");

        assertThat(report.faults()).hasSize(100);
        assertThat(report.describe()).endsWith("; and at least 80 more");
    }

    @Test
    void samplesAreCountedBySplit() throws IOException {
        write("images/train/a.png", "");
        write("images/train/sub/b.JPG", "");
        write("images/val/c.png", "");
        write("images/val/readme.txt", "");
        write("masks/train/a.png", "");

        assertThat(inspect("semantic_segmentation", "unet").samples())
                .containsOnly(Map.entry("train", 2L), Map.entry("val", 1L));
    }

    @Test
    void foldersAroundEverythingAreSteppedInto() throws IOException {
        write("download/set/images_train/a/1.png", "");
        write("download/set/classes.txt", "a");
        Layout layout = catalog.of("image_classification", "classification_pyt");

        assertThat(layout.rootWithin(root)).isEqualTo(root.resolve("download/set"));
        assertThat(layout.rootWithin(root.resolve("download/set"))).isEqualTo(root.resolve("download/set"));
    }

    @Test
    void aFolderThatTheLayoutSpeaksOfIsNotSteppedInto() throws IOException {
        write("images_train/a/1.png", "");

        assertThat(catalog.of("image_classification", "default").rootWithin(root)).isEqualTo(root);
    }

    private LayoutReport inspect(String type, String format) throws IOException {
        return catalog.find(type, format).orElseThrow().inspect(root);
    }

    private String describe(String type, String format) throws IOException {
        return inspect(type, format).describe();
    }

    private static String content(String file) {
        return switch (file) {
            case "annotations.json" -> COCO;
            case "classmap.json" -> "{\"x\": 0}";
            case "classes.txt", "label_map.txt" -> "x";
            default -> "";
        };
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void removeEmptyParents(Path folder) throws IOException {
        for (Path current = folder; !current.equals(root); current = current.getParent()) {
            try (Stream<Path> entries = Files.list(current)) {
                if (entries.findAny().isPresent()) {
                    return;
                }
            }
            Files.delete(current);
        }
    }
}
