// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.plugin.dataservices.annotation.Box;
import dev.graft.plugin.dataservices.annotation.FileFaults;
import dev.graft.plugin.dataservices.annotation.LabelSet;
import dev.graft.plugin.dataservices.annotation.LabelledObject;
import dev.graft.plugin.dataservices.annotation.LabelledPicture;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code kmeans}: the anchor shapes of a dataset for an input size, in the status, the log and {@code anchors.json}. */
final class KmeansAction implements WorkerAction {

    private static final int SEED = 42;

    @Override
    public String run(WorkerContext context) throws IOException {
        Specs specs = new Specs(context.job().specs());
        FileFaults faults = new FileFaults();
        LabelSet set = new SourceLabels(specs.text("format", "kitti"), specs.path("image_dir"), specs.path("label_path")).read(faults);
        Report.requireAny(set.objects(), "labelled object", faults);
        List<AnchorShapes.Size> sizes = sizes(set, specs, context);
        int clusters = specs.integer("num_clusters", 9);
        if (sizes.size() < clusters) {
            throw new GraftException(
                    StandardError.INVALID_SPECS,
                    "num_clusters is " + clusters + ", but only " + sizes.size() + " boxes are larger than min_x and min_y; set fewer"
                            + " clusters or smaller limits");
        }
        AnchorShapes shapes = AnchorShapes.of(sizes, clusters, specs.integer("max_steps", 10_000), specs.integer("seed", SEED));
        Path results = context.job().resultsDir();
        write(results.resolve("anchors.json"), shapes, specs);
        Report report = new Report(context.status(), results);
        report.faults(faults);
        report.figures(
                "Anchor shapes found.",
                Map.of("average_iou", shapes.meanIou(), "num_boxes", (double) sizes.size(), "steps", (double) shapes.steps()),
                Map.of());
        return String.format(
                Locale.ROOT,
                "Anchor shapes (width, height) of %d boxes: %s. Their mean IoU is %.4f after %d steps.%s",
                sizes.size(),
                text(shapes),
                shapes.meanIou(),
                shapes.steps(),
                Report.said(faults));
    }

    private static List<AnchorShapes.Size> sizes(LabelSet set, Specs specs, WorkerContext context) {
        int width = specs.integer("size_x").orElseThrow();
        int height = specs.integer("size_y").orElseThrow();
        int leastWidth = specs.integer("min_x", 0);
        int leastHeight = specs.integer("min_y", 0);
        List<AnchorShapes.Size> sizes = new ArrayList<>();
        Progress progress = new Progress(context.status(), context.stop(), "pictures", set.pictures().size());
        for (LabelledPicture picture : set.pictures()) {
            for (LabelledObject object : picture.objects()) {
                Box box = object.box().within(picture.width(), picture.height());
                double scaledWidth = box.width() * width / picture.width();
                double scaledHeight = box.height() * height / picture.height();
                if (!box.isEmpty() && scaledWidth > leastWidth && scaledHeight > leastHeight) {
                    sizes.add(new AnchorShapes.Size(scaledWidth, scaledHeight));
                }
            }
            progress.step();
        }
        return sizes;
    }

    private static String text(AnchorShapes shapes) {
        return shapes.anchors().stream()
                .map(size -> String.format(Locale.ROOT, "(%.2f, %.2f)", size.width(), size.height()))
                .collect(Collectors.joining(", "));
    }

    /** With thirds for the three scales of a YOLO network where the number allows it. */
    private static void write(Path file, AnchorShapes shapes, Specs specs) throws IOException {
        ObjectNode json = Report.JSON.createObjectNode();
        json.put("size_x", specs.integer("size_x").orElseThrow()).put("size_y", specs.integer("size_y").orElseThrow());
        json.put("average_iou", shapes.meanIou());
        add(json.putArray("anchors"), shapes.anchors());
        int third = shapes.anchors().size() / 3;
        if (third * 3 == shapes.anchors().size()) {
            add(json.putArray("small_anchor_shape"), shapes.anchors().subList(0, third));
            add(json.putArray("mid_anchor_shape"), shapes.anchors().subList(third, 2 * third));
            add(json.putArray("big_anchor_shape"), shapes.anchors().subList(2 * third, 3 * third));
        }
        Files.write(file, Report.JSON.writeValueAsBytes(json));
    }

    private static void add(ArrayNode list, List<AnchorShapes.Size> sizes) {
        sizes.forEach(size -> list.addArray().add(size.width()).add(size.height()));
    }
}
