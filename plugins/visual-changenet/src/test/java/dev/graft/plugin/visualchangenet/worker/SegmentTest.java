// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.visualchangenet.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.worker.ExitCode;
import dev.graft.torchkit.fixture.ChangedScenes;
import dev.graft.torchkit.fixture.WorkerJobs;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects that come, go and move on real grounds: one training of the task segment, and what can be done with its result. */
class SegmentTest {

    private static final int EPOCHS = 3;
    private static final int SIDE = 64;
    private static final int TEST_SCENES = 60;

    @TempDir
    static Path folder;

    private static Path scenes;
    private static WorkerJobs jobs;
    private static WorkerJobs.Ended training;
    private static WorkerJobs.Ended evaluation;

    @BeforeAll
    static void train() throws IOException {
        scenes = folder.resolve("scenes");
        ChangedScenes written = new ChangedScenes(SIDE, 9);
        written.writeMasks(scenes, "train", 320, false);
        written.writeMasks(scenes, "test", TEST_SCENES, true);
        jobs = new WorkerJobs(folder, "visual_changenet", VisualChangenetWorker.actions(""));
        training = jobs.run("training", Action.TRAIN, training(EPOCHS));
        evaluation = evaluate("evaluation", training.best());
    }

    @Test
    void changesOfUnseenObjectsAreMarked() throws IOException {
        assertThat(training.exit()).as(training.message()).isEqualTo(ExitCode.SUCCESS);
        assertThat(training.losses()).hasSize(EPOCHS);
        assertThat(evaluation.exit()).as(evaluation.message()).isEqualTo(ExitCode.SUCCESS);
        assertThat(evaluation.values("miou").get(0)).isGreaterThanOrEqualTo(0.80);
        JsonNode classes = evaluation.json("results.json").get("classes");
        assertThat(classes.at("/iou/changed").asDouble()).isGreaterThanOrEqualTo(0.60);
        assertThat(classes.at("/recall/changed").asDouble()).isGreaterThan(0.7);
        assertThat(classes.at("/precision/changed").asDouble()).isGreaterThan(0.7);
    }

    @Test
    void aValidationMeasuresAsAnEvaluationDoes() {
        double best = training.values("val_acc").stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        assertThat(evaluation.values("test_acc").get(0)).isCloseTo(best, within(1e-6));
    }

    @Test
    void masksAreWrittenAsPictures() throws IOException {
        BufferedImage mask = ImageIO.read(evaluation.file("masks/test_1.png").toFile());
        assertThat(mask.getWidth()).isEqualTo(SIDE);
        int white = 0;
        int marked = 0;
        BufferedImage truth = ImageIO.read(scenes.resolve("label/test_1.png").toFile());
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                boolean changed = (truth.getRGB(x, y) & 0xff) > 127;
                white += changed ? 1 : 0;
                marked += changed && (mask.getRGB(x, y) & 0xff) > 127 ? 1 : 0;
            }
        }
        assertThat((double) marked / white).isGreaterThan(0.5);
        BufferedImage row = ImageIO.read(evaluation.file("combined_visualisation/test_1.png").toFile());
        assertThat(row.getWidth()).isEqualTo(4 * SIDE + 6);
    }

    @Test
    void theExportedFileMarksTheSamePixels() throws IOException {
        ObjectNode specs = specs();
        specs.withObject("/export").put("checkpoint", training.best().toString());
        WorkerJobs.Ended export = jobs.run("export", Action.EXPORT, specs);
        assertThat(export.exit()).as(export.message()).isEqualTo(ExitCode.SUCCESS);
        assertThat(export.message()).contains("input0 [3, 64, 64] and input1 [3, 64, 64]");
        WorkerJobs.Ended again = evaluate("evaluationOfOnnx", export.file("model.onnx"));
        assertThat(again.exit()).as(again.message()).isEqualTo(ExitCode.SUCCESS);
        assertThat(again.values("miou").get(0)).isCloseTo(evaluation.values("miou").get(0), within(1e-4));
    }

    @Test
    void inferenceNeedsNoMasks() throws IOException {
        ObjectNode specs = specs();
        specs.withObject("/inference").put("checkpoint", training.best().toString()).put("batch_size", 10).put("vis_after_n_batches", 3);
        specs.withObject("/dataset/segment").put("annotation_folder_name", "nowhere");
        WorkerJobs.Ended inference = jobs.run("inference", Action.INFERENCE, specs);
        assertThat(inference.exit()).as(inference.message()).isEqualTo(ExitCode.SUCCESS);
        assertThat(inference.message()).contains("Masks written");
        // Of six batches of ten the first and the fourth.
        assertThat(inference.file("masks").toFile().list()).hasSize(20);
    }

    @Test
    void aTrainingGoesOnWhereItStopped() throws IOException {
        ObjectNode one = training(1);
        one.withObject("/dataset/segment").put("train_split", "test");
        WorkerJobs.Ended first = jobs.run("resumed", Action.TRAIN, one);
        assertThat(first.exit()).as(first.message()).isEqualTo(ExitCode.SUCCESS);
        ObjectNode two = training(2);
        two.withObject("/dataset/segment").put("train_split", "test");
        two.withObject("/train").put("resume_training_checkpoint_path", first.file("epoch=001.pth").toString());
        WorkerJobs.Ended second = jobs.run("resumed", Action.TRAIN, two);
        assertThat(second.exit()).as(second.message()).isEqualTo(ExitCode.SUCCESS);
        assertThat(second.losses()).hasSize(1);
        assertThat(second.message()).contains("Trained 2 of 2 epochs on 60 pairs.");
    }

    @Test
    void anUnknownSplitIsAFaultThatSaysWhatToDo() throws IOException {
        ObjectNode specs = training(1);
        specs.withObject("/dataset/segment").put("train_split", "absent");
        WorkerJobs.Ended refused = jobs.run("absent", Action.TRAIN, specs);
        assertThat(refused.exit()).isEqualTo(ExitCode.USER);
        assertThat(refused.message()).contains("list/absent.txt", "choose another split");
    }

    private static WorkerJobs.Ended evaluate(String name, Path model) throws IOException {
        ObjectNode specs = specs();
        specs.withObject("/evaluate").put("checkpoint", model.toString()).put("batch_size", 20);
        return jobs.run(name, Action.EVALUATE, specs);
    }

    private static ObjectNode specs() {
        ObjectNode specs = JsonNodeFactory.instance.objectNode().put("task", "segment");
        specs.withObject("/model/backbone").put("type", "resnet_18");
        specs.withObject("/model/decode_head/decoder_params").put("embed_dim", 24);
        ObjectNode data = specs.withObject("/dataset/segment");
        data.put("root_dir", scenes.toString()).put("img_size", SIDE).put("batch_size", 16).put("workers", 2);
        data.put("validation_split", "test");
        ObjectNode augmentation = data.withObject("/augmentation");
        augmentation.put("with_random_blur", false).put("with_random_crop", false);
        augmentation.withObject("/with_scale_random_crop").put("enable", false);
        augmentation.withObject("/random_color").put("enable", false);
        return specs;
    }

    private static ObjectNode training(int epochs) {
        ObjectNode specs = specs();
        specs.withObject("/train").put("num_epochs", epochs).put("val_interval", 2);
        specs.withObject("/train/optim").put("lr", 0.001);
        return specs;
    }
}
