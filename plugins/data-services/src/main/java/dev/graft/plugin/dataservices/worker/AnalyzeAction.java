// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.plugin.dataservices.annotation.Box;
import dev.graft.plugin.dataservices.annotation.FileFaults;
import dev.graft.plugin.dataservices.annotation.LabelSet;
import dev.graft.plugin.dataservices.annotation.LabelledObject;
import dev.graft.plugin.dataservices.annotation.LabelledPicture;
import dev.graft.plugin.dataservices.picture.PictureFiles;
import dev.graft.plugin.dataservices.picture.UnreadablePictureException;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * {@code analyze}: what is in a dataset, as figures in the status and in {@code statistics.json}, as histograms (also curves of the status)
 * and heat maps under {@code graphs/}, and on request as pictures with their boxes.
 */
final class AnalyzeAction implements WorkerAction {

    private static final int PIXELS_PER_INCH = 100;
    private static final int MOST_PIXELS = 4000;
    private static final int CLASSES_SHOWN = 10;
    private static final int INTERVALS = 20;

    @Override
    public String run(WorkerContext context) throws IOException {
        Specs specs = new Specs(context.job().specs());
        FileFaults faults = new FileFaults();
        SourceLabels source = new SourceLabels(
                specs.text("data.input_format", "COCO"), specs.path("data.image_dir"), specs.path("data.ann_path"));
        LabelSet set = source.read(faults);
        Report.requireAny(set.pictures().size(), "picture", faults);
        Path results = context.job().resultsDir();
        Report report = new Report(context.status(), results);
        List<Histogram> histograms = histograms(set);
        report.figures("Counted.", figures(set), Map.of("num_objects", set.objectsByClass(), "num_images", picturesByClass(set)));
        tellHistograms(report, histograms);
        Files.write(results.resolve("statistics.json"), Report.JSON.writeValueAsBytes(statistics(set, histograms)));
        if (specs.flag("graph.generate_summary_and_graph", true)) {
            draw(set, histograms, specs, results.resolve("graphs"));
        }
        if (specs.flag("image.generate_image_with_bounding_box", false)) {
            drawBoxes(set, specs.integer("image.sample_size", 100), results.resolve("image_with_bounding_boxes"), faults, context);
        }
        report.faults(faults);
        return "Analysed " + set.pictures().size() + " pictures with " + set.objects() + " objects of " + set.categories().size()
                + " classes." + Report.said(faults);
    }

    private static Map<String, Double> figures(LabelSet set) {
        Map<String, Double> figures = new LinkedHashMap<>();
        long empty = set.pictures().stream().filter(picture -> picture.objects().isEmpty()).count();
        long outside = set.pictures().stream()
                .mapToLong(picture -> picture.objects().stream()
                        .filter(object -> !object.box().isWithin(picture.width(), picture.height()))
                        .count())
                .sum();
        figures.put("num_images", (double) set.pictures().size());
        figures.put("num_objects", (double) set.objects());
        figures.put("num_classes", (double) set.categories().size());
        figures.put("num_images_without_objects", (double) empty);
        figures.put("num_out_of_bounds", (double) outside);
        figures.put("objects_per_image", (double) set.objects() / set.pictures().size());
        return figures;
    }

    private static Map<String, Long> picturesByClass(LabelSet set) {
        Map<String, Long> counts = new LinkedHashMap<>();
        set.categories().forEach(category -> counts.put(category.name(), 0L));
        set.pictures().forEach(picture -> picture.objects().stream()
                .map(object -> object.category().name())
                .distinct()
                .forEach(name -> counts.merge(name, 1L, Long::sum)));
        return counts;
    }

    private static List<Histogram> histograms(LabelSet set) {
        List<Double> perPicture = new ArrayList<>();
        List<Double> widths = new ArrayList<>();
        List<Double> heights = new ArrayList<>();
        List<Double> areas = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (LabelledPicture picture : set.pictures()) {
            perPicture.add((double) picture.objects().size());
            for (LabelledObject object : picture.objects()) {
                Box box = object.box();
                if (!box.isEmpty()) {
                    widths.add(box.width() / picture.width());
                    heights.add(box.height() / picture.height());
                    areas.add(box.area() / picture.width() / picture.height());
                    ratios.add(Math.log(box.width() / box.height()) / Math.log(2));
                }
            }
        }
        return List.of(
                Histogram.of("objects_per_image", 0, INTERVALS, INTERVALS, perPicture),
                Histogram.of("box_width_share", 0, 1, INTERVALS, widths),
                Histogram.of("box_height_share", 0, 1, INTERVALS, heights),
                Histogram.of("box_area_share", 0, 1, INTERVALS, areas),
                Histogram.of("box_log2_aspect_ratio", -4, 4, INTERVALS, ratios));
    }

    private static void tellHistograms(Report report, List<Histogram> histograms) {
        for (int i = 0; i < INTERVALS; i++) {
            Map<String, Double> point = new LinkedHashMap<>();
            for (Histogram histogram : histograms) {
                point.put(histogram.name(), (double) histogram.counts()[i]);
            }
            report.point(i, point);
        }
    }

    private static ObjectNode statistics(LabelSet set, List<Histogram> histograms) {
        ObjectNode json = Report.JSON.createObjectNode();
        json.set("figures", Report.JSON.valueToTree(figures(set)));
        json.set("objects_by_class", Report.JSON.valueToTree(set.objectsByClass()));
        json.set("images_by_class", Report.JSON.valueToTree(picturesByClass(set)));
        Map<String, Long> sizes = new TreeMap<>();
        set.pictures().forEach(picture -> sizes.merge(picture.width() + "x" + picture.height(), 1L, Long::sum));
        json.set("image_sizes", Report.JSON.valueToTree(sizes));
        ObjectNode boxes = json.putObject("boxes_by_class");
        set.categories().forEach(category -> {
            List<Box> own = set.pictures().stream()
                    .flatMap(picture -> picture.objects().stream())
                    .filter(object -> object.category().equals(category))
                    .map(LabelledObject::box)
                    .toList();
            ObjectNode entry = boxes.putObject(category.name());
            entry.set("width", summary(own.stream().collect(Collectors.summarizingDouble(Box::width))));
            entry.set("height", summary(own.stream().collect(Collectors.summarizingDouble(Box::height))));
            entry.set("area", summary(own.stream().collect(Collectors.summarizingDouble(Box::area))));
        });
        ObjectNode counts = json.putObject("histograms");
        histograms.forEach(histogram -> {
            ObjectNode entry = counts.putObject(histogram.name()).put("from", histogram.from()).put("to", histogram.to());
            entry.set("counts", Report.JSON.valueToTree(histogram.counts()));
        });
        return json;
    }

    private static ObjectNode summary(DoubleSummaryStatistics statistics) {
        ObjectNode summary = Report.JSON.createObjectNode().put("count", statistics.getCount());
        if (statistics.getCount() > 0) {
            summary.put("min", statistics.getMin()).put("mean", statistics.getAverage()).put("max", statistics.getMax());
        }
        return summary;
    }

    private static void draw(LabelSet set, List<Histogram> histograms, Specs specs, Path folder) throws IOException {
        Chart chart = new Chart(pixels(specs.integer("graph.width", 15)), pixels(specs.integer("graph.height", 15)));
        Map<String, Long> shown = shown(set.objectsByClass(), specs.flag("graph.show_all", false));
        PictureFiles.write(chart.bars("objects by class", shown), folder.resolve("objects_by_class.png"));
        PictureFiles.write(chart.bars("images by class", shown(picturesByClass(set), specs.flag("graph.show_all", false))),
                folder.resolve("images_by_class.png"));
        for (Histogram histogram : histograms) {
            PictureFiles.write(chart.columns(histogram), folder.resolve(histogram.name() + ".png"));
        }
        HeatMap all = new HeatMap();
        Map<String, HeatMap> byClass = new LinkedHashMap<>();
        shown.keySet().forEach(name -> byClass.put(name, new HeatMap()));
        set.pictures().forEach(picture -> picture.objects().forEach(object -> {
            all.add(object.box(), picture.width(), picture.height());
            HeatMap own = byClass.get(object.category().name());
            if (own != null) {
                own.add(object.box(), picture.width(), picture.height());
            }
        }));
        PictureFiles.write(chart.heat("objects of all classes", all), folder.resolve("heat_map.png"));
        int number = 1;
        for (Map.Entry<String, HeatMap> map : byClass.entrySet()) {
            // Class names may hold anything; file names may not.
            String name = String.format("heat_map_%02d_%s.png", number++, map.getKey().replaceAll("[^A-Za-z0-9_-]", "_"));
            PictureFiles.write(chart.heat("objects of class " + map.getKey(), map.getValue()), folder.resolve(name));
        }
    }

    private static int pixels(int inches) {
        return Math.max(2 * PIXELS_PER_INCH, Math.min(MOST_PIXELS, inches * PIXELS_PER_INCH));
    }

    /** The most frequent classes, or all. */
    private static Map<String, Long> shown(Map<String, Long> counts, boolean all) {
        Map<String, Long> shown = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()).thenComparing(Map.Entry.comparingByKey()))
                .limit(all ? counts.size() : CLASSES_SHOWN)
                .forEach(count -> shown.put(count.getKey(), count.getValue()));
        return shown;
    }

    private static void drawBoxes(LabelSet set, int samples, Path folder, FileFaults faults, WorkerContext context)
            throws IOException {
        List<LabelledPicture> drawn = set.pictures().subList(0, Math.min(samples, set.pictures().size()));
        Progress progress = new Progress(context.status(), context.stop(), "pictures drawn", drawn.size());
        for (LabelledPicture picture : drawn) {
            try {
                PictureFiles.write(withBoxes(picture, set), folder.resolve(picture.stem() + ".png"));
            } catch (UnreadablePictureException e) {
                faults.add(
                        "images/" + picture.name(), "unreadable_picture", "the picture cannot be read: " + e.getMessage(), "it was not drawn");
            }
            progress.step();
        }
    }

    private static BufferedImage withBoxes(LabelledPicture picture, LabelSet set) throws IOException {
        BufferedImage pixels = PictureFiles.read(picture.file());
        BufferedImage image = new BufferedImage(pixels.getWidth(), pixels.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.drawImage(pixels, 0, 0, null);
        graphics.setStroke(new BasicStroke(2));
        for (LabelledObject object : picture.objects()) {
            Box box = object.box();
            float hue = (float) set.categories().indexOf(object.category()) / set.categories().size();
            graphics.setColor(Color.getHSBColor(hue, 1, 1));
            graphics.draw(new Rectangle2D.Double(box.left(), box.top(), box.width(), box.height()));
            graphics.drawString(object.category().name(), (float) box.left() + 3, (float) box.top() + 14);
        }
        graphics.dispose();
        return image;
    }
}
