// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationpyt.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.worker.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 4, unit = TimeUnit.MINUTES)
class SharedTrainingTest {

    @TempDir
    private Path folder;

    /**
     * The same batches of 32 images, without augmentation, over an epoch. The rate is low, as a ResNet multiplies differences of rounding: at
     * higher ones a process with two threads parts as far from one with a single thread.
     */
    @Test
    void twoProcessesTrainAsOneDoes() throws IOException, InterruptedException {
        Digits digits = Digits.some(folder.resolve("digits"), 0, 3, 40, 10);
        Jobs jobs = new Jobs(folder);
        Jobs.Ended two = jobs.runInProcess("two", Action.TRAIN, training(digits, 2, 16));
        Jobs.Ended one = jobs.run("one", Action.TRAIN, training(digits, 1, 32));

        assertThat(two.exit()).as(two.message()).isEqualTo(ExitCode.SUCCESS);
        assertThat(one.exit()).as(one.message()).isEqualTo(ExitCode.SUCCESS);
        assertThat(two.losses()).hasSize(1);
        assertThat(two.losses().get(0)).isCloseTo(one.losses().get(0), within(1e-4));
        assertThat(two.file("epoch_1.pth")).exists();
        assertThat(two.values("accuracy_top-1")).hasSize(1);
    }

    private static ObjectNode training(Digits digits, int gpus, int batchSize) {
        ObjectNode specs = Jobs.training(digits, 1);
        specs.withObject("/train").put("num_gpus", gpus);
        specs.withObject("/dataset/data").put("samples_per_gpu", batchSize);
        specs.withObject("/train/train_config/lr_config").put("policy", "fixed");
        specs.withObject("/train/train_config/optimizer").removeAll().put("type", "SGD").put("lr", 0.0001).put("momentum", 0.9);
        return specs;
    }
}
