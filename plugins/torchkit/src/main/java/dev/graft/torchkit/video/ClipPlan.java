// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.video;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Which clips a set of videos is looked at by.
 *
 * @param sampling which frames make a clip
 * @param how how clips are chosen
 * @param count clips of a video, at least 1; of no meaning for {@link Choice#MIDDLE} and {@link Choice#ALL}
 */
public record ClipPlan(FrameSampling sampling, Choice how, int count) {

    /** How clips are chosen. */
    public enum Choice {
        /** At random, anew in each epoch. */
        RANDOM,
        /** The one in the middle. */
        MIDDLE,
        /** Spread evenly over the video. */
        SPREAD,
        /** As many as cover the video. */
        ALL
    }

    /**
     * A clip.
     *
     * @param video index of its video
     * @param number of the clip, from 0
     * @param clips how many the video has
     */
    record Clip(int video, int number, int clips) {}

    /** The numbers of a clip's frames and fields of flow. */
    record Frames(int[] frames, int[] flows) {}

    List<Clip> clips(List<Video> videos, ClipShape shape) {
        List<Clip> all = new ArrayList<>();
        for (int video = 0; video < videos.size(); video++) {
            int clips = switch (how) {
                case RANDOM, SPREAD -> count;
                case MIDDLE -> 1;
                case ALL -> sampling.covering(longer(videos.get(video), shape), Math.max(shape.frames(), shape.flows()));
            };
            for (int number = 0; number < clips; number++) {
                all.add(new Clip(video, number, clips));
            }
        }
        return all;
    }

    private static int longer(Video video, ClipShape shape) {
        if (shape.flows() == 0) {
            return video.frames().size();
        }
        return shape.frames() == 0 ? video.flows() : Math.min(video.frames().size(), video.flows());
    }

    /** The stream that sees more is chosen first, and the other one within it. */
    Frames frames(Clip clip, Video video, ClipShape shape, RandomGenerator random) {
        int there = longer(video, shape);
        int length = Math.max(shape.frames(), shape.flows());
        int[] chosen = how == Choice.RANDOM
                ? sampling.random(there, length, random)
                : sampling.at(clip.number(), clip.clips(), there, length);
        return new Frames(part(chosen, shape.frames()), part(chosen, shape.flows()));
    }

    private int[] part(int[] chosen, int length) {
        if (length == 0) {
            return new int[0];
        }
        return length == chosen.length ? chosen : sampling.within(chosen, length);
    }
}
