// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data;

import dev.graft.torchkit.data.transform.ImageSize;
import dev.graft.torchkit.data.transform.Pipeline;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;

/** Turns sample indices into floats. Safe for several threads. */
final class SampleReader {

    private final ImageDecoder decoder = new ImageDecoder();
    private final List<Sample> samples;
    private final Pipeline pipeline;
    private final long seed;
    private final ImageCache cache;
    private final UnreadableImages unreadable;

    SampleReader(List<Sample> samples, Pipeline pipeline, long seed, ImageCache cache, UnreadableImages unreadable) {
        this.samples = samples;
        this.pipeline = pipeline;
        this.seed = seed;
        this.cache = cache;
        this.unreadable = unreadable;
    }

    /** Channels, height and width of a sample. */
    long[] sampleShape() {
        ImageSize size = pipeline.outputSize();
        return new long[] {Image.CHANNELS, size.height(), size.width()};
    }

    int label(int index) {
        return samples.get(index).label();
    }

    /** Writes a sample at the buffer's position; false, with nothing written, if its file cannot be decoded. */
    boolean read(int index, int epoch, FloatBuffer target) {
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
