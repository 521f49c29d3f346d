// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationtf2.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.worker.ExitCode;
import dev.graft.torchkit.backbone.Classifier;
import dev.graft.torchkit.classification.OpenModel;
import dev.graft.torchkit.fixture.WorkerJobs;
import dev.graft.torchkit.nn.NativeScope;
import dev.graft.torchkit.nn.TorchOps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job on real digits: one training, pruned, retrained and exported. */
class PrunedDigitsTest {

    private static final String BACKBONE = "resnet_18";
    private static final int EPOCHS = 3;
    /** Leaves about a third of the weights: after so few epochs the filters of a layer are still nearly alike. */
    private static final double THRESHOLD = 0.92;

    private static final int TIMED_ROUNDS = 7;

    @TempDir
    static Path folder;

    private static Digits digits;
    private static Jobs jobs;
    private static WorkerJobs.Ended training;
    private static WorkerJobs.Ended pruning;
    private static WorkerJobs.Ended retraining;
    private static WorkerJobs.Ended export;

    @BeforeAll
    static void trainPruneRetrainExport() throws IOException {
        digits = Digits.first(folder.resolve("digits"), 9, 150, 50);
        jobs = new Jobs(folder);
        training = jobs.run("train", Action.TRAIN, Jobs.training(digits, BACKBONE, EPOCHS));
        assertThat(training.exit()).as(training.message()).isEqualTo(ExitCode.SUCCESS);
        ObjectNode prune = Jobs.specs(digits, BACKBONE);
        prune.withObject("/prune")
                .put("checkpoint", training.best().toString())
                .put("threshold", THRESHOLD)
                .put("equalization_criterion", "arithmetic_mean");
        pruning = jobs.run("prune", Action.PRUNE, prune);
        assertThat(pruning.exit()).as(pruning.message()).isEqualTo(ExitCode.SUCCESS);
        ObjectNode retrain = Jobs.training(digits, BACKBONE, EPOCHS);
        retrain.withObject("/train").put("checkpoint", prunedModel().toString());
        retraining = jobs.run("retrain", Action.RETRAIN, retrain);
        assertThat(retraining.exit()).as(retraining.message()).isEqualTo(ExitCode.SUCCESS);
        ObjectNode exported = Jobs.specs(digits, BACKBONE);
        exported.withObject("/export").put("checkpoint", retraining.best().toString());
        export = jobs.run("export", Action.EXPORT, exported);
        assertThat(export.exit()).as(export.message()).isEqualTo(ExitCode.SUCCESS);
    }

    @Test
    void ninetyFivePercentOfTheTestDigitsAreRecognised() {
        assertThat(training.values("val_accuracy")).hasSize(EPOCHS);
        assertThat(best(training)).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void thePrunedNetworkHasAtMostHalfTheWeights() {
        assertThat(network(prunedModel()).parameterCount())
                .isLessThanOrEqualTo(network(training.file("epoch_001.pth")).parameterCount() / 2);
    }

    @Test
    void retrainingRegainsTheAccuracyInThePrunedStructure() throws IOException {
        assertThat(best(retraining)).isGreaterThanOrEqualTo(best(training) - 0.01);
        assertThat(network(retraining.best()).parameterCount()).isEqualTo(network(prunedModel()).parameterCount());
    }

    @Test
    void thePrunedNetworkIsFaster() {
        Classifier whole = network(training.file("epoch_001.pth"));
        Classifier pruned = network(prunedModel());
        double wholeNanos = Double.MAX_VALUE;
        double prunedNanos = Double.MAX_VALUE;
        // The best of alternating rounds: others who use the machine slow both down.
        for (int round = 0; round < TIMED_ROUNDS; round++) {
            wholeNanos = Math.min(wholeNanos, nanos(whole));
            prunedNanos = Math.min(prunedNanos, nanos(pruned));
        }
        assertThat(wholeNanos / prunedNanos).as("speed-up").isGreaterThanOrEqualTo(1.4);
    }

    @Test
    void anEvaluationGivesTheValidationFigureOfItsEpoch() throws IOException {
        WorkerJobs.Ended evaluation = evaluate("evaluate", retraining.best().toString());
        assertThat(evaluation.values("val_accuracy").get(0)).isCloseTo(best(retraining), within(1e-6));
        assertThat(evaluation.json("results.json").get("samples").asInt()).isEqualTo(500);
        assertThat(evaluation.values("accuracy_top-3").get(0)).isGreaterThanOrEqualTo(best(retraining));
        assertThat(ImageIO.read(evaluation.file("confusion_matrix.png").toFile()).getWidth()).isGreaterThan(500);
    }

    @Test
    void theExportedFileDescribesItselfAndIsEvaluatedToTheSameAccuracy() throws IOException {
        assertThat(export.message()).contains("ONNX Runtime and libtorch differ by at most");
        WorkerJobs.Ended evaluation = evaluate("evaluateOnnx", export.file("model.onnx").toString());
        assertThat(evaluation.values("val_accuracy").get(0)).isCloseTo(best(retraining), within(1e-6));
    }

    @Test
    void inferenceWritesATableWithTheClassesOfTheMap() throws IOException {
        ObjectNode specs = Jobs.specs(digits, BACKBONE);
        specs.withObject("/inference").put("checkpoint", retraining.best().toString()).put("image_dir", digits.images("test"));
        WorkerJobs.Ended inference = jobs.run("inference", Action.INFERENCE, specs);
        assertThat(inference.exit()).as(inference.message()).isEqualTo(ExitCode.SUCCESS);
        List<String> lines = Files.readAllLines(inference.file("result.csv"));
        assertThat(lines).hasSize(500).allMatch(line -> line.matches(".+\\.png,digit_\\d,[01]\\.\\d{6}"));
        long right = lines.stream()
                .filter(line -> Path.of(line.split(",")[0]).getParent().endsWith(line.split(",")[1]))
                .count();
        assertThat(right / 500.0).isCloseTo(best(retraining), within(1e-9));
        assertThat(training.json("classmap.json").get("digit_7").asInt()).isEqualTo(7);
        assertThat(export.json("classmap.json")).isEqualTo(training.json("classmap.json"));
    }

    @Test
    void withoutTrtexecAnEngineIsRefusedWithWhatIsMissing() throws IOException {
        ObjectNode specs = Jobs.specs(digits, BACKBONE);
        specs.withObject("/gen_trt_engine").put("onnx_file", export.file("model.onnx").toString());
        WorkerJobs.Ended engine = jobs.run("engine", Action.GEN_TRT_ENGINE, specs);
        assertThat(engine.exit()).isEqualTo(ExitCode.USER);
        assertThat(engine.message()).contains("trtexec", "not on the PATH");
    }

    private static WorkerJobs.Ended evaluate(String name, String model) throws IOException {
        ObjectNode specs = Jobs.specs(digits, BACKBONE);
        specs.withObject("/evaluate").put("checkpoint", model).put("top_k", 3);
        WorkerJobs.Ended ended = jobs.run(name, Action.EVALUATE, specs);
        assertThat(ended.exit()).as(ended.message()).isEqualTo(ExitCode.SUCCESS);
        return ended;
    }

    private static Path prunedModel() {
        return pruning.file(PruneAction.PRUNED_MODEL);
    }

    private static Classifier network(Path model) {
        return OpenModel.load(model, metadata -> ModelDescription.of(metadata).orElseThrow()).classifier();
    }

    private static double best(WorkerJobs.Ended ended) {
        return ended.values("val_accuracy").stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    private static double nanos(Classifier classifier) {
        return NativeScope.withoutGrad(() -> {
            Tensor images = torch.ones(32, 3, 32, 32);
            long start = System.nanoTime();
            classifier.forward(new TorchOps(), images);
            return (double) (System.nanoTime() - start);
        });
    }
}
