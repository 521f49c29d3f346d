// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.mlrecog.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.worker.ExitCode;
import dev.graft.torchkit.fixture.WorkerJobs;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The same on more images, for which a build has no time: {@code graft.mnist} is the folder that dist/benchmarks/MnistImages.java writes. */
@EnabledIfSystemProperty(named = "graft.mnist", matches = ".+")
class UnseenMnistTest {

    private static final int EPOCHS = 4;

    @Test
    void unseenDigitsAreNearestToTheirLike(@TempDir Path folder) throws Exception {
        Digits digits = Digits.of(folder.resolve("digits"), Path.of(System.getProperty("graft.mnist")));
        Jobs jobs = new Jobs(folder);
        WorkerJobs.Ended training = jobs.run("train", Action.TRAIN, Jobs.annealed(digits, EPOCHS));
        assertThat(training.exit()).as(training.message()).isEqualTo(ExitCode.SUCCESS);
        ObjectNode specs = Jobs.specs(digits);
        specs.withObject("/evaluate").put("checkpoint", training.best().toString()).put("batch_size", 50);
        WorkerJobs.Ended evaluation = jobs.run("evaluate", Action.EVALUATE, specs);
        assertThat(evaluation.exit()).as(evaluation.message()).isEqualTo(ExitCode.SUCCESS);
        assertThat(evaluation.values("test Precision at Rank 1").get(0)).isGreaterThanOrEqualTo(0.90);
    }
}
