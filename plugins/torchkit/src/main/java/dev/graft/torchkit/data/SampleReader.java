// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data;

import java.nio.FloatBuffer;

/** Samples that are read as floats, all of one shape. Safe for several threads. */
public interface SampleReader {

    /** Number of samples. */
    int samples();

    /** The shape of a sample, without the batch. */
    long[] sampleShape();

    /** A whole number that goes with a sample, such as its class. */
    int label(int index);

    /**
     * Writes a sample at the buffer's position; false, with nothing written, if it cannot be read.
     *
     * @param epoch from 0; what is changed at random depends on it
     */
    boolean read(int index, int epoch, FloatBuffer target);
}
