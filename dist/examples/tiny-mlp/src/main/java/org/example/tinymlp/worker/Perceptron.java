// SPDX-License-Identifier: Apache-2.0
package org.example.tinymlp.worker;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Random;

/**
 * A network with one hidden layer (ReLU) and a softmax over the classes, trained by gradient descent on the cross entropy. Not thread
 * safe.
 */
final class Perceptron {

    private static final int MAGIC = 0x6d6c7031;

    private final int inputs;
    private final int hidden;
    private final int classes;
    /** One row of input weights and a bias for each neuron; then one row of hidden weights and a bias for each class. */
    private final float[][] first;

    private final float[][] second;

    private Perceptron(int inputs, int hidden, int classes) {
        this.inputs = inputs;
        this.hidden = hidden;
        this.classes = classes;
        this.first = new float[hidden][inputs + 1];
        this.second = new float[classes][hidden + 1];
    }

    /** A network with random weights (He et al., 2015). */
    static Perceptron random(int inputs, int hidden, int classes, long seed) {
        Perceptron network = new Perceptron(inputs, hidden, classes);
        Random random = new Random(seed);
        fill(network.first, Math.sqrt(2.0 / inputs), random);
        fill(network.second, Math.sqrt(2.0 / hidden), random);
        return network;
    }

    private static void fill(float[][] weights, double deviation, Random random) {
        for (float[] row : weights) {
            for (int i = 0; i < row.length - 1; i++) {
                row[i] = (float) (random.nextGaussian() * deviation);
            }
        }
    }

    int inputs() {
        return inputs;
    }

    int classes() {
        return classes;
    }

    /** The probability of each class. */
    float[] classify(float[] image) {
        return softmax(layer(second, relu(layer(first, image))));
    }

    /**
     * One step over a batch.
     *
     * @param labels index of the class of each image
     * @param rate learning rate
     * @return mean cross entropy before the step, in nats
     */
    double step(float[][] images, int[] labels, double rate) {
        float[][] firstGradient = new float[hidden][inputs + 1];
        float[][] secondGradient = new float[classes][hidden + 1];
        double loss = 0;
        for (int i = 0; i < images.length; i++) {
            float[] activity = relu(layer(first, images[i]));
            float[] error = softmax(layer(second, activity));
            loss -= Math.log(Math.max(error[labels[i]], 1e-12));
            error[labels[i]] -= 1;
            add(secondGradient, error, activity);
            add(firstGradient, hiddenError(error, activity), images[i]);
        }
        float factor = (float) (rate / images.length);
        descend(first, firstGradient, factor);
        descend(second, secondGradient, factor);
        return loss / images.length;
    }

    private float[] hiddenError(float[] error, float[] activity) {
        float[] back = new float[hidden];
        for (int neuron = 0; neuron < hidden; neuron++) {
            if (activity[neuron] > 0) {
                for (int k = 0; k < classes; k++) {
                    back[neuron] += error[k] * second[k][neuron];
                }
            }
        }
        return back;
    }

    private static void add(float[][] gradient, float[] error, float[] input) {
        for (int row = 0; row < gradient.length; row++) {
            if (error[row] != 0) {
                for (int i = 0; i < input.length; i++) {
                    gradient[row][i] += error[row] * input[i];
                }
                gradient[row][input.length] += error[row];
            }
        }
    }

    private static void descend(float[][] weights, float[][] gradient, float factor) {
        for (int row = 0; row < weights.length; row++) {
            for (int i = 0; i < weights[row].length; i++) {
                weights[row][i] -= factor * gradient[row][i];
            }
        }
    }

    private static float[] layer(float[][] weights, float[] input) {
        float[] output = new float[weights.length];
        for (int row = 0; row < weights.length; row++) {
            float sum = weights[row][input.length];
            for (int i = 0; i < input.length; i++) {
                sum += weights[row][i] * input[i];
            }
            output[row] = sum;
        }
        return output;
    }

    private static float[] relu(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(0, values[i]);
        }
        return values;
    }

    private static float[] softmax(float[] values) {
        float largest = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            largest = Math.max(largest, value);
        }
        float sum = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.exp(values[i] - largest);
            sum += values[i];
        }
        for (int i = 0; i < values.length; i++) {
            values[i] /= sum;
        }
        return values;
    }

    /** Writes the network to a file, which is there whole or not at all. */
    void write(Path file) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(unfinished)))) {
            out.writeInt(MAGIC);
            out.writeInt(inputs);
            out.writeInt(hidden);
            out.writeInt(classes);
            for (float[][] weights : new float[][][] {first, second}) {
                for (float[] row : weights) {
                    for (float weight : row) {
                        out.writeFloat(weight);
                    }
                }
            }
        }
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Reads a network.
     *
     * @throws IOException if the file is none
     */
    static Perceptron read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            if (in.readInt() != MAGIC) {
                throw new IOException(file + " is no checkpoint of this network");
            }
            Perceptron network = new Perceptron(in.readInt(), in.readInt(), in.readInt());
            for (float[][] weights : new float[][][] {network.first, network.second}) {
                for (float[] row : weights) {
                    for (int i = 0; i < row.length; i++) {
                        row[i] = in.readFloat();
                    }
                }
            }
            return network;
        }
    }
}
