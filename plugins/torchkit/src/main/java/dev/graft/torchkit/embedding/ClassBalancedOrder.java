// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.embedding;

import dev.graft.torchkit.data.Sample;
import dev.graft.torchkit.data.SampleOrder;
import dev.graft.torchkit.data.Seeds;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Batches of as many samples of each of some classes, drawn anew for each batch: {@code MPerClassSampler} of pytorch-metric-learning. An epoch
 * has as many samples as there are, less what does not fill a batch.
 */
public final class ClassBalancedOrder implements SampleOrder {

    private final ClassSamples classes;
    private final int perClass;
    private final int classesInBatch;
    private final int batches;
    private final long seed;

    /**
     * An order.
     *
     * @param perClass samples of each class in a batch, at least 1
     * @param batchSize a multiple of {@code perClass}
     * @throws IllegalArgumentException if a batch would need more samples or classes than there are
     */
    public ClassBalancedOrder(List<Sample> samples, int perClass, int batchSize, long seed) {
        this.classes = new ClassSamples(samples);
        this.perClass = perClass;
        this.classesInBatch = batchSize / perClass;
        this.batches = samples.size() / batchSize;
        this.seed = seed;
        if (batchSize % perClass != 0) {
            throw new IllegalArgumentException("a batch of " + batchSize + " samples cannot have " + perClass + " of each class");
        }
        if (classesInBatch > classes.count() || batches == 0) {
            throw new IllegalArgumentException("a batch of " + batchSize + " samples, " + perClass + " of each class, needs "
                    + classesInBatch + " classes; there are " + classes.count() + " with " + samples.size() + " samples in all");
        }
    }

    @Override
    public int length() {
        return batches * classesInBatch * perClass;
    }

    @Override
    public int[] of(int epoch) {
        SplittableRandom random = Seeds.generator(seed, epoch, -1);
        int[] numbers = new int[classes.count()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        int[] order = new int[length()];
        for (int at = 0; at < order.length; at += classesInBatch * perClass) {
            for (int i = 0; i < classesInBatch; i++) {
                ClassSamples.swap(numbers, i, i + random.nextInt(numbers.length - i));
                System.arraycopy(classes.draw(numbers[i], perClass, random), 0, order, at + i * perClass, perClass);
            }
        }
        return order;
    }
}
