// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.torchkit.data.Sample;
import dev.graft.torchkit.data.SampleOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SampleOrdersTest {

    /** Class 0 has one image, class 1 two, and so on up to ten. */
    private final List<Sample> samples = samples();

    @Test
    void aBalancedBatchHasAsManyOfEachOfItsClasses() {
        SampleOrder order = new ClassBalancedOrder(samples, 4, 12, 7);
        assertThat(order.length()).isEqualTo(48);
        for (int epoch = 0; epoch < 3; epoch++) {
            batches(order.of(epoch), 12).forEach(batch -> assertThat(perClass(batch)).hasSize(3).allSatisfy((label, count) -> assertThat(count).isEqualTo(4)));
        }
    }

    @Test
    void imagesComeTwiceOnlyWhereAClassHasTooFew() {
        SampleOrder order = new ClassBalancedOrder(samples, 4, 40, 7);
        Map<Integer, List<Integer>> byClass =
                Arrays.stream(order.of(0)).boxed().collect(Collectors.groupingBy(index -> samples.get(index).label()));
        assertThat(byClass).hasSize(10);
        byClass.forEach((label, indices) -> {
            if (label >= 3) {
                assertThat(indices).doesNotHaveDuplicates();
            }
        });
    }

    @Test
    void aBatchOfPeopleHasKImagesOfEachOfPPeople() {
        SampleOrder order = new IdentityOrder(samples, 3, 2, 7);
        int[] indices = order.of(0);
        assertThat(indices).hasSize(order.length());
        batches(indices, 6).forEach(batch -> assertThat(perClass(batch)).hasSize(3).allSatisfy((label, count) -> assertThat(count).isEqualTo(2)));
        assertThat(Arrays.stream(indices).filter(index -> samples.get(index).label() > 0).boxed()).doesNotHaveDuplicates();
    }

    @Test
    void anEpochIsTheSameEachTimeAndAsLongAsTheOthers() {
        for (SampleOrder order : List.of(new ClassBalancedOrder(samples, 2, 8, 7), new IdentityOrder(samples, 4, 2, 7))) {
            assertThat(order.of(1)).isEqualTo(order.of(1)).isNotEqualTo(order.of(2)).hasSize(order.length());
            assertThat(order.of(5)).hasSize(order.length());
        }
    }

    @Test
    void almostAllImagesOfPeopleAreTaken() {
        // 26 pairs can be made of 55 images in ten classes; two people a batch leave out few of them.
        assertThat(new IdentityOrder(samples, 2, 2, 7).length()).isGreaterThanOrEqualTo(48);
    }

    @Test
    void batchesThatCannotBeFilledAreRefusedWithTheNumbers() {
        assertThatThrownBy(() -> new ClassBalancedOrder(samples, 4, 10, 7)).hasMessageContaining("10 samples cannot have 4 of each class");
        assertThatThrownBy(() -> new ClassBalancedOrder(samples, 1, 11, 7)).hasMessageContaining("needs 11 classes; there are 10");
        assertThatThrownBy(() -> new IdentityOrder(samples, 11, 4, 7)).hasMessageContaining("needs 11 identities").hasMessageContaining("there are 10");
    }

    private List<int[]> batches(int[] order, int size) {
        List<int[]> batches = new ArrayList<>();
        for (int at = 0; at < order.length; at += size) {
            batches.add(Arrays.copyOfRange(order, at, at + size));
        }
        return batches;
    }

    private Map<Integer, Integer> perClass(int[] batch) {
        return Arrays.stream(batch)
                .mapToObj(index -> samples.get(index).label())
                .collect(Collectors.toMap(Function.identity(), label -> 1, Integer::sum));
    }

    private static List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        for (int label = 0; label < 10; label++) {
            for (int i = 0; i <= label; i++) {
                samples.add(new Sample(Path.of(label + "/" + i + ".png"), label));
            }
        }
        return samples;
    }
}
