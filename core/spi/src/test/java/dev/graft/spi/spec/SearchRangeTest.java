// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SearchRangeTest {

    private static final OptionalDouble OPEN = OptionalDouble.empty();

    @Test
    void aClosedRangeIsSearchedAsItIs() {
        assertThat(real(0.9, OptionalDouble.of(0), OptionalDouble.of(1))).contains(new SearchRange(0, 1, false));
        assertThat(real(0.3, OptionalDouble.of(0.1), OptionalDouble.of(0.5))).contains(new SearchRange(0.1, 0.5, false));
    }

    @Test
    void aRangeOverDecadesIsLogarithmic() {
        assertThat(real(0.01, OptionalDouble.of(1e-4), OptionalDouble.of(1))).contains(new SearchRange(1e-4, 1, true));
        assertThat(integer(8, OptionalDouble.of(1), OptionalDouble.of(4096))).contains(new SearchRange(1, 4096, true));
    }

    @Test
    void aRateFromZeroIsSearchedOverSixDecadesOrMore() {
        assertThat(real(0.001, OptionalDouble.of(0), OptionalDouble.of(1))).contains(new SearchRange(1e-6, 1, true));
        SearchRange lower = real(5e-7, OptionalDouble.of(0), OptionalDouble.of(1)).orElseThrow();
        assertThat(lower.min()).isBetween(4.9e-10, 5.1e-10);
        assertThat(lower.logarithmic()).isTrue();
    }

    @Test
    void openEndsLieAFactorFromTheDefault() {
        assertThat(integer(224, OptionalDouble.of(32), OPEN)).contains(new SearchRange(32, 896, false));
        assertThat(integer(512, OPEN, OPEN)).contains(new SearchRange(128, 2048, false));
        SearchRange epsilon = real(1e-8, OPEN, OPEN).orElseThrow();
        assertThat(epsilon.min()).isBetween(0.99e-9, 1.01e-9);
        assertThat(epsilon.max()).isBetween(0.99e-7, 1.01e-7);
    }

    @Test
    void anOpenEndWithoutAPositiveDefaultIsStillFinite() {
        assertThat(real(0, OPEN, OPEN)).contains(new SearchRange(-1, 1, false));
        assertThat(integer(0, OptionalDouble.of(0), OPEN)).contains(new SearchRange(0, 10, false));
    }

    @Test
    void whatHasNoRoomIsNotSearched() {
        assertThat(real(2, OptionalDouble.of(2), OptionalDouble.of(2))).isEmpty();
        assertThat(SearchRange.of(parameter(SpecType.BOOLEAN, IntNode.valueOf(1), OPEN, OPEN))).isEmpty();
    }

    @Test
    void anImpossibleRangeIsRefused() {
        assertThatThrownBy(() -> new SearchRange(0, 1, true)).hasMessageContaining("logarithmic");
        assertThatThrownBy(() -> new SearchRange(1, 1, false)).hasMessageContaining("[1.0, 1.0]");
    }

    private static Optional<SearchRange> real(double usual, OptionalDouble min, OptionalDouble max) {
        return SearchRange.of(parameter(SpecType.NUMBER, DoubleNode.valueOf(usual), min, max));
    }

    private static Optional<SearchRange> integer(int usual, OptionalDouble min, OptionalDouble max) {
        return SearchRange.of(parameter(SpecType.INTEGER, IntNode.valueOf(usual), min, max));
    }

    private static SpecParameter parameter(SpecType type, JsonNode usual, OptionalDouble min, OptionalDouble max) {
        return new SpecParameter(
                "p", type, "", "", Optional.of(usual), min, max, List.of(), false, false, false, SpecParameter.AutoMl.SEARCHED, "", "", false);
    }
}
