// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationpyt.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.worker.ExitCode;
import dev.graft.torchkit.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Learning 20 images each of the digits 5 to 9 is easier for a network that knows 0 to 4. */
class TransferTest {

    private static final int FIRST_EPOCHS = 5;
    /** With few epochs on few images the head start shows most clearly; later the two draw level. */
    private static final int EPOCHS = 3;
    private static final List<Integer> SEEDS = List.of(1, 47);

    @TempDir
    static Path folder;

    private static Jobs jobs;
    private static Digits target;
    private static Path known;

    @BeforeAll
    static void learnTheFirstDigits() throws IOException {
        jobs = new Jobs(folder);
        target = Digits.some(folder.resolve("target"), 5, 9, 20, 50);
        Digits source = Digits.some(folder.resolve("source"), 0, 4, 150, 10);
        ObjectNode specs = cropped(Jobs.training(source, FIRST_EPOCHS));
        specs.withObject("/train/train_config/checkpoint_config").put("interval", FIRST_EPOCHS);
        specs.withObject("/train/train_config/evaluation").put("interval", FIRST_EPOCHS);
        Jobs.Ended ended = jobs.run("known", Action.TRAIN, specs);
        assertThat(ended.exit()).as(ended.message()).isEqualTo(ExitCode.SUCCESS);
        known = ended.file("epoch_" + FIRST_EPOCHS + ".pth");
    }

    @Test
    void transferBeatsStartingFromScratch() throws IOException {
        double gain = 0;
        for (int seed : SEEDS) {
            ObjectNode specs = training(EPOCHS);
            specs.withObject("/train/exp_config").put("manual_seed", seed);
            gain -= accuracy(jobs.run("scratch" + seed, Action.TRAIN, specs));
            specs.withObject("/model/backbone").put("pretrained", known.toString());
            gain += accuracy(jobs.run("transfer" + seed, Action.TRAIN, specs));
        }
        assertThat(gain / SEEDS.size()).as("mean gain in accuracy").isGreaterThanOrEqualTo(0.05);
    }

    @Test
    void itIsToldHowManyTensorsWereTakenAndWhichWereLeft() throws IOException {
        ObjectNode specs = training(1);
        specs.withObject("/model/backbone").put("pretrained", known.toString());
        assertThat(transferMessage(jobs.run("told", Action.TRAIN, specs)))
                .contains("Starting from epoch_5.pth", "120 tensors taken", "2 left", "fc.weight");
    }

    @Test
    void aHeadForOtherClassesIsLeft() throws IOException {
        ObjectNode specs = training(1);
        specs.withObject("/model/init_cfg").put("checkpoint", known.toString());
        assertThat(transferMessage(jobs.run("other", Action.TRAIN, specs)))
                .contains("120 tensors taken", "Left too: fc.weight, fc.bias", "other classes");
    }

    @Test
    void aFrozenBackboneStaysAsItIs() throws IOException {
        ObjectNode specs = training(1);
        specs.withObject("/model/backbone").put("pretrained", known.toString()).put("freeze", true);
        Jobs.Ended ended = jobs.run("frozen", Action.TRAIN, specs);
        Checkpoint before = Checkpoint.read(known);
        Checkpoint after = Checkpoint.read(ended.file("epoch_1.pth"));
        for (String name : List.of("layer4.1.conv2.weight", "bn1.running_mean", "layer1.0.bn1.weight")) {
            assertThat(after.tensors().get(name)).isEqualTo(before.tensors().get(name));
        }
        assertThat(after.tensors().get("fc.weight")).isNotEqualTo(before.tensors().get("fc.weight"));
    }

    @Test
    void aLogisticRegressionOnItsFeaturesRecognisesTheNewDigits() throws IOException {
        ObjectNode specs = training(1);
        specs.withObject("/model/backbone").put("pretrained", known.toString());
        specs.withObject("/model/head").put("type", "LogisticRegressionHead");
        Jobs.Ended ended = jobs.run("logistic", Action.TRAIN, specs);
        assertThat(accuracy(ended)).isGreaterThan(0.7);
        Jobs.Ended evaluation = jobs.run("logisticEvaluation", Action.EVALUATE, Jobs.with(
                Jobs.specs(target), "/evaluate", section -> section.put("checkpoint", ended.file("epoch_1.pth").toString())));
        assertThat(evaluation.values("accuracy_top-1")).isEqualTo(ended.values("accuracy_top-1"));
    }

    @Test
    void weightsOfAnotherNetworkAreRefused() throws IOException {
        ObjectNode specs = training(1);
        specs.withObject("/model/backbone").put("type", "fan_tiny_8_p4_hybrid").put("pretrained", known.toString());
        Jobs.Ended ended = jobs.run("unfit", Action.TRAIN, specs);
        assertThat(ended.exit()).isEqualTo(ExitCode.USER);
        assertThat(ended.message()).contains("no weight of epoch_5.pth fits", "same backbone");
    }

    private static ObjectNode training(int epochs) {
        ObjectNode specs = cropped(Jobs.training(target, epochs));
        specs.withObject("/dataset/data").put("samples_per_gpu", 20);
        specs.withObject("/train/train_config/optimizer").put("lr", 0.0005);
        specs.withObject("/train/train_config/evaluation").put("interval", epochs);
        specs.withObject("/train/train_config/checkpoint_config").put("interval", epochs);
        return specs;
    }

    /** Crops keep the first training from fitting its few images so closely that its features are of no use for others. */
    private static ObjectNode cropped(ObjectNode specs) {
        ObjectNode crop = specs.withObject("/dataset/data/train").putArray("pipeline").addObject();
        crop.put("type", "RandomResizedCrop").put("scale", 32);
        crop.putArray("crop_ratio_range").add(0.7).add(1.0);
        crop.putArray("aspect_ratio_range").add(0.8).add(1.25);
        return specs;
    }

    private static double accuracy(Jobs.Ended ended) {
        assertThat(ended.exit()).as(ended.message()).isEqualTo(ExitCode.SUCCESS);
        List<Double> values = ended.values("accuracy_top-1");
        return values.get(values.size() - 1);
    }

    private static String transferMessage(Jobs.Ended ended) {
        assertThat(ended.exit()).as(ended.message()).isEqualTo(ExitCode.SUCCESS);
        return ended.lines().get(1).get("message").asText();
    }
}
