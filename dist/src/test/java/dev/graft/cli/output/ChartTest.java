// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ChartTest {

    private static final Chart CHART = new Chart(9, 3);

    @Test
    void theCurveGoesFromTheFirstEpochToTheLastAndFromLowToHigh() {
        assertThat(CHART.draw("loss", new TreeMap<>(Map.of(1, 1.0, 3, 0.5, 5, 0.0)))).containsExactly(
                "loss",
                "         1 |*.",
                "           |  ..*.",
                "         0 |      ..*",
                "           +---------",
                "            1       5  epoch");
    }

    @Test
    void aConstantIsALineInTheMiddle() {
        List<String> lines = CHART.draw("flat", new TreeMap<>(Map.of(0, 2.0, 1, 2.0)));
        assertThat(lines.get(2)).isEqualTo("           |*.......*");
    }

    @Test
    void oneValueIsOnePoint() {
        List<String> lines = CHART.draw("one", new TreeMap<>(Map.of(7, 0.25)));
        assertThat(String.join("", lines.subList(1, 4)).chars().filter(letter -> letter == '*')).hasSize(1);
    }

    @Test
    void withoutValuesThereIsTheTitleAlone() {
        assertThat(CHART.draw("loss", new TreeMap<>())).containsExactly("loss");
    }
}
