// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data;

import dev.graft.torchkit.data.transform.ImageSize;
import dev.graft.torchkit.data.transform.Pipeline;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;

/** Reads images through a pipeline. */
final class ImageReader implements SampleReader {

    private final ImageDecoder decoder = new ImageDecoder();
    private final List<Sample> samples;
    private final Pipeline pipeline;
    private final long seed;
    private final ImageCache cache;
    private final UnreadableImages unreadable;

    ImageReader(List<Sample> samples, Pipeline pipeline, long seed, ImageCache cache, UnreadableImages unreadable) {
        this.samples = samples;
        this.pipeline = pipeline;
        this.seed = seed;
        this.cache = cache;
        this.unreadable = unreadable;
    }

    @Override
    public int samples() {
        return samples.size();
    }

    /** Channels, height and width. */
    @Override
    public long[] sampleShape() {
        ImageSize size = pipeline.outputSize();
        return new long[] {Image.CHANNELS, size.height(), size.width()};
    }

    @Override
    public int label(int index) {
        return samples.get(index).label();
    }

    @Override
    public boolean read(int index, int epoch, FloatBuffer target) {
        Optional<Image> decoded = cache.get(index);
        if (decoded.isEmpty()) {
            decoded = decode(index);
        }
        decoded.ifPresent(image ->
                pipeline.normalize().write(pipeline.apply(image, Seeds.generator(seed, epoch, index)), target));
        return decoded.isPresent();
    }

    private Optional<Image> decode(int index) {
        try {
            Image image = decoder.decode(samples.get(index).file());
            cache.offer(index, image);
            return Optional.of(image);
        } catch (UnreadableImageException e) {
            unreadable.add(samples.get(index).file(), e);
            return Optional.empty();
        }
    }
}
