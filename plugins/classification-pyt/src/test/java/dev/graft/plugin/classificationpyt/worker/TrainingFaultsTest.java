// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationpyt.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.worker.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training says about specs and data that it cannot use, and what it makes of what it can. */
class TrainingFaultsTest {

    @TempDir
    Path folder;

    private Digits digits;
    private Jobs jobs;

    @BeforeEach
    void unpack() throws IOException {
        digits = Digits.some(folder.resolve("digits"), 0, 2, 8, 4);
        jobs = new Jobs(folder);
    }

    @Test
    void unreadableImagesAreSkippedCountedAndNamed() throws IOException {
        Path broken = digits.files("train").get(5);
        Files.writeString(broken, "not a picture");
        Jobs.Ended ended = jobs.run("train", Action.TRAIN, Jobs.training(digits, 2));
        assertThat(ended.exit()).as(ended.message()).isEqualTo(ExitCode.SUCCESS);
        assertThat(ended.message())
                .contains("1 image was skipped because they cannot be decoded: digit_0/" + broken.getFileName());
    }

    @Test
    void nothingButUnreadableImagesEndsTheJob() throws IOException {
        for (Path file : digits.files("train")) {
            Files.writeString(file, "not a picture");
        }
        fails(specs -> {}, "no sample of the training data can be read");
    }

    @Test
    void aNumberOfClassesThatDoesNotFitSaysBoth() throws IOException {
        fails(specs -> specs.withObject("/model/head").put("num_classes", 20),
                "/model/head/num_classes is 20, but the dataset has 3 classes; set it to 3");
    }

    @Test
    void anUnknownParameterIsRefused() throws IOException {
        fails(specs -> specs.withObject("/train/train_config").put("warmup_epochs", 3),
                "/train/train_config/warmup_epochs is not known here");
    }

    @Test
    void anUnknownBackboneIsRefusedWithTheKnownOnes() throws IOException {
        fails(specs -> specs.withObject("/model/backbone").put("type", "alexnet"), "alexnet", "resnet_18", "fan_tiny_8_p4_hybrid");
    }

    @Test
    void anImageSizeThatTheBackboneDoesNotTakeIsRefused() throws IOException {
        fails(specs -> {
            specs.withObject("/model/backbone").put("type", "fan_tiny_8_p4_hybrid");
            specs.withObject("/dataset/data/train").putArray("pipeline").addObject().put("type", "Resize").put("scale", 30);
        }, "30 x 30", "multiples of");
    }

    @Test
    void aMissingFolderIsNamed() throws IOException {
        fails(specs -> specs.withObject("/dataset/data/train").put("data_prefix", folder.resolve("nowhere").toString()),
                "/dataset/data/train/data_prefix is", "does not exist");
    }

    @Test
    void withoutValidationTheIntervalOfEvaluationHasNoSay() throws IOException {
        ObjectNode specs = Jobs.training(digits, 1);
        specs.withObject("/train/train_config").put("validate", false).withObject("/evaluation").put("interval", 1);
        Jobs.Ended ended = jobs.run("train", Action.TRAIN, specs);
        assertThat(ended.exit()).as(ended.message()).isEqualTo(ExitCode.SUCCESS);
    }

    @Test
    void aTrainingThatDivergesSaysWhatToDo() throws IOException {
        fails(specs -> {
            specs.withObject("/train/train_config/optimizer").put("type", "SGD").put("lr", 1.0).put("weight_decay", 1e30);
            specs.withObject("/train/train_config/runner").put("max_epochs", 5);
        }, "diverged", "smaller optimizer.lr");
    }

    @Test
    void whatIsNotSupportedIsRefusedInsteadOfIgnored() throws IOException {
        fails(specs -> specs.withObject("/train").put("num_gpus", 3), "3 processes", "granted 2 CPU cores");
        fails(specs -> specs.withObject("/model/train_cfg").putArray("augments").addObject().put("type", "Mixup"), "augments");
        fails(specs -> specs.withObject("/model/head/loss").put("use_soft", true), "use_soft");
        fails(specs -> specs.withObject("/dataset/data/val").put("ann_file", "x.txt"), "ann_file");
        fails(specs -> specs.withObject("/train/train_config").putArray("custom_hooks").addObject().put("type", "SwapHook"),
                "SwapHook", "EMAHook");
    }

    @Test
    void everythingThatPeopleWriteInTrainConfigIsHonoured() throws IOException {
        ObjectNode specs = Jobs.training(digits, 3);
        ObjectNode config = specs.withObject("/train/train_config");
        config.withObject("/optimizer").put("type", "SGD").put("lr", "1e-2").put("momentum", 0.9).put("nesterov", true)
                .withObject("/paramwise_cfg").put("norm_decay_mult", 0).put("bias_decay_mult", 0)
                .withObject("/custom_keys/head").put("lr_mult", 10);
        config.withObject("/optimizer_config/grad_clip").put("max_norm", 5).put("norm_type", 2);
        config.withObject("/lr_config").put("policy", "step").put("gamma", 0.1).put("warmup", "linear").put("warmup_iters", 2)
                .put("warmup_ratio", 0.1).putArray("step").add(2);
        config.withObject("/checkpoint_config").put("interval", 1).put("max_keep_ckpts", 1);
        config.putArray("custom_hooks").addObject().put("type", "EMAHook").put("momentum", "4e-5").put("priority", "ABOVE_NORMAL");
        specs.withObject("/model/head/loss").put("type", "LabelSmoothLoss").put("label_smooth_val", 0.1).put("mode", "original");
        Jobs.Ended ended = jobs.run("train", Action.TRAIN, specs);
        assertThat(ended.exit()).as(ended.message()).isEqualTo(ExitCode.SUCCESS);
        List<Double> rates = ended.lines().stream()
                .map(line -> line.at("/graphical/learning_rate"))
                .filter(node -> node.isNumber())
                .map(node -> node.asDouble())
                .toList();
        // One step an epoch: a tenth and then half of the way in the warm-up, and a tenth after the milestone.
        assertThat(rates).usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1).containsExactly(0.001, 0.0055, 0.001);
    }

    @Test
    void sameSpecsSameLossCurve() throws IOException {
        List<Double> first = jobs.run("first", Action.TRAIN, Jobs.training(digits, 2)).losses();
        assertThat(jobs.run("second", Action.TRAIN, Jobs.training(digits, 2)).losses()).isEqualTo(first).hasSize(2);
        ObjectNode other = Jobs.training(digits, 2);
        other.withObject("/train/exp_config").put("manual_seed", 48);
        assertThat(jobs.run("third", Action.TRAIN, other).losses()).isNotEqualTo(first);
    }

    @Test
    void aResumedTrainingGoesOnAsIfItHadNotEnded() throws IOException {
        ObjectNode fixed = Jobs.training(digits, 3);
        fixed.withObject("/train/train_config/lr_config").put("policy", "fixed");
        List<Double> whole = jobs.run("whole", Action.TRAIN, fixed).losses();
        ObjectNode two = fixed.deepCopy();
        two.withObject("/train/train_config/runner").put("max_epochs", 2);
        Jobs.Ended part = jobs.run("part", Action.TRAIN, two);
        ObjectNode resumed = fixed.deepCopy();
        resumed.withObject("/train/train_config")
                .put("resume_training_checkpoint_path", part.file("epoch_2.pth").toString());
        Jobs.Ended rest = jobs.run("part", Action.TRAIN, resumed);
        assertThat(rest.exit()).as(rest.message()).isEqualTo(ExitCode.SUCCESS);
        assertThat(rest.losses()).hasSize(1).isEqualTo(whole.subList(2, 3));
        assertThat(part.losses()).isEqualTo(whole.subList(0, 2));
    }

    @Test
    void aStateThatDoesNotFitIsRefused() throws IOException {
        Jobs.Ended part = jobs.run("part", Action.TRAIN, Jobs.training(digits, 1));
        fails(specs -> {
            specs.withObject("/train/train_config").put("resume_training_checkpoint_path", part.file("epoch_1.pth").toString());
            specs.withObject("/train/train_config/optimizer").put("type", "SGD");
        }, "cannot go on", "another optimiser");
    }

    @Test
    void anEvaluationWithoutAModelSaysWhichJobToRunItAfter() throws IOException {
        Jobs.Ended ended = jobs.run("evaluate", Action.EVALUATE, Jobs.specs(digits));
        assertThat(ended.exit()).isEqualTo(ExitCode.USER);
        assertThat(ended.message()).contains("/evaluate/checkpoint is not given", "parent_job_id");
    }

    @Test
    void aBrokenModelFileIsRefused() throws IOException {
        Path model = Files.writeString(folder.resolve("epoch_1.pth"), "no model");
        Jobs.Ended ended = jobs.run("evaluate", Action.EVALUATE, Jobs.with(
                Jobs.specs(digits), "/evaluate", section -> section.put("checkpoint", model.toString())));
        assertThat(ended.exit()).isEqualTo(ExitCode.USER);
        assertThat(ended.message()).contains("epoch_1.pth cannot be used");
    }

    private void fails(Consumer<ObjectNode> change, String... words) throws IOException {
        ObjectNode specs = Jobs.training(digits, 1);
        change.accept(specs);
        Jobs.Ended ended = jobs.run("failing", Action.TRAIN, specs);
        assertThat(ended.exit()).as(ended.message()).isEqualTo(ExitCode.USER);
        assertThat(ended.message()).contains(words);
    }
}
