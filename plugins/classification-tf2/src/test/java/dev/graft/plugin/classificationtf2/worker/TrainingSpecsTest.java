// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationtf2.worker;

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
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training makes of its specs, on a few images. */
class TrainingSpecsTest {

    private static final String EFFICIENTNET = "efficientnet-b0";
    private static final String RESNET = "resnet_18";

    @TempDir
    Path folder;

    private Digits digits;
    private Jobs jobs;

    @BeforeEach
    void unpack() throws IOException {
        digits = Digits.first(folder.resolve("digits"), 2, 8, 4);
        jobs = new Jobs(folder);
    }

    @Test
    void anEfficientNetGoesTheWholeWay() throws IOException {
        ObjectNode specs = Jobs.training(digits, EFFICIENTNET, 2);
        specs.withObject("/dataset").put("preprocess_mode", "caffe");
        specs.withObject("/dataset/augmentation")
                .put("enable_random_crop", true)
                .put("enable_center_crop", true)
                .put("enable_color_augmentation", true)
                .put("mixup_alpha", 0.2);
        specs.withObject("/model").put("dropout", 0.2).put("activation_type", "relu");
        WorkerJobs.Ended training = succeeded(jobs.run("train", Action.TRAIN, specs));
        ObjectNode prune = Jobs.specs(digits, EFFICIENTNET);
        prune.withObject("/prune").put("checkpoint", training.best().toString()).put("threshold", 2).put("excluded_layers", "features.8.0");
        WorkerJobs.Ended pruning = succeeded(jobs.run("prune", Action.PRUNE, prune));
        assertThat(pruning.message()).contains("of 4011391 weights");
        specs.withObject("/train").put("checkpoint", pruning.file("pruned_model.pth").toString()).put("num_epochs", 1);
        WorkerJobs.Ended retraining = succeeded(jobs.run("retrain", Action.RETRAIN, specs));
        assertThat(retraining.lines().get(1).get("message").asText()).contains("Starting from pruned_model.pth", " 0 left");
        ObjectNode export = Jobs.specs(digits, EFFICIENTNET);
        export.withObject("/export").put("checkpoint", retraining.best().toString());
        succeeded(jobs.run("export", Action.EXPORT, export));
    }

    @Test
    void anInterruptedTrainingGoesOnAsIfItHadNotEnded() throws IOException {
        ObjectNode specs = Jobs.training(digits, RESNET, 2);
        specs.withObject("/dataset/augmentation").put("mixup_alpha", 0.5);
        // Divided once, behind the end: the same rates whether there are one or two epochs to come.
        specs.withObject("/train/lr_config").put("scheduler", "soft_anneal").put("soft_start", 0).putArray("annealing_points").add(1);
        List<Double> whole = succeeded(jobs.run("whole", Action.TRAIN, specs.deepCopy())).losses();
        ObjectNode one = specs.deepCopy();
        one.withObject("/train").put("num_epochs", 1);
        WorkerJobs.Ended part = succeeded(jobs.run("part", Action.TRAIN, one));
        specs.withObject("/train").put("checkpoint", part.file("training_state.safetensors").toString());
        WorkerJobs.Ended rest = succeeded(jobs.run("part", Action.TRAIN, specs));
        assertThat(part.losses()).isEqualTo(whole.subList(0, 1));
        assertThat(rest.losses()).isEqualTo(whole.subList(1, 2));
    }

    @Test
    void eachOptimizerAndScheduleTrains() throws IOException {
        for (String[] choice : new String[][] {{"sgd", "cosine"}, {"rmsprop", "step"}, {"adam", "soft_anneal"}}) {
            ObjectNode specs = Jobs.training(digits, RESNET, 2);
            specs.withObject("/train/optim_config").put("optimizer", choice[0]).put("lr", 0.0001).put("momentum", 0.9);
            specs.withObject("/train/lr_config").put("scheduler", choice[1]).put("gamma", 0.5).put("step_size", 50).put("soft_start", 0);
            WorkerJobs.Ended ended = succeeded(jobs.run(choice[0], Action.TRAIN, specs));
            assertThat(ended.losses()).as(choice[0]).hasSize(2).allMatch(Double::isFinite);
            assertThat(ended.rates().get(1)).as(choice[1]).isLessThan(ended.rates().get(0));
        }
    }

    @Test
    void frozenBlocksAndStatisticsStayAsTheyWere() throws IOException {
        WorkerJobs.Ended first = succeeded(jobs.run("first", Action.TRAIN, Jobs.training(digits, RESNET, 1)));
        ObjectNode specs = Jobs.training(digits, RESNET, 1);
        specs.withObject("/train").put("checkpoint", first.best().toString());
        specs.withObject("/model").put("freeze_bn", true).put("retain_head", true).putArray("freeze_blocks").add(0).add(1);
        WorkerJobs.Ended second = succeeded(jobs.run("second", Action.TRAIN, specs));
        Checkpoint before = Checkpoint.read(first.best());
        Checkpoint after = Checkpoint.read(second.best());
        for (String name : List.of("conv1.weight", "layer1.1.bn2.weight", "layer4.1.bn2.running_mean")) {
            assertThat(after.tensors().get(name)).as(name).isEqualTo(before.tensors().get(name));
        }
        for (String name : List.of("layer2.0.conv1.weight", "layer4.1.bn2.weight", "fc.weight")) {
            assertThat(after.tensors().get(name)).as(name).isNotEqualTo(before.tensors().get(name));
        }
    }

    @Test
    void theHeadOfAnotherModelIsLeftUnlessItIsToBeRetained() throws IOException {
        WorkerJobs.Ended first = succeeded(jobs.run("first", Action.TRAIN, Jobs.training(digits, RESNET, 1)));
        ObjectNode specs = Jobs.training(digits, RESNET, 1);
        specs.withObject("/train").put("checkpoint", first.best().toString());
        assertThat(start(specs)).contains("120 tensors taken", "2 left", "fc.weight");
        specs.withObject("/model").put("retain_head", true);
        assertThat(start(specs)).contains("122 tensors taken", " 0 left");
    }

    @Test
    void whatThereIsNotIsRefusedInsteadOfIgnored() throws IOException {
        fails(specs -> specs.withObject("/train").put("qat", true), "/train/qat", "set it to false");
        fails(specs -> specs.withObject("/model").put("input_channels", 1), "/model/input_channels is 1", "set it to 3");
        fails(specs -> specs.withObject("/model").put("input_image_depth", 16), "/model/input_image_depth is 16");
        fails(specs -> specs.withObject("/model").put("use_batch_norm", false), "/model/use_batch_norm");
        fails(specs -> specs.withObject("/model").put("use_bias", true), "/model/use_bias");
        fails(specs -> specs.withObject("/model").put("all_projections", true), "/model/all_projections");
        fails(specs -> specs.withObject("/model").put("backbone", "alexnet"), "alexnet", "efficientnet-b5", "resnet_18");
        fails(specs -> specs.withObject("/model").putArray("freeze_blocks").add(5), "freeze_blocks has 5", "0 to 4");
        fails(specs -> specs.withObject("/dataset").put("num_classes", 20), "num_classes is 20", "3 classes");
        fails(specs -> specs.withObject("/train").put("warmup", 3), "/train/warmup is not known here");
        fails(specs -> specs.put("gpus", 2), "gpus is 2");
        fails(specs -> specs.withObject("/train/reg_config").putArray("scope").add("lstm"), "lstm", "conv2d and dense");
        fails(specs -> specs.withObject("/dataset").put("val_dataset_path", "nowhere"), "val_dataset_path is nowhere");
    }

    @Test
    void anUnknownExcludedLayerIsNamed() throws IOException {
        WorkerJobs.Ended training = succeeded(jobs.run("train", Action.TRAIN, Jobs.training(digits, RESNET, 1)));
        ObjectNode specs = Jobs.specs(digits, RESNET);
        specs.withObject("/prune").put("checkpoint", training.best().toString()).put("excluded_layers", "layer1.0.conv1, conv9");
        WorkerJobs.Ended ended = jobs.run("prune", Action.PRUNE, specs);
        assertThat(ended.exit()).isEqualTo(ExitCode.USER);
        assertThat(ended.message()).contains("conv9", "layer1.0.conv1");
    }

    @Test
    void aModelWithoutDescriptionIsDescribedBySpecsAndClassMap() throws IOException {
        WorkerJobs.Ended training = succeeded(jobs.run("train", Action.TRAIN, Jobs.training(digits, RESNET, 1)));
        Checkpoint.Builder bare = Checkpoint.builder();
        Checkpoint.read(training.best()).weights().forEach(bare::add);
        Path model = folder.resolve("bare.pth");
        bare.build().write(model);
        ObjectNode specs = Jobs.specs(digits, RESNET);
        specs.withObject("/evaluate").put("checkpoint", model.toString());
        assertThat(jobs.run("without", Action.EVALUATE, specs).message()).contains("no class map", "classmap.json");
        specs.withObject("/inference").put("classmap", training.file("classmap.json").toString());
        WorkerJobs.Ended evaluation = succeeded(jobs.run("with", Action.EVALUATE, specs));
        assertThat(evaluation.values("val_accuracy")).isEqualTo(training.values("val_accuracy"));
        Files.writeString(training.file("classmap.json"), "{\"digit_0\": 0, \"digit_1\": 5}");
        assertThat(jobs.run("wrong", Action.EVALUATE, specs).message()).contains("classmap.json cannot be used");
    }

    private String start(ObjectNode specs) throws IOException {
        return succeeded(jobs.run("start", Action.TRAIN, specs)).lines().get(1).get("message").asText();
    }

    private static WorkerJobs.Ended succeeded(WorkerJobs.Ended ended) {
        assertThat(ended.exit()).as(ended.message()).isEqualTo(ExitCode.SUCCESS);
        return ended;
    }

    private void fails(Consumer<ObjectNode> change, String... words) throws IOException {
        ObjectNode specs = Jobs.training(digits, RESNET, 1);
        change.accept(specs);
        WorkerJobs.Ended ended = jobs.run("failing", Action.TRAIN, specs);
        assertThat(ended.exit()).as(ended.message()).isEqualTo(ExitCode.USER);
        assertThat(ended.message()).contains(words);
    }
}
