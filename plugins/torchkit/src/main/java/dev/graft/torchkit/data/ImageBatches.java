// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data;

import dev.graft.torchkit.data.transform.Pipeline;
import java.util.stream.IntStream;

/**
 * Batches of an image folder. Images that cannot be decoded are noted and left out of their batch; a batch of which nothing is left is
 * passed over.
 */
public final class ImageBatches implements BatchSource<ImageBatch> {

    private final ImageFolder folder;
    private final LoaderOptions options;
    private final SampleReader reader;

    /**
     * A source of batches.
     *
     * @param cache takes the decoded images; has room for one per sample of the folder
     * @param unreadable is told of images that cannot be decoded
     */
    public ImageBatches(
            ImageFolder folder, Pipeline pipeline, LoaderOptions options, ImageCache cache, UnreadableImages unreadable) {
        this.folder = folder;
        this.options = options;
        this.reader = new ImageReader(folder.samples(), pipeline, options.seed(), cache, unreadable);
    }

    /** The images behind the batches. */
    public ImageFolder folder() {
        return folder;
    }

    @Override
    public int batchesPerEpoch() {
        return options.batches(folder.samples().size());
    }

    @Override
    public Batches<ImageBatch> open(int epoch, int firstBatch) {
        int samples = folder.samples().size();
        int[] order = options.training()
                ? Seeds.permutation(samples, options.seed(), epoch)
                : IntStream.range(0, samples).toArray();
        return new BatchPrefetcher(reader, new BatchPlan(order, options.batchSize(), batchesPerEpoch(), epoch), options.threads(), firstBatch);
    }
}
