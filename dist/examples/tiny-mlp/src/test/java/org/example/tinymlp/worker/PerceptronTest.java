// SPDX-License-Identifier: Apache-2.0
package org.example.tinymlp.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerceptronTest {

    /** No straight line parts these, so that the hidden layer has to learn. */
    private static final Pictures EXCLUSIVE_OR = new Pictures(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new int[] {0, 1, 1, 0});

    @TempDir
    private Path folder;

    @Test
    void exclusiveOrIsLearnt() {
        Perceptron network = Perceptron.random(2, 8, 2, 1);
        double before = network.step(EXCLUSIVE_OR.images(), EXCLUSIVE_OR.labels(), 0.5);
        double after = before;
        for (int step = 0; step < 2000; step++) {
            after = network.step(EXCLUSIVE_OR.images(), EXCLUSIVE_OR.labels(), 0.5);
        }
        assertThat(after).isLessThan(before / 10);
        assertThat(Evaluation.accuracy(network, EXCLUSIVE_OR)).isEqualTo(1);
    }

    @Test
    void aStepFollowsTheGradient() {
        float[][] image = {{0.3f, 0.7f}};
        int[] label = {1};
        Perceptron network = Perceptron.random(2, 3, 2, 7);
        double before = network.step(image, label, 0.01);
        assertThat(network.step(image, label, 0)).isLessThan(before);
    }

    @Test
    void aNetworkIsReadAsItWasWritten() throws IOException {
        Perceptron network = Perceptron.random(2, 3, 2, 7);
        Path file = folder.resolve("model_001.mlp");
        network.write(file);
        assertThat(Perceptron.read(file).classify(new float[] {0.3f, 0.7f})).isEqualTo(network.classify(new float[] {0.3f, 0.7f}));
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }
}
