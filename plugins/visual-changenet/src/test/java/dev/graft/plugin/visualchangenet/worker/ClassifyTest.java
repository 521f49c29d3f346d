// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.visualchangenet.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.worker.ExitCode;
import dev.graft.torchkit.fixture.ChangedScenes;
import dev.graft.torchkit.fixture.WorkerJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The task classify: both heads on few pairs, which they learn by heart. */
class ClassifyTest {

    private static final int EPOCHS = 6;

    @TempDir
    static Path folder;

    private static WorkerJobs jobs;

    @BeforeAll
    static void writePairs() throws IOException {
        new ChangedScenes(32, 3).writePairs(folder.resolve("pairs"), 32, false);
        jobs = new WorkerJobs(folder, "visual_changenet", VisualChangenetWorker.actions(""));
    }

    @ParameterizedTest
    @CsvSource({"learnable, ce", "euclidean, contrastive"})
    void aHeadLearnsAndItsExportedFileAgrees(String head, String loss) throws IOException {
        WorkerJobs.Ended training = jobs.run("train" + head, Action.TRAIN, training(head, loss, EPOCHS));
        assertThat(training.exit()).as(training.message()).isEqualTo(ExitCode.SUCCESS);
        List<Double> losses = training.losses();
        assertThat(losses.get(EPOCHS - 1)).isLessThan(0.8 * losses.get(0));
        Path last = training.file("epoch=006.pth");
        WorkerJobs.Ended evaluation = evaluate("evaluate" + head, head, loss, last);
        assertThat(evaluation.exit()).as(evaluation.message()).isEqualTo(ExitCode.SUCCESS);
        assertThat(evaluation.values("test_loss").get(0)).isCloseTo(training.values("val_loss").get(0), within(1e-5));
        ObjectNode specs = specs(head, loss);
        specs.withObject("/export").put("checkpoint", last.toString());
        WorkerJobs.Ended export = jobs.run("export" + head, Action.EXPORT, specs);
        assertThat(export.exit()).as(export.message()).isEqualTo(ExitCode.SUCCESS);
        WorkerJobs.Ended again = evaluate("evaluateOnnx" + head, head, loss, export.file("model.onnx"));
        assertThat(again.values("test_loss").get(0)).isCloseTo(evaluation.values("test_loss").get(0), within(1e-4));
    }

    @Test
    void inferenceAddsScoresToTheTable() throws IOException {
        WorkerJobs.Ended training = jobs.run("train", Action.TRAIN, training("learnable", "ce", 1));
        ObjectNode specs = specs("learnable", "ce");
        specs.withObject("/inference").put("checkpoint", training.file("epoch=001.pth").toString());
        WorkerJobs.Ended inference = jobs.run("inference", Action.INFERENCE, specs);
        assertThat(inference.exit()).as(inference.message()).isEqualTo(ExitCode.SUCCESS);
        assertThat(Files.readAllLines(inference.file("inference.csv"))).hasSize(33);
    }

    @Test
    void aLossOfTheOtherHeadIsRefused() throws IOException {
        WorkerJobs.Ended refused = jobs.run("refused", Action.TRAIN, training("euclidean", "ce", 1));
        assertThat(refused.exit()).isEqualTo(ExitCode.USER);
        assertThat(refused.message()).contains("/train/classify/loss goes with another head");
    }

    @Test
    void picturesOfAnUnfitSizeAreRefused() throws IOException {
        ObjectNode specs = training("learnable", "ce", 1);
        specs.withObject("/dataset/classify").putArray("output_shape").add(20).add(20);
        WorkerJobs.Ended refused = jobs.run("unfit", Action.TRAIN, specs);
        assertThat(refused.exit()).isEqualTo(ExitCode.USER);
        assertThat(refused.message()).contains("/model/backbone/type", "multiples of 32, not 40 x 20");
    }

    private static WorkerJobs.Ended evaluate(String name, String head, String loss, Path model) throws IOException {
        ObjectNode specs = specs(head, loss);
        specs.withObject("/evaluate").put("checkpoint", model.toString()).put("batch_size", 16);
        return jobs.run(name, Action.EVALUATE, specs);
    }

    private static ObjectNode specs(String head, String loss) {
        ObjectNode specs = JsonNodeFactory.instance.objectNode().put("task", "classify");
        specs.withObject("/model/backbone").put("type", "resnet_18");
        specs.withObject("/model/decode_head/decoder_params").put("embed_dim", 16);
        specs.withObject("/model/classify").put("difference_module", head);
        specs.withObject("/train/classify").put("loss", loss);
        ObjectNode data = specs.withObject("/dataset/classify");
        for (String split : List.of("train", "validation", "test", "infer")) {
            data.withObject("/" + split + "_dataset")
                    .put("csv_path", folder.resolve("pairs/dataset.csv").toString())
                    .put("images_dir", folder.resolve("pairs/images").toString());
        }
        data.put("image_ext", ".png").put("batch_size", 8).put("fpratio_sampling", 1.0).put("num_input", 2);
        data.withObject("/input_map").put("White", 0).put("Low", 1);
        data.putArray("output_shape").add(32).add(32);
        return specs;
    }

    private static ObjectNode training(String head, String loss, int epochs) {
        ObjectNode specs = specs(head, loss);
        specs.withObject("/train").put("num_epochs", epochs).put("val_interval", EPOCHS).put("checkpoint_interval", EPOCHS);
        specs.withObject("/train/optim").put("lr", 0.0005);
        return specs;
    }
}
