// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data;

import dev.graft.torchkit.data.transform.Pipeline;

/**
 * Batches of an image folder. Images that cannot be decoded are noted and left out of their batch; a batch of which nothing is left is
 * passed over.
 */
public final class ImageBatches implements BatchSource<ImageBatch> {

    private final ImageFolder folder;
    private final LoaderOptions options;
    private final SampleOrder order;
    private final SampleReader reader;

    /**
     * A source of batches.
     *
     * @param cache takes the decoded images; has room for one per sample of the folder
     * @param unreadable is told of images that cannot be decoded
     */
    public ImageBatches(
            ImageFolder folder, Pipeline pipeline, LoaderOptions options, ImageCache cache, UnreadableImages unreadable) {
        this(folder, pipeline, options, SampleOrder.of(folder.samples().size(), options), cache, unreadable);
    }

    /**
     * A source of batches in an order of its own.
     *
     * @param order which samples, in indices of the folder
     * @param cache takes the decoded images; has room for one per sample of the folder
     * @param unreadable is told of images that cannot be decoded
     */
    public ImageBatches(
            ImageFolder folder,
            Pipeline pipeline,
            LoaderOptions options,
            SampleOrder order,
            ImageCache cache,
            UnreadableImages unreadable) {
        this.folder = folder;
        this.options = options;
        this.order = order;
        this.reader = new ImageReader(folder.samples(), pipeline, options.seed(), cache, unreadable);
    }

    /** The images behind the batches. */
    public ImageFolder folder() {
        return folder;
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
