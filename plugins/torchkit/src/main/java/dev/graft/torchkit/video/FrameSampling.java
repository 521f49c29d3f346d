// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.video;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Which frames of a video make a clip. A video that is too short is gone through again from its beginning.
 *
 * @param consecutive whether frames follow each other, otherwise one is taken from each of as many intervals
 * @param rate distance between two consecutive frames, at least 1
 */
public record FrameSampling(boolean consecutive, int rate) {

    public FrameSampling {
        if (rate < 1) {
            throw new IllegalArgumentException("the distance between two frames is at least 1, not " + rate);
        }
    }

    /** A clip at a random place, or of random frames of the intervals. */
    public int[] random(int frames, int length, RandomGenerator random) {
        if (consecutive) {
            int places = frames - length * rate + 1;
            return from(places > 0 ? random.nextInt(places) : 0, frames, length);
        }
        int interval = frames / length;
        int[] clip = interval == 0
                ? random.ints(length, 0, frames).toArray()
                : IntStream.range(0, length).map(i -> i * interval + random.nextInt(interval)).toArray();
        Arrays.sort(clip);
        return clip;
    }

    /** The clip in the middle, or of the middle frames of the intervals. */
    public int[] middle(int frames, int length) {
        return at(0, 1, frames, length);
    }

    /**
     * One of several clips that are spread evenly over the video.
     *
     * @param number of the clip, from 0
     * @param clips how many there are, at least 1
     */
    public int[] at(int number, int clips, int frames, int length) {
        double place = (number + 0.5) / clips;
        if (consecutive) {
            int places = frames - length * rate + 1;
            return from(places > 0 ? (int) (place * places) : 0, frames, length);
        }
        double interval = (double) frames / length;
        return IntStream.range(0, length)
                .map(i -> Math.min(frames - 1, (int) (interval * (i + place))))
                .toArray();
    }

    /** How many clips cover a video, one after another. */
    public int covering(int frames, int length) {
        return consecutive ? Math.max(1, (int) Math.ceil((double) frames / (length * rate))) : 1;
    }

    private int[] from(int start, int frames, int length) {
        return IntStream.range(0, length).map(i -> (start + i * rate) % frames).toArray();
    }

    /** The middle of a longer clip, for the stream of a joint network that sees fewer frames. */
    public int[] within(int[] longer, int length) {
        return IntStream.of(new FrameSampling(consecutive, 1).middle(longer.length, length)).map(i -> longer[i]).toArray();
    }
}
