// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationpyt.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.worker.ExitCode;
import dev.graft.spi.worker.WorkerJob;
import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.classification.OpenModel;
import dev.graft.torchkit.data.Batches;
import dev.graft.torchkit.data.ImageBatch;
import dev.graft.torchkit.data.ImageBatches;
import dev.graft.torchkit.data.ImageCache;
import dev.graft.torchkit.data.ImageFolder;
import dev.graft.torchkit.data.LoaderOptions;
import dev.graft.torchkit.data.UnreadableImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job on real digits: one training, and everything that can be done with its result. */
class DigitsTest {

    private static final int EPOCHS = 4;

    @TempDir
    static Path folder;

    private static Digits digits;
    private static Jobs jobs;
    private static Jobs.Ended training;
    private static Jobs.Ended export;
    private static Path best;

    @BeforeAll
    static void train() throws IOException {
        digits = Digits.all(folder.resolve("digits"));
        jobs = new Jobs(folder);
        ObjectNode specs = Jobs.training(digits, EPOCHS);
        specs.withArray("/dataset/data/train/pipeline").addObject().put("type", "RandomCrop").put("crop_size", 32).put("padding", 2);
        training = jobs.run("train", Action.TRAIN, specs);
        best = training.file(training.json("checkpoints.json").at("/best/file").asText());
        export = jobs.run("export", Action.EXPORT, Jobs.with(Jobs.specs(digits), "/export", section -> section
                .put("checkpoint", best.toString())
                .put("onnx_file", folder.resolve("export/model.onnx").toString())
                .put("input_width", 32)
                .put("input_height", 32)
                .put("verify", true)));
    }

    @Test
    void ninetyFivePercentOfTheTestDigitsAreRecognised() {
        assertThat(training.exit()).as(training.message()).isEqualTo(ExitCode.SUCCESS);
        assertThat(training.values("accuracy_top-1")).hasSize(EPOCHS);
        assertThat(training.values("accuracy_top-1").get(EPOCHS - 1)).isGreaterThanOrEqualTo(0.95);
        assertThat(training.losses().get(EPOCHS - 1)).isLessThan(training.losses().get(0) / 5);
    }

    @Test
    void statusLinesHaveWhatTheServerReads() {
        JsonNode line = training.lines().stream().filter(one -> one.has("kpi")).skip(1).findFirst().orElseThrow();
        assertThat(line.get("epoch").asInt()).isEqualTo(2);
        assertThat(line.get("max_epoch").asInt()).isEqualTo(EPOCHS);
        assertThat(line.get("key_metric").asDouble()).isEqualTo(line.at("/kpi/accuracy_top-1").asDouble());
        assertThat(line.at("/categorical/accuracy").size()).isEqualTo(10);
        assertThat(line.at("/graphical").fieldNames()).toIterable().contains("loss", "learning_rate", "accuracy_top-1");
        assertThat(training.message()).contains("Trained 4 of 4 epochs on 1500 images.", "Best accuracy_top-1");
    }

    @Test
    void anEvaluationGivesTheValidationFigureOfItsEpoch() throws IOException {
        for (int epoch = 1; epoch <= EPOCHS; epoch += EPOCHS - 1) {
            Jobs.Ended evaluation = evaluate("evaluate" + epoch, training.file("epoch_" + epoch + ".pth"));
            assertThat(evaluation.exit()).as(evaluation.message()).isEqualTo(ExitCode.SUCCESS);
            assertThat(evaluation.values("accuracy_top-1").get(0))
                    .isCloseTo(training.values("accuracy_top-1").get(epoch - 1), within(1e-6));
            assertThat(evaluation.values("val_loss").get(0))
                    .isCloseTo(training.values("val_loss").get(epoch - 1), within(1e-5));
        }
    }

    @Test
    void anEvaluationWritesItsFiguresAndAPicture() throws IOException {
        Jobs.Ended evaluation = evaluate("evaluateFiles", best);
        JsonNode results = evaluation.json("results.json");
        assertThat(results.get("samples").asInt()).isEqualTo(500);
        assertThat(results.get("accuracy_top-5").asDouble()).isGreaterThanOrEqualTo(results.get("accuracy_top-1").asDouble());
        long diagonal = 0;
        for (int i = 0; i < 10; i++) {
            diagonal += results.at("/confusion_matrix/" + i + "/" + i).asLong();
        }
        assertThat(results.get("accuracy_top-1").asDouble()).isCloseTo(diagonal / 500.0, within(1e-12));
        assertThat(ImageIO.read(evaluation.file("confusion_matrix.png").toFile()).getWidth()).isGreaterThan(500);
    }

    @Test
    void theExportedFileAgreesWithTheNetworkOnRealImages() throws IOException {
        assertThat(export.exit()).as(export.message()).isEqualTo(ExitCode.SUCCESS);
        assertThat(Files.readAllLines(export.file("classes.txt"))).isEqualTo(Files.readAllLines(digits.classes()));
        Machine machine = Machine.of(WorkerJob.read(training.file("job.json")));
        ImageFolder hundred = new ImageFolder(
                digits.images("val"),
                Files.readAllLines(digits.classes()),
                ImageFolder.labelled(digits.images("val"), List.of()).samples().subList(200, 300));
        try (OpenModel<ModelDescription> network = OpenModel.open(best, DigitsTest::described, machine);
                OpenModel<ModelDescription> file = OpenModel.open(export.file("model.onnx"), DigitsTest::described, machine)) {
            ImageBatches batches = new ImageBatches(
                    hundred,
                    network.description().evaluation(),
                    LoaderOptions.evaluation(40, 1),
                    new ImageCache(100, 0),
                    new UnreadableImages());
            double largest = 0;
            int compared = 0;
            try (Batches<ImageBatch> epoch = batches.open(0, 0)) {
                while (epoch.hasNext()) {
                    try (ImageBatch batch = epoch.next()) {
                        float[][] expected = network.logits().logits(batch);
                        float[][] actual = file.logits().logits(batch);
                        for (int i = 0; i < batch.size(); i++) {
                            for (int k = 0; k < 10; k++) {
                                largest = Math.max(largest, Math.abs(expected[i][k] - actual[i][k]));
                                compared++;
                            }
                        }
                    }
                }
            }
            assertThat(compared).isEqualTo(1000);
            assertThat(largest).isPositive().isLessThan(1e-4);
        }
    }

    @Test
    void theExportedFileIsEvaluatedToTheSameAccuracy() throws IOException {
        Jobs.Ended network = evaluate("evaluateNetwork", best);
        Jobs.Ended file = evaluate("evaluateOnnx", export.file("model.onnx"));
        assertThat(file.exit()).as(file.message()).isEqualTo(ExitCode.SUCCESS);
        assertThat(file.values("accuracy_top-1")).isEqualTo(network.values("accuracy_top-1"));
    }

    @Test
    void inferenceWritesATableAndAnnotatedPictures() throws IOException {
        Jobs.Ended inference = jobs.run("inference", Action.INFERENCE, Jobs.with(
                Jobs.specs(digits), "/inference", specs -> specs.put("checkpoint", best.toString()).put("batch_size", 50)));
        assertThat(inference.exit()).as(inference.message()).isEqualTo(ExitCode.SUCCESS);
        List<String> lines = Files.readAllLines(inference.file("result.csv"));
        assertThat(lines).hasSize(500).allMatch(line -> line.matches(".+\\.png,digit_\\d,[01]\\.\\d{6}"));
        long right = lines.stream()
                .filter(line -> Path.of(line.split(",")[0]).getParent().endsWith(line.split(",")[1]))
                .count();
        assertThat(right / 500.0).isCloseTo(
                training.json("checkpoints.json").at("/best/value").asDouble(), within(1e-9));
        assertThat(ImageIO.read(inference.file("images_annotated/digit_0/0000.png").toFile())).isNotNull();
    }

    @Test
    void theCourseOfTheTrainingIsDrawn() throws IOException {
        assertThat(ImageIO.read(training.file("training_curves.png").toFile()).getWidth()).isEqualTo(3 * 460);
    }

    @Test
    void withoutTrtexecAnEngineIsRefusedWithWhatIsMissing() throws IOException {
        Jobs.Ended engine = jobs.run("engine", Action.GEN_TRT_ENGINE, engineSpecs(), folder.toString());
        assertThat(engine.exit()).isEqualTo(ExitCode.USER);
        assertThat(engine.message()).contains("trtexec", "not on the PATH", "install TensorRT");
    }

    @Test
    void whereThereIsTrtexecItIsRunWithTheShapesOfTheFile() throws IOException {
        Path program = Files.createDirectories(folder.resolve("bin")).resolve("trtexec");
        Files.writeString(program, """
                #!/bin/sh
                for word in "$@"; do
                  case "$word" in --saveEngine=*) echo "$@" > "${word#--saveEngine=}";; esac
                done
                """);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Jobs.Ended engine = jobs.run("engine2", Action.GEN_TRT_ENGINE, engineSpecs(), program.getParent().toString());
        assertThat(engine.exit()).as(engine.message()).isEqualTo(ExitCode.SUCCESS);
        assertThat(Files.readString(engine.file("model.engine")))
                .contains("--onnx=" + export.file("model.onnx"), "--maxShapes=input:8x3x32x32", "--fp16");
    }

    private static ObjectNode engineSpecs() {
        return Jobs.with(Jobs.with(Jobs.specs(digits), "/gen_trt_engine", specs -> specs
                        .put("onnx_file", export.file("model.onnx").toString())), "/gen_trt_engine/tensorrt",
                specs -> specs.put("max_batch_size", 8).put("data_type", "fp16"));
    }

    private static Jobs.Ended evaluate(String name, Path model) throws IOException {
        return jobs.run(name, Action.EVALUATE, Jobs.with(Jobs.specs(digits), "/evaluate", specs -> specs
                .put("checkpoint", model.toString())
                .put("topk", 5)
                .put("batch_size", 32)));
    }

    private static ModelDescription described(Map<String, String> metadata) {
        return ModelDescription.of(metadata).orElseThrow(() -> new AssertionError("the model describes itself"));
    }
}
