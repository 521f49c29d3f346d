// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.opticalinspection.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.worker.ExitCode;
import dev.graft.torchkit.fixture.ChangedScenes;
import dev.graft.torchkit.fixture.WorkerJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real objects on real grounds, under two lights: one training, and everything that can be done with its result. */
class InspectionTest {

    private static final int EPOCHS = 4;

    @TempDir
    static Path folder;

    private static WorkerJobs jobs;
    private static WorkerJobs.Ended training;
    private static WorkerJobs.Ended evaluation;

    @BeforeAll
    static void train() throws IOException {
        ChangedScenes scenes = new ChangedScenes(32, 5);
        scenes.writePairs(folder.resolve("train"), 2400, false);
        scenes.writePairs(folder.resolve("eval"), 200, true);
        jobs = new WorkerJobs(folder, "optical_inspection", OpticalInspectionWorker.actions(""));
        training = jobs.run("training", Action.TRAIN, training("train", EPOCHS));
        evaluation = evaluate("evaluation", training.best());
    }

    @Test
    void defectsOfUnseenObjectsAreFoundWithFewFalseAlarms() throws IOException {
        assertThat(training.exit()).as(training.message()).isEqualTo(ExitCode.SUCCESS);
        assertThat(evaluation.exit()).as(evaluation.message()).isEqualTo(ExitCode.SUCCESS);
        assertThat(evaluation.values("defect_acc").get(0)).isGreaterThanOrEqualTo(0.95);
        assertThat(evaluation.values("test_fpr").get(0)).isLessThanOrEqualTo(0.05);
        JsonNode kinds = evaluation.json("results.json").get("defect_acc_by_label");
        assertThat(kinds.fieldNames()).toIterable().containsExactly("EXTRA", "MISSING", "MOVED");
    }

    @Test
    void anEvaluationDrawsTheCurveAndPairs() throws IOException {
        assertThat(ImageIO.read(evaluation.file("roc.png").toFile()).getWidth()).isGreaterThan(400);
        // Two lights below each other, golden and tested side by side.
        assertThat(ImageIO.read(evaluation.file("pairs/0001_part.png").toFile()).getHeight()).isGreaterThan(200);
        assertThat(ImageIO.read(training.file("training_curves.png").toFile())).isNotNull();
        JsonNode results = evaluation.json("results.json");
        assertThat(results.get("found").asInt() + results.get("missed").asInt()).isEqualTo(100);
        assertThat(results.get("roc_auc").asDouble()).isGreaterThan(0.98);
    }

    @Test
    void theExportedFileIsEvaluatedToTheSameFigures() throws IOException {
        ObjectNode specs = specs("train");
        specs.withObject("/export").put("checkpoint", training.best().toString());
        WorkerJobs.Ended export = jobs.run("export", Action.EXPORT, specs);
        assertThat(export.exit()).as(export.message()).isEqualTo(ExitCode.SUCCESS);
        assertThat(export.message()).contains("input_1 [3, 32, 16] and input_2 [3, 32, 16]");
        WorkerJobs.Ended again = evaluate("evaluationOfOnnx", export.file("model.onnx"));
        assertThat(again.exit()).as(again.message()).isEqualTo(ExitCode.SUCCESS);
        assertThat(again.values("test_acc")).isEqualTo(evaluation.values("test_acc"));
        assertThat(again.values("test_loss").get(0)).isCloseTo(evaluation.values("test_loss").get(0), within(1e-4));
    }

    @Test
    void inferenceAddsScoresToTheTableAndNeedsNoLabels() throws IOException {
        Path unlabelled = folder.resolve("unlabelled.csv");
        List<String> lines = Files.readAllLines(folder.resolve("eval/dataset.csv")).subList(1, 11);
        List<String> table = new ArrayList<>(List.of("object_name,input_path,golden_path"));
        lines.stream().map(line -> line.split(",")).forEach(cells -> table.add(cells[3] + "," + cells[0] + "," + cells[1]));
        Files.write(unlabelled, table);
        ObjectNode specs = specs("eval");
        specs.withObject("/dataset/infer_dataset").put("csv_path", unlabelled.toString());
        specs.withObject("/inference").put("checkpoint", training.best().toString());
        WorkerJobs.Ended inference = jobs.run("inference", Action.INFERENCE, specs);
        assertThat(inference.exit()).as(inference.message()).isEqualTo(ExitCode.SUCCESS);
        List<String> scored = Files.readAllLines(inference.file("inference.csv"));
        assertThat(scored.get(0)).isEqualTo("object_name,input_path,golden_path,siamese_score,prediction");
        assertThat(scored).hasSize(11);
        assertThat(scored.subList(1, 11)).allMatch(line -> line.matches("part,test/board\\d+,golden/board\\d+,\\d+\\.\\d{6},(PASS|FAIL)"));
    }

    @Test
    void aPairThatLacksAPictureIsLeftOutAndCounted() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve("eval/dataset.csv")).subList(0, 9));
        lines.add("test/board000,golden/absent,PASS,part");
        Path table = Files.write(folder.resolve("lacking.csv"), lines);
        ObjectNode specs = specs("train");
        specs.withObject("/dataset/test_dataset").put("csv_path", table.toString());
        specs.withObject("/evaluate").put("checkpoint", training.best().toString());
        WorkerJobs.Ended lacking = jobs.run("lacking", Action.EVALUATE, specs);
        assertThat(lacking.exit()).as(lacking.message()).isEqualTo(ExitCode.SUCCESS);
        assertThat(lacking.message()).contains("on 8 pairs", "1 image was skipped", "absent/part_White.png");
    }

    @Test
    void aTrainingThatGoesOnEndsAsOneThatWasNotInterrupted() throws IOException {
        WorkerJobs.Ended whole = jobs.run("whole", Action.TRAIN, training("eval", 2));
        WorkerJobs.Ended first = jobs.run("parts", Action.TRAIN, training("eval", 1));
        ObjectNode more = training("eval", 2);
        more.withObject("/train").put("resume_training_checkpoint_path", first.file("epoch=001.pth").toString());
        WorkerJobs.Ended second = jobs.run("parts", Action.TRAIN, more);
        assertThat(second.exit()).as(second.message()).isEqualTo(ExitCode.SUCCESS);
        assertThat(second.losses()).hasSize(1);
        assertThat(second.losses().get(0)).isCloseTo(whole.losses().get(1), within(1e-9));
        assertThat(second.values("val_loss").get(0)).isCloseTo(whole.values("val_loss").get(1), within(1e-9));
    }

    @Test
    void withoutTrtexecAnEngineIsRefusedWithWhatIsMissing() throws IOException {
        ObjectNode specs = specs("eval");
        specs.withObject("/gen_trt_engine").put("onnx_file", folder.resolve("eval/dataset.csv").toString());
        specs.withObject("/gen_trt_engine/tensorrt").put("data_type", "fp16");
        WorkerJobs.Ended engine = jobs.run("engine", Action.GEN_TRT_ENGINE, specs);
        assertThat(engine.exit()).isEqualTo(ExitCode.USER);
        assertThat(engine.message()).contains("trtexec", "not on the PATH");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /model            | model_backbone      | resnet    | /model/model_backbone is 'resnet'; the only backbone is custom
            /model            | imagenet_pretrained | true      | no weights of the custom backbone exist
            /dataset          | num_input           | 4         | /dataset/num_input is 4, but input_map names 2 lights
            /dataset          | concat_type         | grid      | /dataset/grid_map has 2 x 2 places for 2 lights
            /dataset          | batch_size          | 1         | at least 2 pairs
            /train            | loss                | ce        | the only loss is contrastive
            /train/optim      | type                | Lion      | allowed are Adam and SGD
            /train/tensorboard| enabled             | true      | no events are written
            /train            | surprise            | 1         | /train/surprise is not known here
            """)
    void whatIsNotDoneIsRefused(String object, String name, String value, String message) throws IOException {
        ObjectNode specs = training("eval", 1);
        specs.withObject(object).put(name, value);
        WorkerJobs.Ended refused = jobs.run("refused", Action.TRAIN, specs);
        assertThat(refused.exit()).isEqualTo(ExitCode.USER);
        assertThat(refused.message()).contains(message);
    }

    /** The threshold is half the margin: 0.85, a little below the middle, as defects are to be found. */
    private static WorkerJobs.Ended evaluate(String name, Path model) throws IOException {
        ObjectNode specs = specs("train");
        specs.withObject("/model").put("margin", 1.7);
        specs.withObject("/evaluate").put("checkpoint", model.toString()).put("batch_size", 25);
        return jobs.run(name, Action.EVALUATE, specs);
    }

    private static ObjectNode specs(String learnt) {
        ObjectNode specs = JsonNodeFactory.instance.objectNode();
        ObjectNode dataset = specs.withObject("/dataset");
        for (String split : List.of("train", "validation", "test", "infer")) {
            Path data = folder.resolve(split.equals("train") ? learnt : "eval");
            dataset.withObject("/" + split + "_dataset")
                    .put("csv_path", data.resolve("dataset.csv").toString())
                    .put("images_dir", data.resolve("images").toString());
        }
        dataset.put("image_ext", ".png").put("batch_size", 32).put("fpratio_sampling", 1.0).put("num_input", 2).put("workers", 2);
        dataset.withObject("/input_map").put("Low", 1).put("White", 0);
        dataset.withArray("/output_shape").add(16).add(16);
        specs.withObject("/model").put("model_type", "Siamese").put("embedding_vectors", 256);
        return specs;
    }

    private static ObjectNode training(String learnt, int epochs) {
        ObjectNode specs = specs(learnt);
        specs.withObject("/train").put("num_epochs", epochs);
        return specs;
    }
}
