// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.reidentification.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.worker.ExitCode;
import dev.graft.torchkit.checkpoint.Checkpoint;
import dev.graft.torchkit.fixture.WorkerJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training makes of its specs, on a few images. */
class ReIdSpecsTest {

    @TempDir
    Path folder;

    private People people;
    private Jobs jobs;

    @BeforeEach
    void make() throws IOException {
        people = People.make(folder.resolve("people"), 8, 1, 4);
        jobs = new Jobs(folder);
    }

    @Test
    void anInterruptedTrainingGoesOnAsIfItHadNotEnded() throws IOException {
        ObjectNode specs = training(2);
        specs.withObject("/dataset").put("prob", 0.5).put("re_prob", 0.5);
        specs.withObject("/model").put("with_center_loss", true).put("metric_loss_type", "triplet_center").put("dropout_rate", 0.1);
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
    void eachLossAndOptimizerTrains() throws IOException {
        for (String loss : List.of("arcface", "cosface", "amsoftmax", "circle")) {
            ObjectNode specs = training(1);
            specs.withObject("/model").put("id_loss_type", loss).put("no_margin", true);
            specs.withObject("/train/optim").put("name", "Adamax").put("trp_l2", true).put("large_fc_lr", true);
            assertThat(succeeded(jobs.run(loss, Action.TRAIN, specs)).losses()).hasSize(1);
        }
        ObjectNode specs = training(1);
        specs.withObject("/model").put("with_center_loss", true).put("metric_loss_type", "center").put("label_smooth", false);
        specs.withObject("/dataset").put("sampler", "softmax");
        specs.withObject("/train").put("grad_clip", 1).withObject("/optim").put("name", "SGD");
        WorkerJobs.Ended center = succeeded(jobs.run("center", Action.TRAIN, specs));
        Checkpoint checkpoint = Checkpoint.read(center.best());
        assertThat(checkpoint.tensors().get("center_criterion.centers").shape()).containsExactly(8L, 128L);
        assertThat(checkpoint.tensors().get("classifier.weight").shape()).containsExactly(8L, 128L);
    }

    @Test
    void aNetworkThatAddsTheMirroredImageIsExportedWithIt() throws IOException {
        ObjectNode specs = training(1);
        specs.withObject("/model")
                .put("backbone", "resnet_50")
                .put("with_flip_feature", true)
                .put("neck_feat", "before")
                .put("reduce_feat_dim", false)
                .put("last_stride", 2);
        WorkerJobs.Ended training = succeeded(jobs.run("train", Action.TRAIN, specs));
        ObjectNode export = Jobs.specs();
        export.withObject("/export").put("checkpoint", training.best().toString());
        WorkerJobs.Ended exported = succeeded(jobs.run("export", Action.EXPORT, export));
        assertThat(exported.message()).contains("64 x 32 pixels", "differ by at most");
        WorkerJobs.Ended inference =
                succeeded(jobs.run("inference", Action.INFERENCE, Jobs.search(people, exported.file("model.onnx").toString(), "inference")));
        assertThat(inference.json("inference.json").get(0).get("embedding")).hasSize(2048);
    }

    @Test
    void aSwinTransformerGoesTheWholeWay() throws IOException {
        ObjectNode specs = training(1);
        specs.withObject("/model").put("backbone", "swin_tiny_patch4_window7_224").put("drop_out", 0.1).put("att_drop_rate", 0.1);
        WorkerJobs.Ended training = succeeded(jobs.run("train", Action.TRAIN, specs));
        assertThat(Checkpoint.read(training.best()).tensors().get("fcneck.weight").shape()).containsExactly(128L, 768L);
        ObjectNode export = Jobs.specs();
        export.withObject("/export").put("checkpoint", training.best().toString());
        succeeded(jobs.run("export", Action.EXPORT, export));
    }

    @Test
    void whatCannotBeDoneIsRefusedInsteadOfIgnored() throws IOException {
        fails(specs -> specs.withObject("/model").put("backbone", "vit"), "/model/backbone is 'vit'", "resnet_50", "swin_base_patch4_window7_224");
        fails(specs -> specs.withObject("/model").put("input_channels", 1), "/model/input_channels is 1");
        for (String part : List.of("gem_pooling", "stem_conv", "jpm", "sie_camera", "sie_view", "cos_layer")) {
            fails(specs -> specs.withObject("/model").put(part, true), "/model/" + part + " is true", "set it to false");
        }
        fails(specs -> specs.withObject("/model").put("semantic_weight", 0.2), "/model/semantic_weight is 0.2");
        fails(specs -> specs.withObject("/model").put("last_stride", 3), "/model/last_stride is 3");
        fails(specs -> specs.withObject("/model").put("with_center_loss", true), "metric_loss_type is triplet");
        fails(specs -> specs.withObject("/model").put("metric_loss_type", "center"), "with_center_loss is false");
        fails(specs -> specs.withObject("/dataset").put("batch_size", 6), "num_instances 4", "multiple of num_instances");
        fails(specs -> specs.withObject("/dataset").put("batch_size", 64), "needs 16 identities", "there are 8");
        fails(specs -> specs.withObject("/dataset").put("query_dataset_dir", "nowhere"), "query_dataset_dir is nowhere");
        fails(specs -> specs.withObject("/re_ranking").put("re_ranking", true).put("k1", 0), "/re_ranking/k1 is 0");
        fails(specs -> specs.withObject("/train").put("num_gpus", 2), "/train/num_gpus is 2");
        fails(specs -> specs.withObject("/train").put("warmup", 2), "/train/warmup is not known here");
        fails(specs -> specs.withObject("/train/optim").put("name", "Lion"), "Lion", "Adamax");
    }

    @Test
    void anImageThatDoesNotSayWhoIsOnItIsNamed() throws IOException {
        Path stranger = Path.of(people.folder("sample_train"), "stranger.png");
        Files.copy(Path.of(people.folder("sample_train"), "0001_c1s1_000000_00.png"), stranger);
        WorkerJobs.Ended ended = jobs.run("stranger", Action.TRAIN, training(1));
        assertThat(ended.exit()).isEqualTo(ExitCode.USER);
        assertThat(ended.message()).contains("stranger.png", "0002_c1s1_000451_03.jpg");
    }

    @Test
    void junkIsLeftOut() throws IOException {
        Path folder = Path.of(people.folder("sample_test"));
        Files.copy(folder.resolve("0009_c1s1_000000_00.png"), folder.resolve("-1_c1s1_000000_00.png"));
        PersonImages images = PersonImages.open(Optional.of(folder), "test", "sample_test");
        assertThat(images.people()).hasSize(4 * People.CAMERAS).doesNotContain(-1);
        assertThat(images.cameras()).containsOnly(1, 2, 3, 4);
        assertThat(images.folder().classes()).containsExactly("0009", "0010", "0011", "0012");
    }

    private ObjectNode training(int epochs) {
        ObjectNode specs = Jobs.training(people, epochs);
        specs.withObject("/dataset").put("batch_size", 16);
        return specs;
    }

    private static WorkerJobs.Ended succeeded(WorkerJobs.Ended ended) {
        assertThat(ended.exit()).as(ended.message()).isEqualTo(ExitCode.SUCCESS);
        return ended;
    }

    private void fails(Consumer<ObjectNode> change, String... words) throws IOException {
        ObjectNode specs = training(1);
        change.accept(specs);
        WorkerJobs.Ended ended = jobs.run("failing", Action.TRAIN, specs);
        assertThat(ended.exit()).as(ended.message()).isEqualTo(ExitCode.USER);
        assertThat(ended.message()).contains(words);
    }
}
