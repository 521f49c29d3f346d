// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Decoded images by sample index, first come, first kept, up to a number of bytes: a small data set is decoded once, and a large one
 * partly, in bounded memory. Safe for several threads.
 */
public final class ImageCache {

    /** A sixth of the Java heap: room for two caches, and for the copy of a training's state while it is stored. */
    private static final int HEAP_SHARE = 6;

    private final AtomicReferenceArray<Image> images;
    private final AtomicLong freeBytes;

    /**
     * A cache.
     *
     * @param samples number of samples
     * @param maxBytes bytes of pixels to keep at most, at least 0
     */
    public ImageCache(int samples, long maxBytes) {
        this.images = new AtomicReferenceArray<>(samples);
        this.freeBytes = new AtomicLong(maxBytes);
    }

    /** A cache that takes at most a sixth of this process's heap. */
    public static ImageCache withinHeap(int samples) {
        return new ImageCache(samples, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
    }

    /** The image of a sample, if it is kept. */
    public Optional<Image> get(int index) {
        return Optional.ofNullable(images.get(index));
    }

    /** Keeps an image if there is room. */
    public void offer(int index, Image image) {
        long bytes = image.rgb().length;
        if (freeBytes.addAndGet(-bytes) < 0 || !images.compareAndSet(index, null, image)) {
            freeBytes.addAndGet(bytes);
        }
    }
}
