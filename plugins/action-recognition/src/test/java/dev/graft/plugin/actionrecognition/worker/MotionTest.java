// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.actionrecognition.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.worker.ExitCode;
import dev.graft.torchkit.fixture.WorkerJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Digits that move in six ways, seen by the optical flow that is computed of their frames: one training, and what can be done with its
 * result; and what a network that sees one frame cannot tell.
 */
class MotionTest {

    private static final int FRAMES = 8;
    private static final int TEST_VIDEOS = 10;

    @TempDir
    static Path folder;

    private static WorkerJobs jobs;
    private static WorkerJobs.Ended training;
    private static WorkerJobs.Ended evaluation;

    @BeforeAll
    static void train() throws IOException {
        MovingDigits.write(folder.resolve("train"), "train", 40, FRAMES);
        MovingDigits.write(folder.resolve("test"), "test", TEST_VIDEOS, FRAMES);
        jobs = new WorkerJobs(folder, "action_recognition", ActionRecognitionWorker.actions());
        training = jobs.run("training", Action.TRAIN, training("of", "2d", 4));
        evaluation = evaluate("evaluation", training.best());
    }

    @Test
    void motionsOfUnseenDigitsAreRecognised() {
        assertThat(training.exit()).as(training.message()).isEqualTo(ExitCode.SUCCESS);
        assertThat(evaluation.exit()).as(evaluation.message()).isEqualTo(ExitCode.SUCCESS);
        assertThat(evaluation.values("test_acc").get(0)).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void anEvaluationWritesItsFiguresAndAPicture() throws IOException {
        assertThat(evaluation.json("results.json").get("videos").asInt()).isEqualTo(6 * TEST_VIDEOS);
        assertThat(evaluation.json("results.json").get("accuracy").size()).isEqualTo(6);
        assertThat(ImageIO.read(evaluation.file("confusion_matrix.png").toFile()).getWidth()).isGreaterThan(300);
    }

    @Test
    void aNetworkThatSeesOneFrameCannotTellMotions() throws IOException {
        ObjectNode specs = training("rgb", "2d", 2);
        specs.withObject("/train/optim").put("lr", 0.005);
        WorkerJobs.Ended blind = jobs.run("blind", Action.TRAIN, specs);
        assertThat(blind.exit()).as(blind.message()).isEqualTo(ExitCode.SUCCESS);
        assertThat(blind.values("val_acc")).hasSize(2).allMatch(accuracy -> accuracy < 0.4);
    }

    @Test
    @Tag("proof")
    void aNetworkWithTimeAsAnAxisTellsMotionsToo() throws IOException {
        ObjectNode specs = training("of", "3d", 2);
        specs.withObject("/train").put("checkpoint_interval", 2);
        specs.withObject("/train/optim").put("lr", 0.005).putArray("lr_steps").add(2);
        WorkerJobs.Ended deep = jobs.run("deep", Action.TRAIN, specs);
        assertThat(deep.exit()).as(deep.message()).isEqualTo(ExitCode.SUCCESS);
        assertThat(deep.values("val_acc").get(1)).isGreaterThanOrEqualTo(0.95);
        ObjectNode given = specs("of", "3d");
        given.withObject("/export").put("checkpoint", deep.best().toString());
        WorkerJobs.Ended export = jobs.run("deepExport", Action.EXPORT, given);
        assertThat(export.exit()).as(export.message()).isEqualTo(ExitCode.SUCCESS);
        assertThat(export.message()).contains("input_of [2, 3, 32, 32]");
    }

    @Test
    void theExportedFileSeesTheSame() throws IOException {
        ObjectNode specs = specs("of", "2d");
        specs.withObject("/export").put("checkpoint", training.best().toString());
        WorkerJobs.Ended export = jobs.run("export", Action.EXPORT, specs);
        assertThat(export.exit()).as(export.message()).isEqualTo(ExitCode.SUCCESS);
        assertThat(export.message()).contains("input_of [6, 32, 32]");
        WorkerJobs.Ended again = evaluate("evaluationOfOnnx", export.file("model.onnx"));
        assertThat(again.exit()).as(again.message()).isEqualTo(ExitCode.SUCCESS);
        assertThat(again.values("test_loss").get(0)).isCloseTo(evaluation.values("test_loss").get(0), within(1e-4));
    }

    @Test
    void inferenceWritesATableOfVideos() throws IOException {
        ObjectNode specs = specs("of", "2d");
        specs.withObject("/inference")
                .put("checkpoint", training.best().toString())
                .put("inference_dataset_dir", folder.resolve("test").toString())
                .put("video_inf_mode", "all")
                .put("batch_size", 16);
        WorkerJobs.Ended inference = jobs.run("inference", Action.INFERENCE, specs);
        assertThat(inference.exit()).as(inference.message()).isEqualTo(ExitCode.SUCCESS);
        List<String> lines = Files.readAllLines(inference.file("result.csv"));
        assertThat(lines).hasSize(6 * TEST_VIDEOS).allMatch(line -> line.matches("\\w+/video\\d\\d,\\w+,[01]\\.\\d{6}"));
        long right = lines.stream().filter(line -> line.split("/")[0].equals(line.split(",")[1])).count();
        assertThat((double) right / lines.size()).isGreaterThan(0.9);
    }

    @Test
    void aJointNetworkIsTrainedGoesOnAndIsExported() throws IOException {
        ObjectNode one = training("joint", "2d", 1);
        one.withObject("/dataset").put("train_dataset_dir", folder.resolve("test").toString());
        WorkerJobs.Ended first = jobs.run("joint", Action.TRAIN, one);
        assertThat(first.exit()).as(first.message()).isEqualTo(ExitCode.SUCCESS);
        ObjectNode two = training("joint", "2d", 2);
        two.withObject("/dataset").put("train_dataset_dir", folder.resolve("test").toString());
        two.withObject("/train").put("resume_training_checkpoint_path", first.file("epoch=001.pth").toString());
        WorkerJobs.Ended second = jobs.run("joint", Action.TRAIN, two);
        assertThat(second.exit()).as(second.message()).isEqualTo(ExitCode.SUCCESS);
        assertThat(second.losses()).hasSize(1);
        ObjectNode specs = specs("joint", "2d");
        specs.withObject("/export").put("checkpoint", second.file("epoch=002.pth").toString());
        WorkerJobs.Ended export = jobs.run("jointExport", Action.EXPORT, specs);
        assertThat(export.exit()).as(export.message()).isEqualTo(ExitCode.SUCCESS);
        assertThat(export.message()).contains("input_rgb [3, 32, 32] and input_of [6, 32, 32]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /model       | backbone     | i3d        | allowed are resnet_18
            /train/optim | lr_scheduler | AutoReduce | the only schedule is MultiStep
            /train       | num_gpus     | 2          | a training uses one GPU or the CPU
            /model       | surprise     | 1          | /model/surprise is not known here
            """)
    void whatIsNotDoneIsRefused(String object, String name, String value, String message) throws IOException {
        ObjectNode specs = training("rgb", "2d", 1);
        specs.withObject(object).put(name, value);
        WorkerJobs.Ended refused = jobs.run("refused", Action.TRAIN, specs);
        assertThat(refused.exit()).isEqualTo(ExitCode.USER);
        assertThat(refused.message()).contains(message);
    }

    private static WorkerJobs.Ended evaluate(String name, Path model) throws IOException {
        ObjectNode specs = specs("of", "2d");
        specs.withObject("/evaluate")
                .put("checkpoint", model.toString())
                .put("test_dataset_dir", folder.resolve("test").toString())
                .put("batch_size", 20)
                .put("video_eval_mode", "conv")
                .put("video_num_segments", 3);
        return jobs.run(name, Action.EVALUATE, specs);
    }

    private static ObjectNode specs(String type, String input) {
        ObjectNode specs = JsonNodeFactory.instance.objectNode();
        ObjectNode model = specs.withObject("/model").put("model_type", type).put("input_type", input).put("backbone", "resnet_18");
        model.put("rgb_seq_length", 1).put("of_seq_length", 3).put("input_width", 32).put("input_height", 32);
        ObjectNode data = specs.withObject("/dataset").put("batch_size", 16).put("workers", 2).put("clips_per_video", 1);
        data.withObject("/augmentation_config").put("horizontal_flip_prob", 0.0);
        // As the service sends it: the classes of the default stand among one's own.
        data.withObject("/label_map").put("catch", 0).put("smile", 1);
        for (MovingDigits.Motion motion : MovingDigits.Motion.values()) {
            data.withObject("/label_map").put(motion.name(), motion.ordinal());
        }
        return specs;
    }

    private static ObjectNode training(String type, String input, int epochs) {
        ObjectNode specs = specs(type, input);
        specs.withObject("/dataset")
                .put("train_dataset_dir", folder.resolve("train").toString())
                .put("val_dataset_dir", folder.resolve("test").toString());
        specs.withObject("/train").put("num_epochs", epochs);
        specs.withObject("/train/optim").put("lr", 0.01).putArray("lr_steps").add(Math.max(1, epochs - 1));
        return specs;
    }
}
