// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.graft.automl.space.Bound.Relation;
import dev.graft.automl.space.ListDimension.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SearchSpaceTest {

    static List<Dimension> everyKind() {
        return List.of(
                RealDimension.of("lr", 1e-6, 1),
                RealDimension.of("momentum", 0, 0.99),
                IntegerDimension.of("batch", 1, 512, 1),
                IntegerDimension.of("size", 0, 300, 32),
                new ChoiceDimension("flip", List.of(BooleanNode.FALSE, BooleanNode.TRUE), false),
                new ChoiceDimension("layers", List.of(IntNode.valueOf(18), IntNode.valueOf(34)), true),
                new ListDimension("freeze", Shape.CONSECUTIVE, 0, 5, 1),
                new ListDimension("steps", Shape.RISING, 1, 50, 1),
                new ListDimension("kernel", Shape.PAIR, 1, 31, 2));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void aDrawnValueHasAPointThatGivesItBack(Dimension dimension) {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 200; i++) {
            JsonNode value = dimension.decode(random.doubles(dimension.coordinates().length).toArray());

            JsonNode again = dimension.decode(dimension.encode(value));

            if (value.isDouble()) {
                assertThat(again.doubleValue()).isCloseTo(value.doubleValue(), within(1e-9));
            } else {
                assertThat(again).isEqualTo(value);
            }
        }
    }

    @Test
    void aRangeOverDecadesIsLogarithmic() {
        assertThat(RealDimension.of("lr", 1e-6, 1).decode(new double[] {0.5}).doubleValue())
                .isCloseTo(1e-3, within(1e-12));
        assertThat(RealDimension.of("lr", 0.1, 1).decode(new double[] {0.5}).doubleValue())
                .isCloseTo(0.55, within(1e-12));
    }

    @Test
    void integersOfAStepAreMultiplesOfIt() {
        IntegerDimension size = IntegerDimension.of("size", 10, 300, 32);
        assertThat(IntStream.range(0, 100).mapToObj(i -> size.decode(new double[] {i / 99.0}).asLong()))
                .allMatch(value -> value % 32 == 0 && value >= 32 && value <= 288)
                .contains(32L, 288L);
    }

    @Test
    void risingListsHaveThreeToSixDifferentNumbers() {
        ListDimension steps = new ListDimension("steps", Shape.RISING, 1, 7, 1);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 500; i++) {
            List<Integer> list = new ArrayList<>();
            steps.decode(random.doubles(7).toArray()).forEach(node -> list.add(node.intValue()));

            assertThat(list).hasSizeBetween(3, 6).isSorted().doesNotHaveDuplicates().allMatch(v -> v >= 1 && v <= 7);
        }
    }

    @Test
    void aBoundHoldsOneDrawnValueBelowAnother() {
        SearchSpace space = new SearchSpace(
                List.of(RealDimension.of("min_lr", 0, 1), RealDimension.of("max_lr", 0, 1)),
                List.of(new Bound("min_lr", Relation.LESS, "max_lr")),
                Map.of());

        Map<String, JsonNode> values = space.decode(new double[] {0.9, 0.2});

        assertThat(values.get("min_lr").doubleValue()).isLessThan(values.get("max_lr").doubleValue());
    }

    @Test
    void aBoundMayReferToAValueThatIsNotSearched() {
        SearchSpace space = new SearchSpace(
                List.of(IntegerDimension.of("interval", 1, 100, 1)),
                List.of(new Bound("interval", Relation.AT_MOST, "epochs")),
                Map.of("epochs", IntNode.valueOf(10)));

        assertThat(space.decode(new double[] {1}).get("interval").asInt()).isEqualTo(10);
    }

    @Test
    void rangesThatCannotBeSearchedAreRefusedByName() {
        assertThatThrownBy(() -> RealDimension.of("decay", 0, Double.POSITIVE_INFINITY))
                .hasMessageContaining("decay")
                .hasMessageContaining("Infinity");
        assertThatThrownBy(() -> new ChoiceDimension("type", List.of(), false)).hasMessageContaining("type");
        assertThatThrownBy(() -> SearchSpace.of()).hasMessageContaining("at least one");
    }

    @Test
    void aValueOfTheWrongTypeIsRefusedByName() {
        assertThatThrownBy(() -> RealDimension.of("lr", 0, 1).encode(TextNode.valueOf("fast")))
                .hasMessageContaining("lr is a number");
        assertThatThrownBy(() -> SearchSpace.of(RealDimension.of("lr", 0, 1)).encode(Map.of("wd", DoubleNode.valueOf(1))))
                .hasMessageContaining("no value of lr");
    }
}
