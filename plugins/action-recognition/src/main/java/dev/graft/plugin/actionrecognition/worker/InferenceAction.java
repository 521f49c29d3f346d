// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.actionrecognition.worker;

import dev.graft.plugin.actionrecognition.worker.spec.ClipsSpec;
import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.model.OpenNetwork;
import dev.graft.torchkit.spec.Engines;
import dev.graft.torchkit.spec.Paths;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.video.Video;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says of each video which action it shows: {@value #TABLE} has its folder, class and confidence. */
final class InferenceAction implements WorkerAction {

    /** Name of the table. */
    static final String TABLE = "result.csv";

    @Override
    public String run(WorkerContext context) throws IOException {
        Section root = Section.root(context.job().specs());
        JobSpecs specs = JobSpecs.read(root);
        Section section = root.section("inference");
        Path file = Engines.modelOf(section);
        Path folder = Paths.required(section, "inference_dataset_dir", "assign a dataset with a folder test");
        ClipsSpec clips = ClipsSpec.read(section, "video_inf_mode", 1);
        root.refuseUnknown();
        Machine machine = Machine.of(context.job());
        UnreadableImages unreadable = new UnreadableImages();
        try (OpenNetwork<ModelDescription> model = OpenNetwork.open(file, JobSpecs::describe, machine)) {
            List<String> classes = model.description().classes();
            List<Video> videos = Video.unlabelled(folder);
            double[][] probabilities = new VideoRun(specs, clips, machine, context.stop())
                    .scores(model.description(), videos, unreadable)
                    .of(model.outputs(), classes.size());
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < videos.size(); i++) {
                lines.add(line(folder.relativize(videos.get(i).folder()).toString(), probabilities[i], classes));
            }
            Files.write(context.job().resultsDir().resolve(TABLE), lines);
            return (videos.size() + " videos looked at. " + unreadable.summary()).strip();
        }
    }

    private static String line(String video, double[] probabilities, List<String> classes) {
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        String quoted = video.matches(".*[,\"].*") ? '"' + video.replace("\"", "\"\"") + '"' : video;
        return quoted + "," + classes.get(best) + "," + String.format(Locale.ROOT, "%.6f", probabilities[best]);
    }
}
