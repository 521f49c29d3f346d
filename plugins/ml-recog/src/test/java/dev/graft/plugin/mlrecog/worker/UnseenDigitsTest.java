// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.mlrecog.worker;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.DOUBLE;

import com.fasterxml.jackson.databind.JsonNode;
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

/** The main job on real digits: trained on 0 to 6, it tells 7, 8 and 9 apart, which it never saw. */
@Tag("proof")
class UnseenDigitsTest {

    private static final int EPOCHS = 6;
    private static final int QUERIES = 150;
    private static final String PRECISION = "test Precision at Rank 1";

    @TempDir
    static Path folder;

    private static Digits digits;
    private static Jobs jobs;
    private static WorkerJobs.Ended training;
    private static WorkerJobs.Ended evaluation;
    private static WorkerJobs.Ended export;

    @BeforeAll
    static void trainEvaluateExport() throws IOException {
        digits = Digits.first(folder.resolve("digits"), 150, 50);
        jobs = new Jobs(folder);
        training = succeeded(jobs.run("train", Action.TRAIN, Jobs.annealed(digits, EPOCHS)));
        evaluation = evaluate("evaluate", training.best().toString());
        ObjectNode specs = Jobs.specs(digits);
        specs.withObject("/export").put("checkpoint", training.best().toString());
        export = succeeded(jobs.run("export", Action.EXPORT, specs));
    }

    @Test
    void unseenDigitsAreNearestToTheirLike() throws IOException {
        assertThat(training.values("val Precision at Rank 1")).singleElement(as(DOUBLE)).isGreaterThanOrEqualTo(0.95);
        assertThat(evaluation.values(PRECISION).get(0)).isGreaterThanOrEqualTo(0.85);
        assertThat(evaluation.json("results.json").get("queries").asInt()).isEqualTo(QUERIES);
    }

    @Test
    void allFiguresAreToldForAllAndForEachClass() throws IOException {
        JsonNode metrics = evaluation.json("results.json").get("metrics");
        for (String name : List.of(
                "test_AMI", "test_NMI", "test Mean Average Precision", "test Mean Average Precision at R", "test Mean Reciprocal Rank",
                "test r-Precision", PRECISION, "test Accuracy at Top 5")) {
            assertThat(metrics.get(name).asDouble()).as(name).isBetween(0.1, 1.0);
        }
        assertThat(metrics.get("test Accuracy at Top 5").asDouble()).isGreaterThanOrEqualTo(metrics.get(PRECISION).asDouble());
        JsonNode perClass = evaluation.lines().get(evaluation.lines().size() - 2).at("/categorical/precision_at_1");
        assertThat(perClass).hasSize(3);
        double mean = (perClass.get("digit_7").asDouble() + perClass.get("digit_8").asDouble() + perClass.get("digit_9").asDouble()) / 3;
        assertThat(mean).isCloseTo(metrics.get(PRECISION).asDouble(), within(1e-9));
    }

    @Test
    void picturesShowTheEmbeddingsAndWhatWasFound() throws IOException {
        assertThat(ImageIO.read(evaluation.file("embeddings.png").toFile()).getWidth()).isGreaterThan(700);
        assertThat(ImageIO.read(evaluation.file("matches.png").toFile()).getHeight()).isGreaterThan(1000);
        assertThat(ImageIO.read(training.file("training_curves.png").toFile()).getWidth()).isGreaterThan(900);
    }

    @Test
    void theExportedFileDescribesItselfAndFindsTheSame() throws IOException {
        assertThat(export.message()).contains("ONNX Runtime and libtorch differ by at most");
        WorkerJobs.Ended exported = evaluate("evaluateOnnx", export.file("model.onnx").toString());
        assertThat(exported.values(PRECISION).get(0)).isCloseTo(evaluation.values(PRECISION).get(0), within(1e-6));
    }

    @Test
    void inferenceNamesTheClassesOfTheNearestReferences() throws IOException {
        ObjectNode specs = Jobs.specs(digits);
        specs.withObject("/inference")
                .put("checkpoint", training.best().toString())
                .put("input_path", digits.unknown("test"))
                .put("batch_size", 50)
                .put("topk", 3);
        WorkerJobs.Ended inference = succeeded(jobs.run("inference", Action.INFERENCE, specs));
        List<String> lines = Files.readAllLines(inference.file("result.csv"));
        assertThat(lines).hasSize(QUERIES).allMatch(line -> line.matches(
                ".+\\.png,\"\\['digit_\\d', 'digit_\\d', 'digit_\\d']\",\"\\[\\d\\.\\d{6}, \\d\\.\\d{6}, \\d\\.\\d{6}]\""));
        long right = lines.stream().filter(line -> line.contains("/" + line.substring(line.indexOf('\'') + 1, line.indexOf("',")) + "/")).count();
        assertThat(right / (double) QUERIES).isCloseTo(evaluation.values(PRECISION).get(0), within(1e-9));
    }

    @Test
    void oneImageCanBeRecognisedAlone() throws IOException {
        ObjectNode specs = Jobs.specs(digits);
        specs.withObject("/inference")
                .put("checkpoint", export.file("model.onnx").toString())
                .put("inference_input_type", "image")
                .put("input_path", digits.unknown("test") + "/digit_8/3.png");
        WorkerJobs.Ended inference = succeeded(jobs.run("one", Action.INFERENCE, specs));
        assertThat(Files.readString(inference.file("result.csv"))).contains("['digit_8']");
    }

    @Test
    void withoutTrtexecAnEngineIsRefusedWithWhatIsMissing() throws IOException {
        ObjectNode specs = Jobs.specs(digits);
        specs.withObject("/gen_trt_engine").put("onnx_file", export.file("model.onnx").toString());
        WorkerJobs.Ended engine = jobs.run("engine", Action.GEN_TRT_ENGINE, specs);
        assertThat(engine.exit()).isEqualTo(ExitCode.USER);
        assertThat(engine.message()).contains("trtexec", "not on the PATH");
    }

    private static WorkerJobs.Ended evaluate(String name, String model) throws IOException {
        ObjectNode specs = Jobs.specs(digits);
        specs.withObject("/evaluate").put("checkpoint", model).put("batch_size", 50).put("topk", 5);
        return succeeded(jobs.run(name, Action.EVALUATE, specs));
    }

    private static WorkerJobs.Ended succeeded(WorkerJobs.Ended ended) {
        assertThat(ended.exit()).as(ended.message()).isEqualTo(ExitCode.SUCCESS);
        return ended;
    }
}
