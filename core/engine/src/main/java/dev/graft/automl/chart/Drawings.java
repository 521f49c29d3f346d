// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.chart;

import dev.graft.automl.chart.SearchCharts.HistoryPoint;
import dev.graft.automl.chart.SearchCharts.Importance;
import dev.graft.automl.chart.SearchCharts.LearningCurve;
import dev.graft.automl.chart.SearchCharts.Line;
import dev.graft.automl.chart.SearchCharts.Slice;
import dev.graft.automl.chart.SearchCharts.SlicePoint;
import dev.graft.automl.space.Dimension;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Draws the charts of a search. Better trials are drawn stronger.
 *
 * @param charts their data
 */
record Drawings(SearchCharts charts) {

    private static final int WIDTH = 960;
    private static final int HEIGHT = 540;
    private static final int MARGIN = 90;
    private static final int WIDE_MARGIN = 330;

    BufferedImage optimisationHistory() {
        List<HistoryPoint> points = charts.optimisationHistory();
        Scale y = Scale.over(points.stream().map(HistoryPoint::value).toList());
        Scale x = Scale.linear(0, Math.max(1, points.stream().mapToInt(HistoryPoint::trial).max().orElse(1)));
        try (Canvas canvas = new Canvas(WIDTH, HEIGHT, MARGIN, "Optimisation history: " + charts.metric())) {
            canvas.yAxis(y, charts.metric());
            canvas.xAxis(x, "trial");
            canvas.line(
                    points.stream().mapToDouble(point -> x.place(point.trial())).toArray(),
                    points.stream().mapToDouble(point -> y.place(point.best())).toArray(),
                    Canvas.STRONG,
                    2);
            points.forEach(point -> canvas.dot(
                    x.place(point.trial()), y.place(point.value()), point.value() == point.best() ? Canvas.STRONG : Canvas.FAINT));
            return canvas.image();
        }
    }

    BufferedImage parallelCoordinates() {
        List<Dimension> axes = charts.parallelCoordinates().axes();
        List<Line> lines = charts.parallelCoordinates().lines();
        Scale values = Scale.over(lines.stream().map(Line::value).toList());
        int columns = axes.size() + 1;
        try (Canvas canvas = new Canvas(Math.max(WIDTH, 170 * columns), HEIGHT, MARGIN, "Parallel coordinates")) {
            double[] xs = IntStream.range(0, columns).mapToDouble(i -> (double) i / (columns - 1)).toArray();
            for (int i = 0; i < axes.size(); i++) {
                canvas.column(xs[i], last(axes.get(i).name()));
                canvas.label(xs[i], 0.02, Scale.text(axes.get(i), 0), 4, false);
                canvas.label(xs[i], 0.98, Scale.text(axes.get(i), 1), 4, false);
            }
            canvas.column(1, charts.metric());
            canvas.label(1, 0.02, Canvas.number(values.value(0)), -4, true);
            canvas.label(1, 0.98, Canvas.number(values.value(1)), -4, true);
            lines.stream().sorted(Comparator.comparingDouble(line -> merit(values.place(line.value())))).forEach(line -> {
                double[] ys = IntStream.range(0, columns)
                        .mapToDouble(i -> i < axes.size() ? line.positions().get(i) : values.place(line.value()))
                        .toArray();
                canvas.line(xs, ys, strength(values.place(line.value())), 1.5f);
            });
            return canvas.image();
        }
    }

    BufferedImage importances() {
        List<Importance> all = charts.importances();
        try (Canvas canvas = new Canvas(WIDTH, Math.max(240, 120 + 34 * all.size()), WIDE_MARGIN, "Parameter importance")) {
            canvas.xAxis(Scale.linear(0, 1), "share of the error that the parameter explains");
            for (int i = 0; i < all.size(); i++) {
                double height = 1 - (i + 0.5) / all.size();
                canvas.bar(height, 0.6 / all.size(), all.get(i).importance(), Canvas.STRONG);
                canvas.label(0, height, all.get(i).parameter(), -8, true);
            }
            return canvas.image();
        }
    }

    BufferedImage slice(Slice slice, Dimension dimension) {
        Scale y = Scale.over(slice.points().stream().map(SlicePoint::value).toList());
        try (Canvas canvas = new Canvas(WIDTH, HEIGHT, MARGIN, charts.metric() + " over " + slice.parameter())) {
            canvas.yAxis(y, charts.metric());
            int levels = dimension.coordinates()[0].levels();
            int marks = levels > 1 && levels <= 8 ? levels : 6;
            for (int i = 0; i < marks; i++) {
                double place = marks == levels ? (i + 0.5) / levels : (double) i / (marks - 1);
                canvas.below(place, Scale.text(dimension, place));
            }
            slice.points().forEach(point -> canvas.dot(point.position(), y.place(point.value()), strength(y.place(point.value()))));
            return canvas.image();
        }
    }

    BufferedImage learningCurves() {
        List<LearningCurve> curves = charts.learningCurves();
        Scale y = Scale.over(curves.stream().flatMap(curve -> curve.values().values().stream()).toList());
        long first = curves.stream().mapToLong(curve -> curve.values().firstKey()).min().orElse(0);
        long last = curves.stream().mapToLong(curve -> curve.values().lastKey()).max().orElse(1);
        Scale x = Scale.linear(first, Math.max(first + 1, last));
        try (Canvas canvas = new Canvas(WIDTH, HEIGHT, MARGIN, "Learning curves of all trials")) {
            canvas.yAxis(y, charts.metric());
            canvas.xAxis(x, "epoch");
            for (LearningCurve curve : curves) {
                double[] xs = curve.values().keySet().stream().mapToDouble(x::place).toArray();
                double[] ys = curve.values().values().stream().mapToDouble(y::place).toArray();
                Color colour = strength(ys[ys.length - 1]);
                canvas.line(xs, ys, colour, 1.5f);
                canvas.dot(xs[xs.length - 1], ys[ys.length - 1], colour);
            }
            return canvas.image();
        }
    }

    private Color strength(double place) {
        return Canvas.between(merit(place));
    }

    private double merit(double place) {
        return charts.goal().equals("maximize") ? place : 1 - place;
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
