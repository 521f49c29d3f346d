// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.ocrnet.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.plugin.ocrnet.Ocrnet;
import dev.graft.spi.Action;
import dev.graft.spi.dataset.DatasetOutcome;
import dev.graft.spi.launch.JobInputs;
import dev.graft.spi.launch.LaunchRequest;
import dev.graft.spi.worker.ExitCode;
import dev.graft.spi.worker.WorkerJob;
import dev.graft.torchkit.worker.StopSignal;
import dev.graft.torchkit.worker.Worker;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetConvertTest {

    private final Ocrnet plugin = new Ocrnet();

    @TempDir
    private Path folder;

    @Test
    void picturesAndTextsAreInTheDatabase() throws IOException {
        Path train = dataset("train", "a.png\tHello\nsub/b.png\tGrüße, 2 Wörter\n\na.png\tagain\n");

        assertThat(run(ExitCode.SUCCESS)).contains("Wrote 3 pictures");

        Map<String, byte[]> entries = Lmdb.read(folder.resolve("results/lmdb"));
        assertThat(entries.keySet()).containsExactly(
                "image-000000001", "image-000000002", "image-000000003", "label-000000001", "label-000000002", "label-000000003",
                "num-samples");
        assertThat(entries.get("num-samples")).asString(StandardCharsets.UTF_8).isEqualTo("3");
        assertThat(entries.get("label-000000002")).asString(StandardCharsets.UTF_8).isEqualTo("Grüße, 2 Wörter");
        assertThat(entries.get("image-000000002")).isEqualTo(Files.readAllBytes(train.resolve("sub/b.png")));
        assertThat(entries.get("image-000000003")).isEqualTo(Files.readAllBytes(train.resolve("a.png")));
    }

    @Test
    void linesThatCannotBeUsedAreLeftOutWithTheirNumber() throws IOException {
        dataset("train", "a.png\tok\nno tab\nghost.png\tx\n../secret.png\tx\na.png\t \nnote.txt\tx\n");

        assertThat(run(ExitCode.SUCCESS)).contains("Wrote 1 pictures").contains("5 lines were left out");

        JsonNode faults = new JsonMapper().readTree(folder.resolve("results/faults.json").toFile());
        assertThat(faults.get("faults").findValuesAsText("file")).containsExactly(
                "gt_new.txt:2", "gt_new.txt:3", "gt_new.txt:4", "gt_new.txt:5", "gt_new.txt:6");
        assertThat(Lmdb.find(folder.resolve("results/lmdb"), "num-samples")).hasValueSatisfying(
                number -> assertThat(number).asString(StandardCharsets.UTF_8).isEqualTo("1"));
    }

    @Test
    void aListWithoutAnyUsableLineIsRefused() throws IOException {
        dataset("train", "ghost.png\tx\n");

        assertThat(run(ExitCode.USER)).contains("gt_new.txt:1").contains("a tab, and its text");
    }

    @Test
    void theConvertedSplitGoesWhereTrainingLooksForIt() throws IOException {
        dataset("train", "a.png\tx\n");
        assertThat(plugin.outcomes(Action.DATASET_CONVERT, plugin.specs(Action.DATASET_CONVERT).defaults(), own()))
                .containsExactly(new DatasetOutcome.Addition("lmdb", "train/lmdb"));

        dataset("test", "a.png\tx\n");
        assertThat(plugin.outcomes(Action.DATASET_CONVERT, plugin.specs(Action.DATASET_CONVERT).defaults(), own()))
                .containsExactly(new DatasetOutcome.Addition("lmdb", "test/lmdb"));
    }

    private Path dataset(String split, String list) throws IOException {
        Path root = Files.createDirectories(folder.resolve("dataset").resolve(split).resolve("sub")).getParent();
        ImageIO.write(new BufferedImage(20, 8, BufferedImage.TYPE_INT_RGB), "png", root.resolve("a.png").toFile());
        ImageIO.write(new BufferedImage(2000, 80, BufferedImage.TYPE_BYTE_GRAY), "png", root.resolve("sub/b.png").toFile());
        Files.writeString(root.resolve("note.txt"), "no picture");
        Files.writeString(root.resolve("gt_new.txt"), list);
        return root;
    }

    private JobInputs.Dataset own() {
        return new JobInputs.Dataset("own", "ocrnet", "default", folder.resolve("dataset"));
    }

    /** Runs the action as server and worker do; the last message. */
    private String run(ExitCode expected) throws IOException {
        JobInputs inputs = new JobInputs(
                List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(own()), Optional.empty(), List.of(),
                Optional.empty());
        Path results = Files.createDirectories(folder.resolve("results"));
        ObjectNode specs = plugin.launcher(Action.DATASET_CONVERT)
                .plan(new LaunchRequest(
                        "job", Action.DATASET_CONVERT, plugin.specs(Action.DATASET_CONVERT).defaults(), inputs, results, "", 0))
                .specs();
        Path status = folder.resolve("status.json");
        Path jobFile = Files.writeString(
                folder.resolve("job.json"),
                new WorkerJob("job", "ocrnet", Action.DATASET_CONVERT, specs, results, status, "", List.of(), 1).toJson());
        assertThat(new Worker(OcrnetWorker.ACTIONS, new StopSignal()).run(jobFile)).isEqualTo(expected);
        List<String> lines = Files.readAllLines(status);
        return new JsonMapper().readTree(lines.get(lines.size() - 1)).get("message").asText();
    }
}
