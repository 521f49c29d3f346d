// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.pair;

import dev.graft.torchkit.data.Image;
import dev.graft.torchkit.data.ImageCache;
import dev.graft.torchkit.data.ImageDecoder;
import dev.graft.torchkit.data.SampleReader;
import dev.graft.torchkit.data.Seeds;
import dev.graft.torchkit.data.UnreadableImageException;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.data.transform.ImageSize;
import dev.graft.torchkit.data.transform.Interpolation;
import dev.graft.torchkit.data.transform.Normalize;
import dev.graft.torchkit.data.transform.Resize;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads pairs as samples of six channels: those of the picture to test, then those of the golden one. */
public final class PairReader implements SampleReader {

    private static final int SIDES = 2;

    private final ImageDecoder decoder = new ImageDecoder();
    private final PairTable table;
    private final LightLayout layout;
    private final Normalize normalize;
    private final UnreadableImages unreadable;
    private final Resize resize;
    private final ImageCache cache;

    /**
     * A reader.
     *
     * @param unreadable is told of pictures that cannot be decoded; their pairs are left out
     */
    public PairReader(PairTable table, LightLayout layout, Normalize normalize, UnreadableImages unreadable) {
        this.table = table;
        this.layout = layout;
        this.normalize = normalize;
        this.unreadable = unreadable;
        this.resize = new Resize(layout.size(), false, Interpolation.BILINEAR);
        this.cache = ImageCache.withinHeap(SIDES * table.pairs().size());
    }

    /** The table behind it. */
    public PairTable table() {
        return table;
    }

    @Override
    public int samples() {
        return table.pairs().size();
    }

    @Override
    public long[] sampleShape() {
        ImageSize size = layout.joinedSize();
        return new long[] {SIDES * Image.CHANNELS, size.height(), size.width()};
    }

    @Override
    public int label(int index) {
        return table.pairs().get(index).isDefective() ? ImagePair.DEFECTIVE : ImagePair.PASSES;
    }

    @Override
    public boolean read(int index, int epoch, FloatBuffer target) {
        Optional<Image> test = test(index);
        Optional<Image> golden = golden(index);
        if (test.isEmpty() || golden.isEmpty()) {
            return false;
        }
        normalize.write(test.get(), target);
        normalize.write(golden.get(), target);
        return true;
    }

    /** The picture to test, its lights joined; empty if it cannot be decoded. */
    public Optional<Image> test(int index) {
        return joined(SIDES * index, table.pairs().get(index).test());
    }

    /** The golden picture, its lights joined; empty if it cannot be decoded. */
    public Optional<Image> golden(int index) {
        return joined(SIDES * index + 1, table.pairs().get(index).golden());
    }

    private Optional<Image> joined(int key, List<Path> files) {
        Optional<Image> kept = cache.get(key);
        if (kept.isPresent()) {
            return kept;
        }
        List<Image> pictures = new ArrayList<>();
        for (Path file : files) {
            try {
                pictures.add(resize.apply(decoder.decode(file), Seeds.generator(0)));
            } catch (UnreadableImageException e) {
                unreadable.add(file, e);
                return Optional.empty();
            }
        }
        Image joined = layout.joined(pictures);
        cache.offer(key, joined);
        return Optional.of(joined);
    }
}
