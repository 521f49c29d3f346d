// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.poseclassification.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.plugin.poseclassification.PoseClassification;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetConvertTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final PoseClassification plugin = new PoseClassification();

    @TempDir
    private Path folder;

    @Test
    void eachPersonBecomesAnArrayOfOverlappingSamples() throws IOException {
        poses("a.json", 25, "pose3d");

        assertThat(run(ExitCode.SUCCESS, section -> section
                .put("sequence_length", 10).put("sequence_length_max", 12).put("sequence_length_min", 5).put("sequence_overlap", 0.5)))
                .isEqualTo("Wrote 6 samples of 2 people.");

        Array seven = read("object_7.npy");
        assertThat(seven.header).contains("'descr': '<f4'", "'fortran_order': False", "'shape': (5, 3, 12, 2, 1)");
        // Joint 1 of frame 3 in sample 2, which begins at frame 10: x = (13 + 120) - 13, in focal lengths of 100.
        assertThat(seven.at(2, 3, 12, 2, 0, 3, 1)).isEqualTo(1.2f);
        assertThat(seven.at(2, 3, 12, 2, 0, 3, 0)).as("relative to the first joint").isZero();
        assertThat(seven.at(2, 3, 12, 2, 2, 3, 1)).as("depth").isEqualTo(0.05f);
        assertThat(seven.at(2, 3, 12, 2, 0, 11, 1)).as("behind the sample's end").isZero();
        assertThat(read("object_9.npy").header).contains("(1, 3, 12, 2, 1)");
    }

    @Test
    void posesInThePictureAreRelativeToItsMiddle() throws IOException {
        poses("a.json", 6, "pose25d");

        run(ExitCode.SUCCESS, section -> section
                .put("pose_type", "2dbp").put("input_width", 100).put("input_height", 200)
                .put("sequence_length", 6).put("sequence_length_max", 6).put("sequence_length_min", 6));

        Array array = read("object_7.npy");
        assertThat(array.header).contains("(1, 2, 6, 2, 1)");
        assertThat(array.at(0, 2, 6, 2, 0, 2, 1)).as("x is 122 of 100").isEqualTo(0.72f);
        assertThat(array.at(0, 2, 6, 2, 1, 2, 1)).as("y is 50 of 200").isEqualTo(-0.25f);
    }

    @Test
    void severalFilesDoNotOverwriteEachOther() throws IOException {
        poses("a.json", 6, "pose3d");
        poses("b.json", 6, "pose3d");

        run(ExitCode.SUCCESS, section -> section.put("sequence_length_min", 5));

        assertThat(folder.resolve("results/a_object_7.npy")).exists();
        assertThat(folder.resolve("results/b_object_7.npy")).exists();
    }

    @Test
    void whatDoesNotFitIsRefusedWithWhatToDo() throws IOException {
        poses("a.json", 6, "pose3d");

        assertThat(run(ExitCode.USER, section -> section.put("num_joints", 34))).contains("has 2 joints").contains("set it to 2");
        assertThat(run(ExitCode.USER, section -> section.put("pose_type", "2dbp"))).contains("--publish-pose pose25d");
        assertThat(run(ExitCode.USER, section -> section.put("sequence_overlap", 0.0))).contains("sequence_overlap");
        assertThat(run(ExitCode.USER, section -> section.put("sequence_length", 400))).contains("at most sequence_length_max, 300");
        assertThat(run(ExitCode.USER, section -> {})).contains("10 frames or more");
        Files.writeString(folder.resolve("dataset/poses/a.json"), "[{\"batches\": [");
        assertThat(run(ExitCode.USER, section -> {})).contains("a.json is no valid JSON");
    }

    /** Person 7 in every frame, person 9 in the first six; two joints, whose first moves a pixel each frame. */
    private void poses(String name, int frames, String field) throws IOException {
        ArrayNode batches = JSON.createArrayNode();
        for (int frame = 0; frame < frames; frame++) {
            ObjectNode batch = batches.addObject().put("num_frames_in_batch", 1);
            ArrayNode objects = batch.putArray("batches").addObject().putArray("objects");
            for (int id : frame < 6 ? new int[] {7, 9} : new int[] {7}) {
                ArrayNode joints = objects.addObject().put("object_id", id).putArray(field);
                joints.add(frame).add(40).add(0).add(0.9);
                joints.add(frame + 120).add(50).add(5).add(0.9);
            }
        }
        Path file = folder.resolve("dataset/poses").resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, JSON.writeValueAsBytes(batches));
    }

    private record Array(String header, ByteBuffer values) {

        /** The value of sample, channel, frame and joint in samples x channels x frames x joints. */
        float at(int sample, int channels, int frames, int joints, int channel, int frame, int joint) {
            return values.getFloat(4 * (((sample * channels + channel) * frames + frame) * joints + joint));
        }
    }

    private Array read(String name) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("results").resolve(name))).order(ByteOrder.LITTLE_ENDIAN);
        int length = bytes.getShort(8);
        assertThat((10 + length) % 64).isZero();
        String header = new String(bytes.array(), 10, length, StandardCharsets.US_ASCII);
        return new Array(header, bytes.slice(10 + length, bytes.limit() - 10 - length).order(ByteOrder.LITTLE_ENDIAN));
    }

    private String run(ExitCode expected, Consumer<ObjectNode> changes) throws IOException {
        JobInputs.Dataset own = new JobInputs.Dataset("own", "pose_classification", "default", folder.resolve("dataset"));
        JobInputs inputs = new JobInputs(
                List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(own), Optional.empty(), List.of(),
                Optional.empty());
        Path results = Files.createDirectories(folder.resolve("results"));
        ObjectNode specs = plugin.specs(Action.DATASET_CONVERT).defaults();
        specs.withObject("/dataset_convert").put("num_joints", 2).put("focal_length", 100.0);
        changes.accept(specs.withObject("/dataset_convert"));
        ObjectNode filled = plugin.launcher(Action.DATASET_CONVERT)
                .plan(new LaunchRequest("job", Action.DATASET_CONVERT, specs, inputs, results, "", 0))
                .specs();
        Path status = folder.resolve("status.json");
        Path jobFile = Files.writeString(
                folder.resolve("job.json"),
                new WorkerJob("job", "pose_classification", Action.DATASET_CONVERT, filled, results, status, "", List.of(), 1).toJson());
        assertThat(new Worker(PoseClassificationWorker.ACTIONS, new StopSignal()).run(jobFile)).isEqualTo(expected);
        List<String> lines = Files.readAllLines(status);
        return JSON.readTree(lines.get(lines.size() - 1)).get("message").asText();
    }
}
