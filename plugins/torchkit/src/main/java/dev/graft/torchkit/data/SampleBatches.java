// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data;

/** Batches of samples of any kind. Samples that cannot be read are left out of their batch. */
public final class SampleBatches implements BatchSource<ImageBatch> {

    private final SampleReader reader;
    private final SampleOrder order;
    private final LoaderOptions options;

    /** A source of batches: each sample once, shuffled anew each epoch for training, otherwise as they are. */
    public SampleBatches(SampleReader reader, LoaderOptions options) {
        this(reader, SampleOrder.of(reader.samples(), options), options);
    }

    /**
     * A source of batches in an order of its own.
     *
     * @param order which samples, in indices of the reader
     * @param options batch size, threads, and whether a single left-over sample is dropped
     */
    public SampleBatches(SampleReader reader, SampleOrder order, LoaderOptions options) {
        this.reader = reader;
        this.order = order;
        this.options = options;
    }

    /** The samples behind the batches. */
    public SampleReader reader() {
        return reader;
    }

    @Override
    public int batchesPerEpoch() {
        return options.batches(order.length());
    }

    @Override
    public Batches<ImageBatch> open(int epoch, int firstBatch) {
        BatchPlan plan = new BatchPlan(order.of(epoch), options.batchSize(), batchesPerEpoch(), epoch);
        return new BatchPrefetcher(reader, plan, options.threads(), firstBatch);
    }
}
