// SPDX-License-Identifier: Apache-2.0
package org.example.tinymlp.worker;

/** How well a network tells images apart. */
final class Evaluation {

    private Evaluation() {}

    /** The share of images whose most probable class is the right one, 0 to 1. */
    static double accuracy(Perceptron network, Pictures pictures) {
        int right = 0;
        for (int i = 0; i < pictures.count(); i++) {
            float[] probabilities = network.classify(pictures.images()[i]);
            int best = 0;
            for (int k = 1; k < probabilities.length; k++) {
                best = probabilities[k] > probabilities[best] ? k : best;
            }
            right += best == pictures.labels()[i] ? 1 : 0;
        }
        return (double) right / pictures.count();
    }
}
