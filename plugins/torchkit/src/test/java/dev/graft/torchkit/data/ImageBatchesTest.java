// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.torchkit.data.transform.ImageSize;
import dev.graft.torchkit.data.transform.Interpolation;
import dev.graft.torchkit.data.transform.Normalize;
import dev.graft.torchkit.data.transform.Pipeline;
import dev.graft.torchkit.data.transform.RandomFlip;
import dev.graft.torchkit.data.transform.RandomResizedCrop;
import dev.graft.torchkit.nn.NativeScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageBatchesTest {

    private static final ImageSize SIZE = new ImageSize(6, 8);
    private static final Pipeline RANDOM = new Pipeline(
            List.of(
                    new RandomResizedCrop(SIZE, 0.3, 1, 0.75, 1.33, Interpolation.BILINEAR),
                    new RandomFlip(0.5, RandomFlip.Direction.HORIZONTAL)),
            Normalize.IMAGENET,
            SIZE);

    @TempDir
    Path root;

    private final UnreadableImages unreadable = new UnreadableImages();

    /** A batch taken out of its native memory. */
    private record Copy(List<Integer> indices, List<Integer> labels, float[] pixels) {
        static Copy of(ImageBatch batch) {
            return new Copy(
                    IntStream.range(0, batch.size()).mapToObj(batch::index).toList(),
                    IntStream.range(0, batch.size()).mapToObj(batch::label).toList(),
                    batch.pixels());
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Copy copy
                    && indices.equals(copy.indices)
                    && labels.equals(copy.labels)
                    && Arrays.equals(pixels, copy.pixels);
        }

        @Override
        public int hashCode() {
            return indices.hashCode();
        }
    }

    @Test
    void batchesDoNotDependOnTheNumberOfThreads() throws IOException {
        ImageFolder folder = folder(23);
        assertThat(read(batches(folder, new LoaderOptions(4, true, 7, 1)), 3, 0))
                .isEqualTo(read(batches(folder, new LoaderOptions(4, true, 7, 5)), 3, 0));
    }

    @Test
    void anEpochCanBeTakenUpInItsMiddle() throws IOException {
        ImageBatches batches = batches(folder(23), new LoaderOptions(4, true, 7, 2));
        assertThat(read(batches, 3, 2)).isEqualTo(read(batches, 3, 0).subList(2, 6));
    }

    @Test
    void eachEpochHasItsOwnOrderAndAugmentation() throws IOException {
        ImageBatches batches = batches(folder(23), new LoaderOptions(23, true, 7, 2));
        Copy first = read(batches, 0, 0).get(0);
        Copy second = read(batches, 1, 0).get(0);
        assertThat(second.indices()).isNotEqualTo(first.indices()).containsExactlyInAnyOrderElementsOf(first.indices());
        int sample = 5;
        assertThat(pixelsOf(second, sample)).isNotEqualTo(pixelsOf(first, sample));
    }

    @Test
    void otherSeedsGiveOtherBatches() throws IOException {
        ImageFolder folder = folder(8);
        assertThat(read(batches(folder, new LoaderOptions(8, true, 1, 1)), 0, 0))
                .isNotEqualTo(read(batches(folder, new LoaderOptions(8, true, 2, 1)), 0, 0));
    }

    @Test
    void evaluationTakesEachSampleOnceInOrder() throws IOException {
        List<Copy> read = read(batches(folder(9), LoaderOptions.evaluation(4, 3)), 0, 0);
        assertThat(read.stream().flatMap(batch -> batch.indices().stream()).toList())
                .isEqualTo(IntStream.range(0, 9).boxed().toList());
    }

    @Test
    void aSingleLeftOverSampleIsDroppedInTrainingOnly() throws IOException {
        ImageFolder folder = folder(9);
        assertThat(batches(folder, new LoaderOptions(4, true, 1, 1)).batchesPerEpoch()).isEqualTo(2);
        assertThat(read(batches(folder, new LoaderOptions(4, true, 1, 1)), 0, 0)).hasSize(2);
        assertThat(batches(folder, LoaderOptions.evaluation(4, 1)).batchesPerEpoch()).isEqualTo(3);
        assertThat(batches(folder(1), new LoaderOptions(4, true, 1, 1)).batchesPerEpoch()).isEqualTo(1);
    }

    @Test
    void anUnreadableImageIsLeftOutAndCountedOnce() throws IOException {
        ImageFolder folder = folder(6);
        Files.writeString(folder.samples().get(4).file(), "broken");
        ImageBatches batches = batches(folder, LoaderOptions.evaluation(4, 2));
        assertThat(read(batches, 0, 0).stream().map(Copy::indices).toList()).containsExactly(List.of(0, 1, 2, 3), List.of(5));
        read(batches, 1, 0);
        assertThat(unreadable.count()).isEqualTo(1);
        assertThat(unreadable.summary()).contains("1 image was skipped").contains(folder.samples().get(4).file().getFileName().toString());
    }

    @Test
    void aBatchOfWhichNothingIsLeftIsPassedOver() throws IOException {
        ImageFolder folder = folder(6);
        for (int i = 0; i < 4; i++) {
            Files.writeString(folder.samples().get(i).file(), "broken");
        }
        assertThat(read(batches(folder, LoaderOptions.evaluation(2, 1)), 0, 0).stream().map(Copy::indices).toList())
                .containsExactly(List.of(4, 5));
    }

    @Test
    void thePartsOfEachBatchMakeItWhole() throws IOException {
        ImageFolder folder = folder(23);
        LoaderOptions each = new LoaderOptions(3, true, 7, 1);
        List<Copy> whole = read(batches(folder, new LoaderOptions(9, true, 7, 1)), 1, 0);
        List<List<Copy>> parts = new ArrayList<>();
        for (int index = 0; index < 3; index++) {
            parts.add(read(batches(folder, each.sharedOut(new Shard(index, 3))), 1, 0));
        }
        // The last five are too few for three parts.
        assertThat(whole).hasSize(3);
        for (int batch = 0; batch < 2; batch++) {
            List<Integer> together = new ArrayList<>();
            for (List<Copy> part : parts) {
                assertThat(part).hasSize(2);
                together.addAll(part.get(batch).indices());
            }
            assertThat(together).isEqualTo(whole.get(batch).indices());
        }
    }

    @Test
    void aPartOfWhichNothingIsLeftIsHandedOut() throws IOException {
        ImageFolder folder = folder(6);
        for (int i = 0; i < 2; i++) {
            Files.writeString(folder.samples().get(i).file(), "broken");
        }
        LoaderOptions first = LoaderOptions.evaluation(2, 1).sharedOut(new Shard(0, 2));
        assertThat(read(batches(folder, first), 0, 0).stream().map(Copy::indices).toList()).containsExactly(List.of(), List.of(4));
    }

    @Test
    void cachedImagesGiveTheSameBatches() throws IOException {
        ImageFolder folder = folder(10);
        LoaderOptions options = new LoaderOptions(4, true, 3, 2);
        ImageBatches uncached = new ImageBatches(folder, RANDOM, options, new ImageCache(10, 0), unreadable);
        ImageBatches cached = batches(folder, options);
        List<Copy> first = read(cached, 0, 0);
        assertThat(read(cached, 0, 0)).isEqualTo(first).isEqualTo(read(uncached, 0, 0));
    }

    @Test
    void tensorsHaveTheShapeOfTheBatch() throws IOException {
        try (Batches<ImageBatch> epoch = batches(folder(5), LoaderOptions.evaluation(4, 1)).open(0, 0)) {
            NativeScope.run(() -> {
                ImageBatch batch = epoch.next();
                assertThat(batch.images().shape()).containsExactly(4, 3, 6, 8);
                Tensor labels = batch.labels();
                assertThat(labels.shape()).containsExactly(4);
                batch.close();
                ImageBatch last = epoch.next();
                assertThat(last.images().shape()).containsExactly(1, 3, 6, 8);
                last.close();
            });
        }
    }

    @Test
    void aCacheKeepsNoMoreThanItsBytes() {
        ImageCache cache = new ImageCache(3, 50);
        Image image = new Image(4, 2, new byte[24]);
        cache.offer(0, image);
        cache.offer(1, image);
        cache.offer(2, image);
        assertThat(cache.get(0)).contains(image);
        assertThat(cache.get(1)).contains(image);
        assertThat(cache.get(2)).isEmpty();
    }

    @Test
    void aPermutationHasEachIndexOnce() {
        int[] order = Seeds.permutation(1000, 5, 2);
        assertThat(order).isEqualTo(Seeds.permutation(1000, 5, 2)).isNotEqualTo(Seeds.permutation(1000, 5, 3));
        assertThat(Arrays.stream(order).sorted().toArray()).isEqualTo(IntStream.range(0, 1000).toArray());
    }

    private ImageFolder folder(int count) throws IOException {
        Path images = Files.createDirectory(root.resolve("set" + count));
        for (int i = 0; i < count; i++) {
            Pictures.noise(images.resolve((i % 2 == 0 ? "even/" : "odd/") + String.format("%03d.png", i)), 10 + i % 3, 9, i);
        }
        return ImageFolder.labelled(images, List.of("even", "odd"));
    }

    private ImageBatches batches(ImageFolder folder, LoaderOptions options) {
        return new ImageBatches(folder, RANDOM, options, ImageCache.withinHeap(folder.samples().size()), unreadable);
    }

    private static List<Copy> read(ImageBatches batches, int epoch, int firstBatch) {
        List<Copy> copies = new ArrayList<>();
        try (Batches<ImageBatch> open = batches.open(epoch, firstBatch)) {
            while (open.hasNext()) {
                try (ImageBatch batch = open.next()) {
                    copies.add(Copy.of(batch));
                }
            }
        }
        return copies;
    }

    private static float[] pixelsOf(Copy copy, int sample) {
        int position = copy.indices().indexOf(sample);
        int size = copy.pixels().length / copy.indices().size();
        return Arrays.copyOfRange(copy.pixels(), position * size, (position + 1) * size);
    }
}
