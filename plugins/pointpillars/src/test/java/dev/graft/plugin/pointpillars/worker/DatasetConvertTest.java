// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.pointpillars.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.plugin.pointpillars.Pointpillars;
import dev.graft.spi.Action;
import dev.graft.spi.launch.JobInputs;
import dev.graft.spi.launch.LaunchRequest;
import dev.graft.spi.worker.ExitCode;
import dev.graft.spi.worker.WorkerJob;
import dev.graft.torchkit.worker.StopSignal;
import dev.graft.torchkit.worker.Worker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.Unpickler;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetConvertTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final Pointpillars plugin = new Pointpillars();

    @TempDir
    private Path folder;

    private Path info;

    @BeforeAll
    static void readNumpy() {
        IObjectConstructor reconstruct = arguments -> new ReadArray();
        IObjectConstructor type = arguments -> new ReadType((String) arguments[0]);
        Unpickler.registerConstructor("numpy.core.multiarray", "_reconstruct", reconstruct);
        Unpickler.registerConstructor("numpy", "dtype", type);
    }

    @BeforeEach
    void twoScenes() throws IOException {
        scene("train", "000001",
                "Car 0.5 1 -1.5 1 2 3 4 2.0 2.0 4.0 10 5 0 0\nPedestrian 0 0 0 0 0 0 0 2 1 1 20 0 0 0.5 0.9\n",
                // In the car's middle, at its side, above it, turned out of it, far away.
                10, 5, 0, 0.25f, 11.9f, 5.9f, 0.9f, 0.5f, 10, 5, 1.1f, 0.5f, 10, 6.5f, 0, 0.5f, 60, 0, 0, 1);
        scene("val", "000009", "Car 0 0 0 0 0 0 0 2 2 4 1 1 0 1.5707963\n", 1, 2.9f, 0, 1, 2.9f, 1, 0, 1);
        info = folder.resolve("results/data_info");
    }

    @Test
    void theLabelsOfBothPartsBecomeArrays() throws IOException {
        assertThat(run(ExitCode.SUCCESS, dataset -> {})).isEqualTo("Wrote 1 and 1 scenes and a database of 2 objects.");

        Map<?, ?> scene = (Map<?, ?>) ((List<?>) load("infos_train.pkl")).get(0);
        assertThat((Object) scene.get("point_cloud")).isEqualTo(Map.of("num_features", 4, "lidar_idx", "000001"));
        Map<?, ?> annotations = (Map<?, ?>) scene.get("annos");
        assertThat(text(annotations.get("name"))).containsExactly("Car", "Pedestrian");
        assertThat(doubles(annotations.get("truncated"))).containsExactly(0.5, 0);
        assertThat(doubles(annotations.get("score"))).containsExactly(-1, 0.9);
        assertThat(doubles(annotations.get("dimensions"))).containsExactly(4, 2, 2, 1, 2, 1);
        assertThat(doubles(annotations.get("gt_boxes_lidar"))).containsExactly(10, 5, 0, 4, 2, 2, 0, 20, 0, 0, 1, 1, 2, 0.5);
        assertThat(((ReadArray) annotations.get("gt_boxes_lidar")).shape()).containsExactly(2, 7);
        assertThat(floats(annotations.get("bbox"))).containsExactly(1, 2, 3, 4, 0, 0, 0, 0);
        assertThat(floats(annotations.get("location"))).containsExactly(10, 5, 0, 20, 0, 0);
        assertThat((List<?>) load("infos_val.pkl")).hasSize(1);
        assertThat((List<?>) load("infos_train_val.pkl")).hasSize(2);
    }

    @Test
    void theDatabaseHasEveryObjectsPointsAroundItsMiddle() throws IOException {
        run(ExitCode.SUCCESS, dataset -> {});

        Map<?, ?> database = (Map<?, ?>) load("dbinfos_train.pkl");
        assertThat(database.keySet().stream().map(Object::toString)).containsExactlyInAnyOrder("Car", "Pedestrian");
        Map<?, ?> car = (Map<?, ?>) ((List<?>) database.get("Car")).get(0);
        assertThat((Object) car.get("path")).isEqualTo("gt_database/000001_Car_0.bin");
        assertThat((Object) car.get("num_points_in_gt")).isEqualTo(2);
        assertThat(doubles(car.get("box3d_lidar"))).containsExactly(10, 5, 0, 4, 2, 2, 0);
        assertThat(PointCloud.read(info.resolve("gt_database/000001_Car_0.bin"), 4).values())
                .containsExactly(0, 0, 0, 0.25f, 11.9f - 10, 5.9f - 5, 0.9f, 0.5f);
        assertThat(info.resolve("gt_database/000001_Pedestrian_1.bin")).isEmptyFile();
    }

    @Test
    void aTurnedBoxHoldsThePointsAlongIt() {
        LabelledBox turned = LabelledBox.parse("Car 0 0 0 0 0 0 0 2 2 4 1 1 0 1.5707963");

        assertThat(turned.contains(1, 2.9f, 0)).isTrue();
        assertThat(turned.contains(2.9f, 1, 0)).isFalse();
    }

    @Test
    void whatDoesNotFitIsRefusedWithWhatToDo() throws IOException {
        assertThat(run(ExitCode.USER, dataset -> dataset.withObject("/data_split").put("test", "test"))).contains("no folder test/lidar");
        assertThat(run(ExitCode.USER, dataset -> dataset.withObject("/data_split").put("test", "../val"))).contains("data_split.test");
        assertThat(run(ExitCode.USER, dataset -> ((ObjectNode) dataset.at("/data_augmentor/aug_config_list/0")).put("num_point_features", 3)))
                .contains("000001.bin has 80 bytes", "num_point_features");
        Files.writeString(folder.resolve("dataset/train/label/000001.txt"), "Car 0 0 0\n");
        assertThat(run(ExitCode.USER, dataset -> {})).contains("Line 1 of label/000001.txt has 4 fields");
        Files.writeString(folder.resolve("dataset/train/label/000001.txt"), "Car 0 0 0 0 0 0 0 2 2 four 1 1 0 0\n");
        assertThat(run(ExitCode.USER, dataset -> {})).contains("'four' as field 11");
        Files.writeString(folder.resolve("dataset/train/label/000001.txt"), "\n");
        assertThat(run(ExitCode.USER, dataset -> {})).contains("names no object");
        Files.delete(folder.resolve("dataset/train/label/000001.txt"));
        assertThat(run(ExitCode.USER, dataset -> {})).contains("lidar/000001.bin has no label/000001.txt");
    }

    private void scene(String part, String id, String labels, float... points) throws IOException {
        Path label = Files.createDirectories(folder.resolve("dataset").resolve(part).resolve("label"));
        Path lidar = Files.createDirectories(folder.resolve("dataset").resolve(part).resolve("lidar"));
        Files.writeString(label.resolve(id + ".txt"), labels);
        new PointCloud(points, 4).write(lidar.resolve(id + ".bin"));
    }

    private Object load(String name) throws IOException {
        return new Unpickler().loads(Files.readAllBytes(info.resolve(name)));
    }

    private static double[] doubles(Object array) {
        assertThat(((ReadArray) array).type().name()).isEqualTo("f8");
        ByteBuffer bytes = ((ReadArray) array).content();
        double[] values = new double[bytes.remaining() / Double.BYTES];
        bytes.asDoubleBuffer().get(values);
        return values;
    }

    private static float[] floats(Object array) {
        assertThat(((ReadArray) array).type().name()).isEqualTo("f4");
        ByteBuffer bytes = ((ReadArray) array).content();
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    private static List<String> text(Object array) {
        ReadArray read = (ReadArray) array;
        int length = Integer.parseInt(read.type().name().substring(1)) * Integer.BYTES;
        byte[] content = read.content().array();
        return IntStream.range(0, content.length / length)
                .mapToObj(i -> new String(content, i * length, length, Charset.forName("UTF-32LE")).replace("\0", ""))
                .toList();
    }

    private String run(ExitCode expected, Consumer<ObjectNode> changes) throws IOException {
        JobInputs.Dataset own = new JobInputs.Dataset("own", "pointpillars", "default", folder.resolve("dataset"));
        JobInputs inputs = new JobInputs(
                List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(own), Optional.empty(), List.of(),
                Optional.empty());
        Path results = Files.createDirectories(folder.resolve("results"));
        ObjectNode specs = plugin.specs(Action.DATASET_CONVERT).defaults();
        changes.accept(specs.withObject("/dataset"));
        ObjectNode filled = plugin.launcher(Action.DATASET_CONVERT)
                .plan(new LaunchRequest("job", Action.DATASET_CONVERT, specs, inputs, results, "", 0))
                .specs();
        Path status = folder.resolve("status.json");
        Path jobFile = Files.writeString(
                folder.resolve("job.json"),
                new WorkerJob("job", "pointpillars", Action.DATASET_CONVERT, filled, results, status, "", List.of(), 1).toJson());
        assertThat(new Worker(PointpillarsWorker.ACTIONS, new StopSignal()).run(jobFile)).isEqualTo(expected);
        List<String> lines = Files.readAllLines(status);
        return JSON.readTree(lines.get(lines.size() - 1)).get("message").asText();
    }

    /** What {@code numpy.dtype} makes; public for the unpickler, as is its state's setter. */
    public record ReadType(String name) {

        public void __setstate__(Object... state) {
            assertThat(state).startsWith(3, "<");
        }
    }

    /** What NumPy's {@code _reconstruct} makes and its state fills. */
    public static final class ReadArray {

        private Object[] state = {};

        public void __setstate__(Object... filled) {
            state = filled;
        }

        Integer[] shape() {
            return Arrays.stream((Object[]) state[1]).map(Integer.class::cast).toArray(Integer[]::new);
        }

        ReadType type() {
            return (ReadType) state[2];
        }

        ByteBuffer content() {
            return ByteBuffer.wrap((byte[]) state[4]).order(ByteOrder.LITTLE_ENDIAN);
        }
    }
}
