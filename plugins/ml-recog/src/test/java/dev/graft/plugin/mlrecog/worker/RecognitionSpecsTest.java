// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.mlrecog.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.worker.ExitCode;
import dev.graft.torchkit.checkpoint.Checkpoint;
import dev.graft.torchkit.fixture.WorkerJobs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training makes of its specs, on a few images. */
class RecognitionSpecsTest {

    @TempDir
    Path folder;

    private Digits digits;
    private Jobs jobs;

    @BeforeEach
    void unpack() throws IOException {
        digits = Digits.first(folder.resolve("digits"), 8, 2);
        jobs = new Jobs(folder);
    }

    @Test
    void anInterruptedTrainingGoesOnAsIfItHadNotEnded() throws IOException {
        ObjectNode specs = Jobs.training(digits, 2);
        specs.withObject("/dataset").put("prob", 0.5).put("re_prob", 0.5).put("random_rotation", true);
        specs.withObject("/dataset/color_augmentation").put("enabled", true);
        List<Double> whole = succeeded(jobs.run("whole", Action.TRAIN, specs.deepCopy())).losses();
        ObjectNode one = specs.deepCopy();
        one.withObject("/train").put("num_epochs", 1);
        WorkerJobs.Ended part = succeeded(jobs.run("part", Action.TRAIN, one));
        specs.withObject("/train").put("resume_training_checkpoint_path", part.file("epoch=001.pth").toString());
        WorkerJobs.Ended rest = succeeded(jobs.run("part", Action.TRAIN, specs));
        assertThat(part.losses()).isEqualTo(whole.subList(0, 1));
        assertThat(rest.losses()).isEqualTo(whole.subList(1, 2));
    }

    @Test
    void partsThatAreNotTrainedStayAsTheyWere() throws IOException {
        WorkerJobs.Ended first = succeeded(jobs.run("first", Action.TRAIN, Jobs.training(digits, 1)));
        ObjectNode specs = Jobs.training(digits, 1);
        specs.withObject("/model").put("pretrained_model_path", first.best().toString());
        specs.withObject("/train").put("train_trunk", false);
        WorkerJobs.Ended second = succeeded(jobs.run("second", Action.TRAIN, specs));
        assertThat(second.lines().get(1).get("message").asText()).contains("Starting from epoch=001.pth", "122 tensors taken", " 0 left");
        Checkpoint before = Checkpoint.read(first.best());
        Checkpoint after = Checkpoint.read(second.best());
        for (String name : List.of("trunk.conv1.weight", "trunk.layer4.1.bn2.running_mean")) {
            assertThat(after.tensors().get(name)).as(name).isEqualTo(before.tensors().get(name));
        }
        assertThat(after.tensors().get("embedder.net.0.weight")).isNotEqualTo(before.tensors().get("embedder.net.0.weight"));
    }

    @Test
    void aBackboneAsPublishedIsTakenByTheTrunk() throws IOException {
        WorkerJobs.Ended first = succeeded(jobs.run("first", Action.TRAIN, Jobs.training(digits, 1)));
        Checkpoint.Builder published = Checkpoint.builder();
        Checkpoint.read(first.best()).weights().forEach((name, tensor) -> {
            if (name.startsWith("trunk.")) {
                published.add(name.substring("trunk.".length()), tensor);
            }
        });
        Path file = folder.resolve("resnet18.pth");
        published.build().write(file);
        ObjectNode specs = Jobs.training(digits, 1);
        specs.withObject("/model").put("pretrained_model_path", file.toString());
        specs.withObject("/train/optim").put("name", "SDG");
        WorkerJobs.Ended second = succeeded(jobs.run("second", Action.TRAIN, specs));
        assertThat(second.lines().get(1).get("message").asText()).contains("Starting from resnet18.pth", "120 tensors taken");
    }

    @Test
    void aFanGoesTheWholeWayWithItsDualHead() throws IOException {
        ObjectNode specs = Jobs.training(digits, 1);
        specs.withObject("/model").put("backbone", "fan_tiny");
        specs.withObject("/train").put("smooth_loss", true).put("clip_grad_norm", 1);
        specs.withObject("/train/optim").put("name", "AdamW");
        WorkerJobs.Ended training = succeeded(jobs.run("train", Action.TRAIN, specs));
        assertThat(Checkpoint.read(training.best()).tensors().get("embedder.classifier_feat4.2.weight").shape())
                .containsExactly(192L, 96L);
        ObjectNode export = Jobs.specs(digits);
        export.withObject("/export").put("checkpoint", training.best().toString());
        succeeded(jobs.run("export", Action.EXPORT, export));
    }

    @Test
    void whatCannotBeDoneIsRefusedInsteadOfIgnored() throws IOException {
        fails(specs -> specs.withObject("/model").put("backbone", "nvdinov2_vit_large_legacy"), "nvdinov2_vit_large_legacy", "fan_tiny");
        fails(specs -> specs.withObject("/model").put("input_channels", 1), "/model/input_channels is 1", "set it to 3");
        fails(specs -> specs.withObject("/model").put("backbone", "fan_tiny").put("input_width", 40), "multiples of 16");
        fails(specs -> specs.withObject("/train").put("batch_size", 4), "/train/batch_size is 4", "set batch_size to 8 or more");
        fails(specs -> specs.withObject("/train").put("batch_size", 62), "62 samples cannot have 4 of each class");
        fails(specs -> specs.withObject("/train").put("batch_size", 96), "needs 24 classes; there are 23");
        fails(specs -> specs.withObject("/train").put("train_trunk", false).put("train_embedder", false), "nothing to train");
        fails(specs -> specs.withObject("/train").putArray("gpu_ids").add(0).add(1), "/train/gpu_ids has several");
        fails(specs -> specs.withObject("/train").put("epochs", 3), "/train/epochs is not known here");
        fails(specs -> specs.withObject("/train/optim").put("name", "Lion"), "Lion", "AdamW");
        fails(specs -> specs.withObject("/train/optim").put("name", "SGD").withObject("/trunk").put("momentum", 0.5), "that of the trunk 0.5");
        fails(specs -> specs.withObject("/dataset/gaussian_blur").putArray("kernel").add(4).add(4), "gaussian_blur/kernel", "odd window");
        fails(specs -> specs.withObject("/dataset").putArray("pixel_mean").add(0.5), "pixel_mean", "three values");
        fails(specs -> specs.withObject("/dataset").put("train_dataset", "nowhere"), "train_dataset is nowhere");
    }

    @Test
    void anExportOfAFixedBatchIsRefused() throws IOException {
        ObjectNode specs = Jobs.specs(digits);
        specs.withObject("/export").put("batch_size", 4);
        WorkerJobs.Ended ended = jobs.run("export", Action.EXPORT, specs);
        assertThat(ended.exit()).isEqualTo(ExitCode.USER);
        assertThat(ended.message()).contains("/export/batch_size is 4", "set it to -1");
    }

    private static WorkerJobs.Ended succeeded(WorkerJobs.Ended ended) {
        assertThat(ended.exit()).as(ended.message()).isEqualTo(ExitCode.SUCCESS);
        return ended;
    }

    private void fails(Consumer<ObjectNode> change, String... words) throws IOException {
        ObjectNode specs = Jobs.training(digits, 1);
        change.accept(specs);
        WorkerJobs.Ended ended = jobs.run("failing", Action.TRAIN, specs);
        assertThat(ended.exit()).as(ended.message()).isEqualTo(ExitCode.USER);
        assertThat(ended.message()).contains(words);
    }
}
