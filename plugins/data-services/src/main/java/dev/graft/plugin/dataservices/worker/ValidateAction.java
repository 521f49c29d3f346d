// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.plugin.dataservices.annotation.FileFaults;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code validate}: everything that is wrong with the pictures and labels of a dataset, in the status, {@code faults.json} and
 * {@code validation_summary.json}; and, unless the specs say otherwise, the corrected dataset under {@code dataset/}, whose pictures are
 * links.
 */
final class ValidateAction implements WorkerAction {

    @Override
    public String run(WorkerContext context) throws IOException {
        Specs specs = new Specs(context.job().specs());
        FileFaults faults = new FileFaults();
        SourceLabels source = new SourceLabels(
                specs.text("data.input_format", "COCO"), specs.path("data.image_dir"), specs.path("data.ann_path"));
        boolean correct = specs.flag("apply_correction", true);
        Optional<Path> dataset = correct ? Optional.of(specs.path("data.output_dir")) : Optional.empty();
        int threads = Math.max(1, Math.min(specs.integer("workers", 1), context.job().cores()));
        Counts counts = new Counts();
        if (source.format().equals("kitti")) {
            new KittiValidation(source, dataset, faults, context, threads, counts).run();
        } else {
            new CocoValidation(source, dataset, faults, context, threads, counts).run();
        }
        return tell(context, faults, counts, correct);
    }

    /** What was seen and kept. */
    static final class Counts {
        long pictures;
        long keptPictures;
        long objects;
        long keptObjects;
    }

    private static String tell(WorkerContext context, FileFaults faults, Counts counts, boolean correct) throws IOException {
        Path results = context.job().resultsDir();
        Report report = new Report(context.status(), results);
        report.faults(faults);
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("num_images", (double) counts.pictures);
        figures.put("num_objects", (double) counts.objects);
        figures.put("num_faults", (double) faults.count());
        figures.put("num_valid_images", (double) counts.keptPictures);
        figures.put("num_valid_objects", (double) counts.keptObjects);
        report.figures("Validated.", figures, Map.of("num_faults", faults.byKind()));
        ObjectNode summary = Report.JSON.createObjectNode();
        figures.forEach(summary::put);
        summary.set("faults_by_kind", Report.JSON.valueToTree(faults.byKind()));
        Files.write(results.resolve("validation_summary.json"), Report.JSON.writeValueAsBytes(summary));
        Report.requireAny(counts.keptPictures, "picture", faults);
        String kept = correct
                ? " The corrected dataset has " + counts.keptPictures + " pictures with " + counts.keptObjects + " objects."
                : "";
        return "Looked at " + counts.pictures + " pictures with " + counts.objects + " objects."
                + (faults.count() == 0 ? " Nothing is wrong with them." : Report.said(faults)) + kept;
    }
}
