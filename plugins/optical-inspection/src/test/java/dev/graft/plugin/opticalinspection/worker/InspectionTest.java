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
import java.util.List;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real objects on real grounds, under two lights: one training, and everything that can be done with its result. */
class InspectionTest {

    private static final int EPOCHS = 14;

    @TempDir
    static Path folder;

    private static WorkerJobs jobs;
    private static WorkerJobs.Ended training;
    private static WorkerJobs.Ended export;

    @BeforeAll
    static void train() throws IOException {
        ChangedScenes scenes = new ChangedScenes(64, 5);
        scenes.writePairs(folder.resolve("train"), 480, false);
        scenes.writePairs(folder.resolve("eval"), 200, true);
        jobs = new WorkerJobs(folder, "optical_inspection", OpticalInspectionWorker.actions(""));
        training = jobs.run("training", Action.TRAIN, training(EPOCHS));
        export = jobs.run("export", Action.EXPORT, specs(json -> json.withObject("/export")
                .put("checkpoint", training.best().toString())
                .put("onnx_file", folder.resolve("export/model.onnx").toString())));
    }

    @Test
    void defectsOfUnseenObjectsAreFoundWithFewFalseAlarms() throws IOException {
        assertThat(training.exit()).as(training.message()).isEqualTo(ExitCode.SUCCESS);
        WorkerJobs.Ended evaluation = evaluate("evaluation", training.best());
        assertThat(evaluation.exit()).as(evaluation.message()).isEqualTo(ExitCode.SUCCESS);
        assertThat(evaluation.values("defect_acc").get(0)).isGreaterThanOrEqualTo(0.95);
        assertThat(evaluation.values("test_fpr").get(0)).isLessThanOrEqualTo(0.05);
        assertThat(evaluation.lines().get(evaluation.lines().size() - 2).at("/categorical/defect_acc").fieldNames())
                .toIterable()
                .containsExactly("EXTRA", "MISSING", "MOVED");
    }

    interface Change {
        void on(ObjectNode json) throws IOException;
    }

    private static WorkerJobs.Ended evaluate(String name, Path model) throws IOException {
        return jobs.run(name, Action.EVALUATE, specs(json -> json.withObject("/evaluate")
                .put("checkpoint", model.toString())
                .put("batch_size", 25)));
    }

    private static ObjectNode specs(Change change) throws IOException {
        ObjectNode specs = JsonNodeFactory.instance.objectNode();
        ObjectNode dataset = specs.withObject("/dataset");
        for (String split : List.of("train", "validation", "test", "infer")) {
            Path data = folder.resolve(split.equals("train") ? "train" : "eval");
            dataset.withObject("/" + split + "_dataset")
                    .put("csv_path", data.resolve("dataset.csv").toString())
                    .put("images_dir", data.resolve("images").toString());
        }
        dataset.put("image_ext", ".png").put("batch_size", 32).put("fpratio_sampling", 1.0).put("num_input", 2).put("workers", 2);
        dataset.withObject("/input_map").put("Low", 1).put("White", 0);
        dataset.withArray("/output_shape").add(32).add(32);
        change.on(specs);
        return specs;
    }

    private static ObjectNode training(int epochs) throws IOException {
        return specs(json -> json.withObject("/train").put("num_epochs", epochs).put("validation_interval", 2));
    }
}
