// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.spi.network.KeyMetric;
import dev.graft.spi.network.KeyMetric.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MedianStopTest {

    private static final MedianStop UP = new MedianStop(new KeyMetric("accuracy", Goal.MAXIMIZE));
    private static final MedianStop DOWN = new MedianStop(new KeyMetric("loss", Goal.MINIMIZE));
    private static final List<SortedMap<Long, Double>> OTHERS = List.of(
            curve(0.1, 0.3, 0.5, 0.7), curve(0.2, 0.4, 0.6, 0.8), curve(0.3, 0.5, 0.7, 0.9), curve(0.4, 0.6, 0.8, 1.0),
            curve(0.5, 0.7, 0.9, 1.1));

    @Test
    void worseThanTheMedianOfTheRunningAveragesIsStopped() {
        assertThat(UP.stops(curve(0.1, 0.39), OTHERS, 4)).isTrue();
        assertThat(UP.stops(curve(0.1, 0.41), OTHERS, 4)).isFalse();
    }

    @Test
    void theDirectionIsThatOfTheMetric() {
        assertThat(DOWN.stops(curve(0.9, 0.41), OTHERS, 4)).isTrue();
        assertThat(DOWN.stops(curve(0.9, 0.39), OTHERS, 4)).isFalse();
    }

    @Test
    void theBestValueSoFarCountsAndNotTheLast() {
        assertThat(UP.stops(curve(0.6, 0.0), OTHERS, 4)).isFalse();
    }

    @Test
    void fewerThanFiveTrialsSayNothing() {
        assertThat(UP.stops(curve(0.0, 0.0), OTHERS.subList(0, 4), 4)).isFalse();
        List<SortedMap<Long, Double>> short5 = new ArrayList<>(OTHERS.subList(0, 4));
        short5.add(curve(0.5));
        assertThat(UP.stops(curve(0.0, 0.0), short5, 4)).isFalse();
    }

    @Test
    void theBeginningIsShelteredAndTheEndIsNotWorthStopping() {
        assertThat(UP.stops(curve(0.0), OTHERS, 8)).isFalse();
        assertThat(UP.stops(curve(0.0, 0.0), OTHERS, 8)).isTrue();
        assertThat(UP.stops(curve(0.0, 0.0, 0.0, 0.0), OTHERS, 4)).isFalse();
    }

    private static SortedMap<Long, Double> curve(double... values) {
        SortedMap<Long, Double> curve = new TreeMap<>();
        for (int i = 0; i < values.length; i++) {
            curve.put(i + 1L, values[i]);
        }
        return curve;
    }
}
