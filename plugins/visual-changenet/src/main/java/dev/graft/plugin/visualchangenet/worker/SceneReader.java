// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.visualchangenet.worker;

import dev.graft.plugin.visualchangenet.worker.spec.SegmentSpec;
import dev.graft.torchkit.data.Image;
import dev.graft.torchkit.data.ImageCache;
import dev.graft.torchkit.data.ImageDecoder;
import dev.graft.torchkit.data.SampleReader;
import dev.graft.torchkit.data.Seeds;
import dev.graft.torchkit.data.UnreadableImageException;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.data.transform.Interpolation;
import dev.graft.torchkit.data.transform.Resize;
import dev.graft.torchkit.data.transform.Transform;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Reads scenes as samples of seven planes: three of the first picture, three of the second, and the class of each pixel. */
final class SceneReader implements SampleReader {

    /** Number of planes of the pictures; that of classes follows. */
    static final int PICTURES = 2 * Image.CHANNELS;

    /** The class of all pixels where no mask is known. */
    static final int UNKNOWN = 0;

    private static final int PARTS = 3;
    private static final int WHITE = 255;

    private final ImageDecoder decoder = new ImageDecoder();
    private final List<ScenePair> scenes;
    private final SegmentSpec spec;
    private final Augmentation augmentation;
    private final boolean masked;
    private final UnreadableImages unreadable;
    private final ImageCache cache;

    /**
     * How training scenes are changed at random.
     *
     * @param pictures what pictures go through, each like the other
     * @param masks the same for masks
     * @param looks what each picture goes through on its own
     * @param seed of all
     */
    record Augmentation(List<Transform> pictures, List<Transform> masks, List<Transform> looks, long seed) {

        static final Augmentation NONE = new Augmentation(List.of(), List.of(), List.of(), 0);

        static Augmentation of(SegmentSpec spec, long seed) {
            return new Augmentation(
                    spec.augmentation().geometry(spec.size(), Interpolation.BILINEAR),
                    spec.augmentation().geometry(spec.size(), Interpolation.NEAREST),
                    spec.augmentation().looks(),
                    seed);
        }
    }

    /**
     * A reader.
     *
     * @param masked whether masks are read
     * @param unreadable is told of pictures that cannot be decoded; their scenes are left out
     */
    SceneReader(List<ScenePair> scenes, SegmentSpec spec, Augmentation augmentation, boolean masked, UnreadableImages unreadable) {
        this.scenes = List.copyOf(scenes);
        this.spec = spec;
        this.augmentation = augmentation;
        this.masked = masked;
        this.unreadable = unreadable;
        this.cache = ImageCache.withinHeap(PARTS * scenes.size());
    }

    List<ScenePair> scenes() {
        return scenes;
    }

    @Override
    public int samples() {
        return scenes.size();
    }

    @Override
    public long[] sampleShape() {
        return new long[] {PICTURES + 1, spec.size().height(), spec.size().width()};
    }

    @Override
    public int label(int index) {
        return UNKNOWN;
    }

    @Override
    public boolean read(int index, int epoch, FloatBuffer target) {
        Optional<Image> first = first(index);
        Optional<Image> second = second(index);
        Optional<Image> mask = masked ? part(index, 2, scenes.get(index).mask(), Interpolation.NEAREST) : Optional.empty();
        if (first.isEmpty() || second.isEmpty() || masked && mask.isEmpty()) {
            return false;
        }
        SplittableRandom looks = Seeds.generator(augmentation.seed(), epoch, index, 1);
        for (Image picture : List.of(first.get(), second.get())) {
            Image placed = changed(picture, augmentation.pictures(), geometry(epoch, index));
            spec.augmentation().normalize().write(changed(placed, augmentation.looks(), looks), target);
        }
        int pixels = spec.size().height() * spec.size().width();
        if (mask.isPresent()) {
            byte[] rgb = changed(mask.get(), augmentation.masks(), geometry(epoch, index)).rgb();
            for (int i = 0; i < pixels; i++) {
                target.put(classOf(rgb[i * Image.CHANNELS] & 0xff));
            }
        } else {
            target.put(new float[pixels]);
        }
        return true;
    }

    /** The same each time, so that both pictures and the mask are changed alike. */
    private SplittableRandom geometry(int epoch, int index) {
        return Seeds.generator(augmentation.seed(), epoch, index);
    }

    private static Image changed(Image image, List<Transform> steps, SplittableRandom random) {
        Image result = image;
        for (Transform step : steps) {
            result = step.apply(result, random);
        }
        return result;
    }

    private int classOf(int value) {
        return spec.binaryMasks() ? value / WHITE : Math.min(value, spec.classes() - 1);
    }

    /** The first picture in the network's size; empty if it cannot be decoded. */
    Optional<Image> first(int index) {
        return part(index, 0, scenes.get(index).first(), Interpolation.BILINEAR);
    }

    /** The second picture in the network's size; empty if it cannot be decoded. */
    Optional<Image> second(int index) {
        return part(index, 1, scenes.get(index).second(), Interpolation.BILINEAR);
    }

    private Optional<Image> part(int index, int part, Path file, Interpolation interpolation) {
        Optional<Image> kept = cache.get(PARTS * index + part);
        if (kept.isPresent()) {
            return kept;
        }
        try {
            Image image = new Resize(spec.size(), false, interpolation).apply(decoder.decode(file), Seeds.generator(0));
            cache.offer(PARTS * index + part, image);
            return Optional.of(image);
        } catch (UnreadableImageException e) {
            unreadable.add(file, e);
            return Optional.empty();
        }
    }
}
