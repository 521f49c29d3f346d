// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.actionrecognition.worker;

import dev.graft.plugin.actionrecognition.worker.spec.ClipsSpec;
import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.video.ClipReader;
import dev.graft.torchkit.video.Video;
import dev.graft.torchkit.worker.StopSignal;
import java.util.List;

/**
 * How a job looks at videos with a model made before.
 *
 * @param specs of the job
 * @param clips which clips of a video
 * @param machine what was granted
 * @param stop ends it early
 */
record VideoRun(JobSpecs specs, ClipsSpec clips, Machine machine, StopSignal stop) {

    /** The scores of videos, prepared as the model wants them. */
    VideoScores scores(ModelDescription model, List<Video> videos, UnreadableImages unreadable) {
        ClipReader reader = new ClipReader(
                videos,
                clips.plan(model.model().sampling()),
                model.model().shape(),
                model.data().evaluation(model.model().shape().size()),
                unreadable);
        return new VideoScores(reader, clips.batchSize(), Math.min(specs.data().threads(), machine.cores()), stop);
    }
}
