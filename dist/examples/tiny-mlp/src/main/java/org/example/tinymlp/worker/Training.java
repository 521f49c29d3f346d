// SPDX-License-Identifier: Apache-2.0
package org.example.tinymlp.worker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/** The action {@code train}: epochs over the training images, with a checkpoint after each. */
final class Training {

    private static final String CHECKPOINT = "model_%03d.mlp";

    private final JsonNode specs;
    private final Path results;
    private final Progress progress;

    Training(JsonNode specs, Path results, Progress progress) {
        this.specs = specs;
        this.results = results;
        this.progress = progress;
    }

    /**
     * Trains.
     *
     * @param evaluation images for the accuracy after each epoch; those of the training if there are none
     * @return what to tell the user
     */
    String run(Pictures training, Pictures evaluation, int classes) throws IOException {
        int epochs = specs.at("/train/epochs").intValue();
        int batch = specs.at("/train/batch_size").intValue();
        int size = specs.at("/model/image_size").intValue();
        String resumed = specs.at("/train/resume_from").asText();
        Perceptron network = resumed.isEmpty()
                ? Perceptron.random(
                        size * size, specs.at("/model/hidden_units").intValue(), classes, specs.at("/train/seed").longValue())
                : Perceptron.read(Path.of(resumed));
        double accuracy = 0;
        for (int epoch = resumed.isEmpty() ? 1 : epochOf(resumed) + 1; epoch <= epochs; epoch++) {
            double loss = epoch(network, training, batch, epoch);
            network.write(results.resolve(String.format(CHECKPOINT, epoch)));
            accuracy = Evaluation.accuracy(network, evaluation.count() > 0 ? evaluation : training);
            progress.epoch(epoch, epochs, loss, accuracy);
        }
        return String.format("Trained %d epochs on %d images; accuracy %.3f.", epochs, training.count(), accuracy);
    }

    /** The same order in every training of that seed, also in one that was interrupted. */
    private double epoch(Perceptron network, Pictures training, int batch, int epoch) {
        int[] order = shuffled(training.count(), new Random(specs.at("/train/seed").longValue() * 31 + epoch));
        double rate = specs.at("/train/learning_rate").doubleValue();
        double loss = 0;
        for (int from = 0; from < order.length; from += batch) {
            int length = Math.min(batch, order.length - from);
            float[][] images = new float[length][];
            int[] labels = new int[length];
            for (int i = 0; i < length; i++) {
                images[i] = training.images()[order[from + i]];
                labels[i] = training.labels()[order[from + i]];
            }
            loss += network.step(images, labels, rate) * length;
        }
        return loss / order.length;
    }

    private static int[] shuffled(int count, Random random) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }

    /** The epoch in the name of a checkpoint. */
    private static int epochOf(String checkpoint) {
        return Integer.parseInt(checkpoint.replaceFirst(".*_(\\d+)\\.mlp$", "$1"));
    }
}
