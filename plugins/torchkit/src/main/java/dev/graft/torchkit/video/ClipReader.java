// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.video;

import dev.graft.torchkit.data.Image;
import dev.graft.torchkit.data.ImageCache;
import dev.graft.torchkit.data.ImageDecoder;
import dev.graft.torchkit.data.SampleReader;
import dev.graft.torchkit.data.Seeds;
import dev.graft.torchkit.data.UnreadableImageException;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.data.transform.RandomFlip;
import dev.graft.torchkit.data.transform.RandomFlip.Direction;
import dev.graft.torchkit.data.transform.Transform;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Reads clips of videos as samples: planes x height x width. All pictures of a clip are changed at random alike. */
public final class ClipReader implements SampleReader {

    private static final RandomFlip MIRROR = new RandomFlip(1, Direction.HORIZONTAL);

    private final ImageDecoder decoder = new ImageDecoder();
    private final List<Video> videos;
    private final ClipPlan plan;
    private final ClipShape shape;
    private final Preparation preparation;
    private final UnreadableImages unreadable;
    private final List<ClipPlan.Clip> clips;
    private final int[] firstFrames;
    private final ImageCache frames;
    private final ImageCache flows;

    /**
     * How pictures become samples.
     *
     * @param steps bring pictures to the clip's size
     * @param mirror chance that a clip is mirrored left to right
     * @param frames mean and deviation of frames between 0 and 1
     * @param flows mean and deviation of flow between 0 and 1
     * @param seed of all that is drawn
     */
    public record Preparation(List<Transform> steps, double mirror, Scaling frames, Scaling flows, long seed) {
        public Preparation {
            steps = List.copyOf(steps);
        }
    }

    /**
     * A reader.
     *
     * @param unreadable is told of pictures that cannot be decoded; clips with one are left out
     */
    public ClipReader(List<Video> videos, ClipPlan plan, ClipShape shape, Preparation preparation, UnreadableImages unreadable) {
        this.videos = List.copyOf(videos);
        this.plan = plan;
        this.shape = shape;
        this.preparation = preparation;
        this.unreadable = unreadable;
        this.clips = plan.clips(videos, shape);
        this.firstFrames = new int[videos.size()];
        int count = 0;
        for (int i = 0; i < videos.size(); i++) {
            firstFrames[i] = count;
            count += Math.max(videos.get(i).frames().size(), videos.get(i).flows());
        }
        this.frames = ImageCache.withinHeap(count);
        this.flows = ImageCache.withinHeap(count);
    }

    /** The videos. */
    public List<Video> videos() {
        return videos;
    }

    /** Index of the video that a sample is a clip of. */
    public int video(int index) {
        return clips.get(index).video();
    }

    @Override
    public int samples() {
        return clips.size();
    }

    @Override
    public long[] sampleShape() {
        return new long[] {shape.planes(), shape.size().height(), shape.size().width()};
    }

    @Override
    public int label(int index) {
        return videos.get(video(index)).label();
    }

    @Override
    public boolean read(int index, int epoch, FloatBuffer target) {
        Video video = videos.get(video(index));
        SplittableRandom random = Seeds.generator(preparation.seed(), epoch, index);
        ClipPlan.Frames chosen = plan.frames(clips.get(index), video, shape, random);
        boolean mirrored = random.nextDouble() < preparation.mirror();
        try {
            List<Image> colors = new ArrayList<>();
            for (int frame : chosen.frames()) {
                colors.add(prepared(frame(video(index), frame), epoch, index, mirrored));
            }
            List<Image> motions = new ArrayList<>();
            for (int flow : chosen.flows()) {
                Image prepared = prepared(flow(video(index), flow), epoch, index, mirrored);
                motions.add(mirrored ? OpticalFlow.reversed(prepared) : prepared);
            }
            preparation.frames().write(colors, ClipShape.COLORS, shape.stacked(), target);
            preparation.flows().write(motions, ClipShape.DIRECTIONS, shape.stacked(), target);
            return true;
        } catch (UnreadablePicture e) {
            unreadable.add(e.file, e.reason);
            return false;
        }
    }

    private Image prepared(Image picture, int epoch, int index, boolean mirrored) {
        SplittableRandom alike = Seeds.generator(preparation.seed(), epoch, index, 1);
        Image image = mirrored ? MIRROR.apply(picture, alike) : picture;
        for (Transform step : preparation.steps()) {
            image = step.apply(image, alike);
        }
        return image;
    }

    private Image frame(int video, int number) throws UnreadablePicture {
        return decoded(frames, firstFrames[video] + number, videos.get(video).frames().get(number));
    }

    private Image flow(int video, int number) throws UnreadablePicture {
        Video of = videos.get(video);
        int key = firstFrames[video] + number;
        if (flows.get(key).isPresent()) {
            return flows.get(key).get();
        }
        Image flow;
        if (of.hasFlow()) {
            flow = OpticalFlow.joined(decode(of.horizontal().get(number)), decode(of.vertical().get(number)));
        } else {
            flow = OpticalFlow.between(frame(video, number), frame(video, Math.min(number + 1, of.frames().size() - 1)));
        }
        flows.offer(key, flow);
        return flow;
    }

    private Image decoded(ImageCache cache, int key, Path file) throws UnreadablePicture {
        if (cache.get(key).isPresent()) {
            return cache.get(key).get();
        }
        Image image = decode(file);
        cache.offer(key, image);
        return image;
    }

    private Image decode(Path file) throws UnreadablePicture {
        try {
            return decoder.decode(file);
        } catch (UnreadableImageException e) {
            throw new UnreadablePicture(file, e);
        }
    }

    /** Which picture it was. */
    private static final class UnreadablePicture extends Exception {

        private static final long serialVersionUID = 1;

        private final transient Path file;
        private final transient UnreadableImageException reason;

        UnreadablePicture(Path file, UnreadableImageException reason) {
            super(reason);
            this.file = file;
            this.reason = reason;
        }
    }
}
