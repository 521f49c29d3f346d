// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.graft.automl.chart.SearchCharts.HistoryPoint;
import dev.graft.automl.chart.SearchCharts.Importance;
import dev.graft.automl.space.ChoiceDimension;
import dev.graft.automl.space.RealDimension;
import dev.graft.automl.space.SearchSpace;
import dev.graft.spi.network.KeyMetric;
import dev.graft.spi.network.KeyMetric.Goal;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchChartsTest {

    private static final KeyMetric ACCURACY = new KeyMetric("accuracy", Goal.MAXIMIZE);
    private static final SearchSpace SPACE = SearchSpace.of(
            RealDimension.of("train.lr", 1e-6, 1),
            RealDimension.of("train.decay", 0, 1),
            new ChoiceDimension("train.kind", List.of(TextNode.valueOf("sgd"), TextNode.valueOf("adam")), false),
            new ChoiceDimension("train.flip", List.of(BooleanNode.FALSE, BooleanNode.TRUE), false));

    @Test
    void theHistoryKeepsTheBestInTheRightDirection() {
        assertThat(history(ACCURACY)).extracting(HistoryPoint::best).containsExactly(0.3, 0.3, 0.7, 0.7);
        assertThat(history(new KeyMetric("loss", Goal.MINIMIZE))).extracting(HistoryPoint::best).containsExactly(0.3, 0.1, 0.1, 0.1);
    }

    @Test
    void aTrialWithoutAValueIsInTheLearningCurvesAlone() {
        SearchCharts charts = SearchCharts.of(SPACE, ACCURACY, List.of(trial(0, at(0.5, 0.5, 0, 0), OptionalDouble.empty(), 0.4)));

        assertThat(charts.optimisationHistory()).isEmpty();
        assertThat(charts.parallelCoordinates().lines()).isEmpty();
        assertThat(charts.learningCurves()).singleElement().satisfies(curve -> assertThat(curve.values()).containsEntry(2L, 0.4));
    }

    @Test
    void aLineCrossesEachAxisWhereItsValueLies() {
        SearchCharts charts = SearchCharts.of(SPACE, ACCURACY, List.of(trial(0, at(0.25, 0.75, 0.9, 0.1), OptionalDouble.of(1), 1)));

        List<Double> positions = charts.parallelCoordinates().lines().get(0).positions();
        assertThat(positions.get(0)).isCloseTo(0.25, within(1e-9));
        assertThat(positions.get(1)).isCloseTo(0.75, within(1e-9));
        assertThat(positions.subList(2, 4)).containsExactly(0.75, 0.25);
    }

    @Test
    void theImportanceFollowsWhatDecides() {
        List<Importance> importances = SearchCharts.of(SPACE, ACCURACY, drawn(60)).importances();

        assertThat(importances).extracting(Importance::parameter).startsWith("train.kind", "train.lr");
        assertThat(importances.stream().mapToDouble(Importance::importance).sum()).isCloseTo(1, within(1e-9));
        assertThat(importances.get(2).importance()).isLessThan(0.1);
    }

    @Test
    void tooFewTrialsSayNothingOfImportance() {
        assertThat(SearchCharts.of(SPACE, ACCURACY, drawn(5)).importances()).isEmpty();
    }

    @Test
    void everyChartIsDrawn(@TempDir Path folder) throws IOException {
        ChartFiles.write(SearchCharts.of(SPACE, ACCURACY, drawn(12)), folder);

        for (String name : List.of(
                "optimisation_history",
                "parallel_coordinates",
                "learning_curves",
                "parameter_importance",
                "slice_train.lr",
                "slice_train.decay",
                "slice_train.kind",
                "slice_train.flip")) {
            BufferedImage picture = ImageIO.read(folder.resolve(name + ".png").toFile());
            assertThat(picture.getWidth()).as(name).isGreaterThanOrEqualTo(900);
            assertThat(colours(picture)).as(name).isGreaterThan(10);
        }
    }

    @Test
    void oneTrialAloneCanBeDrawn(@TempDir Path folder) throws IOException {
        ChartFiles.write(SearchCharts.of(SPACE, ACCURACY, drawn(1)), folder);

        assertThat(folder.resolve("optimisation_history.png")).isNotEmptyFile();
        assertThat(folder.resolve("parameter_importance.png")).doesNotExist();
    }

    private static List<HistoryPoint> history(KeyMetric metric) {
        double[] scores = {0.3, 0.1, 0.7, 0.5};
        List<ChartTrial> trials = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            trials.add(trial(i, at(0.5, 0.5, 0.5, 0.5), OptionalDouble.of(scores[i]), scores[i]));
        }
        return SearchCharts.of(SPACE, metric, trials).optimisationHistory();
    }

    /** Trials whose value depends on the kind, less on the rate, and on nothing else. */
    private static List<ChartTrial> drawn(int count) {
        SplittableRandom random = new SplittableRandom(3);
        List<ChartTrial> trials = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] unit = random.doubles(4).toArray();
            double score = (unit[2] < 0.5 ? 0 : 0.5) + 0.3 * unit[0];
            trials.add(trial(i, at(unit), OptionalDouble.of(score), score));
        }
        return trials;
    }

    private static Map<String, JsonNode> at(double... unit) {
        return SPACE.decode(unit);
    }

    private static ChartTrial trial(int number, Map<String, JsonNode> values, OptionalDouble score, double last) {
        SortedMap<Long, Double> curve = new TreeMap<>(Map.of(1L, last / 2, 2L, last));
        return new ChartTrial(number, values, score, curve);
    }

    private static long colours(BufferedImage picture) {
        return Arrays.stream(picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth()))
                .distinct()
                .count();
    }
}
