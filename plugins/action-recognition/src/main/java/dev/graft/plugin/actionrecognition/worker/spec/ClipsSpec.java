// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.actionrecognition.worker.spec;

import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.video.ClipPlan;
import dev.graft.torchkit.video.ClipPlan.Choice;
import dev.graft.torchkit.video.FrameSampling;
import java.util.List;

/**
 * Which clips of a video are looked at, in the {@code evaluate} and {@code inference} sections.
 *
 * @param choice how clips are chosen
 * @param count clips of a video where they are spread over it
 * @param batchSize clips at a time, at least 1
 */
public record ClipsSpec(Choice choice, int count, int batchSize) {

    /**
     * Reads them.
     *
     * @param mode name of the value that says how
     * @param segments clips of a video if their number is not given
     */
    public static ClipsSpec read(Section section, String mode, int segments) {
        section.leave("results_dir", "gpu_id");
        Choice choice = switch (ModelSpec.oneOf(section, mode, List.of("center", "conv", "all"))) {
            case "conv" -> Choice.SPREAD;
            case "all" -> Choice.ALL;
            default -> Choice.MIDDLE;
        };
        return new ClipsSpec(choice, section.integer("video_num_segments", segments, 1), section.integer("batch_size", 1, 1));
    }

    /** The plan for clips of that kind. */
    public ClipPlan plan(FrameSampling sampling) {
        return new ClipPlan(sampling, choice, count);
    }
}
