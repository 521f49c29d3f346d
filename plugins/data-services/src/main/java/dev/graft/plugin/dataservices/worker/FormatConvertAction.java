// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import dev.graft.plugin.dataservices.annotation.Category;
import dev.graft.plugin.dataservices.annotation.CocoFile;
import dev.graft.plugin.dataservices.annotation.CocoWriter;
import dev.graft.plugin.dataservices.annotation.FileFaults;
import dev.graft.plugin.dataservices.annotation.KittiFolder;
import dev.graft.plugin.dataservices.annotation.KittiRow;
import dev.graft.plugin.dataservices.annotation.LabelSet;
import dev.graft.plugin.dataservices.annotation.LabelledPicture;
import dev.graft.plugin.dataservices.annotation.VocFolder;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.awt.Dimension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code annotation_format_convert}: the labels of a dataset in another format. The results hold the labels alone ({@code annotations.json},
 * {@code labels/} or {@code Annotations/}) and, under {@code dataset/}, a whole dataset whose pictures are links.
 */
final class FormatConvertAction implements WorkerAction {

    @Override
    public String run(WorkerContext context) throws IOException {
        Specs specs = new Specs(context.job().specs());
        String from = specs.text("data.input_format", "COCO").toLowerCase(Locale.ROOT);
        String to = specs.text("data.output_format", "KITTI").toLowerCase(Locale.ROOT);
        FileFaults faults = new FileFaults();
        Path pictures = specs.path("kitti.image_dir");
        List<KittiFolder.Entry> entries = read(from, pictures, specs, faults);
        Report.requireAny(entries.size(), "picture", faults);
        Path results = context.job().resultsDir();
        Progress progress = new Progress(context.status(), context.stop(), "pictures", entries.size());
        Map<String, Category> categories = categories(entries);
        switch (to) {
            case "coco" -> writeCoco(entries, categories, results, progress);
            case "kitti" -> writeKitti(entries, results, progress, faults);
            default -> writeVoc(entries, results, progress);
        }
        linkDataset(to, pictures, entries, results);
        Report report = new Report(context.status(), results);
        report.faults(faults);
        Map<String, Long> counts = counts(entries);
        long objects = counts.values().stream().mapToLong(Long::longValue).sum();
        report.figures("Objects by class.", Map.of("num_images", (double) entries.size(), "num_objects", (double) objects),
                Map.of("num_objects", counts));
        return "Converted the labels of " + entries.size() + " pictures with " + objects + " objects from " + from + " to " + to + "."
                + Report.said(faults);
    }

    private static List<KittiFolder.Entry> read(String from, Path pictures, Specs specs, FileFaults faults) throws IOException {
        List<KittiFolder.Entry> entries = new ArrayList<>();
        switch (from) {
            case "kitti" -> new KittiFolder(pictures, specs.path("kitti.label_dir"), faults).scan(entries::add);
            case "pascal_voc" -> new VocFolder(pictures, specs.path("kitti.label_dir"), faults).scan(entries::add);
            default -> {
                LabelSet set = CocoFile.read(pictures, specs.path("coco.ann_file"), faults);
                for (LabelledPicture picture : set.pictures()) {
                    List<KittiRow> rows = picture.objects().stream().flatMap(object -> object.row().stream()).toList();
                    entries.add(new KittiFolder.Entry(picture.name(), new Dimension(picture.width(), picture.height()), rows));
                }
            }
        }
        return entries;
    }

    private static Map<String, Category> categories(List<KittiFolder.Entry> entries) {
        Map<String, Category> categories = new TreeMap<>();
        entries.forEach(entry -> entry.rows().forEach(row -> categories.put(row.type(), new Category(1, row.type()))));
        int id = 1;
        for (Map.Entry<String, Category> category : categories.entrySet()) {
            category.setValue(new Category(id++, category.getKey()));
        }
        return categories;
    }

    private static void writeCoco(
            List<KittiFolder.Entry> entries, Map<String, Category> categories, Path results, Progress progress) throws IOException {
        try (CocoWriter coco = new CocoWriter(results.resolve("annotations.json"), categories.values())) {
            long id = 1;
            for (KittiFolder.Entry entry : entries) {
                coco.picture(id++, entry.name(), entry.size().width, entry.size().height);
                for (KittiRow row : entry.rows()) {
                    coco.row(row, categories.get(row.type()).id());
                }
                progress.step();
            }
        }
    }

    private static void writeKitti(List<KittiFolder.Entry> entries, Path results, Progress progress, FileFaults faults)
            throws IOException {
        Path labels = Files.createDirectories(results.resolve("labels"));
        KittiNames names = new KittiNames(faults);
        for (KittiFolder.Entry entry : entries) {
            List<KittiRow> rows = entry.rows().stream().map(row -> new KittiRow(names.of(row.type()), row.numbers())).toList();
            KittiFolder.write(labels, entry.name(), rows);
            progress.step();
        }
    }

    private static void writeVoc(List<KittiFolder.Entry> entries, Path results, Progress progress) throws IOException {
        Path annotations = Files.createDirectories(results.resolve("Annotations"));
        for (KittiFolder.Entry entry : entries) {
            VocFolder.write(annotations, entry.name(), entry.size(), entry.rows());
            progress.step();
        }
    }

    /** The labels and links to the pictures, in the layout of the new format. */
    private static void linkDataset(String to, Path pictures, List<KittiFolder.Entry> entries, Path results) throws IOException {
        Path dataset = results.resolve("dataset");
        Path place = dataset.resolve(to.equals("pascal_voc") ? "JPEGImages" : "images");
        for (KittiFolder.Entry entry : entries) {
            Links.link(pictures.resolve(entry.name()), place.resolve(entry.name()));
            String stem = LabelledPicture.stemOf(entry.name());
            if (to.equals("kitti")) {
                Links.link(results.resolve("labels").resolve(stem + ".txt"), dataset.resolve("labels").resolve(stem + ".txt"));
            } else if (to.equals("pascal_voc")) {
                Links.link(
                        results.resolve("Annotations").resolve(stem + ".xml"), dataset.resolve("Annotations").resolve(stem + ".xml"));
            }
        }
        if (to.equals("coco")) {
            Links.link(results.resolve("annotations.json"), dataset.resolve("annotations.json"));
        }
    }

    private static Map<String, Long> counts(List<KittiFolder.Entry> entries) {
        Map<String, Long> counts = new TreeMap<>();
        entries.forEach(entry -> entry.rows().forEach(row -> counts.merge(row.type(), 1L, Long::sum)));
        return counts;
    }
}
