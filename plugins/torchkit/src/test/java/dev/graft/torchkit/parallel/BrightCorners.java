// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.parallel;

import dev.graft.torchkit.data.SampleReader;
import dev.graft.torchkit.data.Seeds;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/**
 * Noisy images of which one corner is a little brighter: that corner is their class.
 *
 * @param samples number of images
 */
record BrightCorners(int samples) implements SampleReader {

    static final int CLASSES = 4;

    static final int SIDE = 16;
    private static final int CHANNELS = 3;

    @Override
    public long[] sampleShape() {
        return new long[] {CHANNELS, SIDE, SIDE};
    }

    @Override
    public int label(int index) {
        return index % CLASSES;
    }

    @Override
    public boolean read(int index, int epoch, FloatBuffer target) {
        SplittableRandom random = Seeds.generator(11, index);
        for (int pixel = 0; pixel < CHANNELS * SIDE * SIDE; pixel++) {
            int row = pixel / SIDE % SIDE;
            int column = pixel % SIDE;
            int corner = (row < SIDE / 2 ? 0 : 2) + (column < SIDE / 2 ? 0 : 1);
            target.put((float) random.nextDouble(-1, 1) + (corner == label(index) ? 0.3f : 0));
        }
        return true;
    }
}
