// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.video;

import dev.graft.torchkit.data.Image;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.global.opencv_video;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Dense optical flow between two frames (Farnebäck 2003), as a picture: motion to the right in its first channel, to below in the second, 0
 * in the third. A byte of 128 is no motion, and the whole range is {@value #BOUND} pixels to either side, as flow is usually stored.
 */
public final class OpticalFlow {

    /** The largest motion in pixels; what is faster counts as it. */
    public static final double BOUND = 20;

    /** The byte for no motion. */
    static final int STILL = 128;

    private static final double PYRAMID_SCALE = 0.5;
    private static final int LEVELS = 3;
    private static final int WINDOW = 9;
    private static final int ITERATIONS = 3;
    private static final int NEIGHBOURHOOD = 5;
    private static final double SMOOTHING = 1.1;

    private OpticalFlow() {}

    /** The flow from one frame to the next, which has the same size. */
    public static Image between(Image frame, Image next) {
        try (Mat before = grey(frame);
                Mat after = grey(next);
                Mat flow = new Mat()) {
            opencv_video.calcOpticalFlowFarneback(
                    before, after, flow, PYRAMID_SCALE, LEVELS, WINDOW, ITERATIONS, NEIGHBOURHOOD, SMOOTHING, 0);
            FloatBuffer motion = flow.createBuffer();
            byte[] rgb = new byte[frame.rgb().length];
            for (int i = 0; i < rgb.length; i += Image.CHANNELS) {
                rgb[i] = stored(motion.get());
                rgb[i + 1] = stored(motion.get());
            }
            return new Image(frame.width(), frame.height(), rgb);
        }
    }

    private static Mat grey(Image image) {
        try (BytePointer bytes = new BytePointer(image.rgb());
                Mat color = new Mat(image.height(), image.width(), opencv_core.CV_8UC3, bytes)) {
            Mat grey = new Mat();
            opencv_imgproc.cvtColor(color, grey, opencv_imgproc.COLOR_RGB2GRAY);
            return grey;
        }
    }

    private static byte stored(double motion) {
        double share = Math.max(-1, Math.min(1, motion / BOUND));
        return (byte) Math.max(0, Math.min(255, Math.round(STILL + share * (STILL - 1))));
    }

    /** Two pictures of one channel each as one. */
    static Image joined(Image horizontal, Image vertical) {
        byte[] rgb = new byte[horizontal.rgb().length];
        for (int i = 0; i < rgb.length; i += Image.CHANNELS) {
            rgb[i] = horizontal.rgb()[i];
            rgb[i + 1] = vertical.rgb()[i];
        }
        return new Image(horizontal.width(), horizontal.height(), rgb);
    }

    /** The flow of a mirrored video: a mirrored picture with its first channel reversed. */
    static Image reversed(Image mirrored) {
        byte[] rgb = mirrored.rgb().clone();
        for (int i = 0; i < rgb.length; i += Image.CHANNELS) {
            rgb[i] = (byte) Math.min(255, 2 * STILL - (rgb[i] & 0xff));
        }
        return new Image(mirrored.width(), mirrored.height(), rgb);
    }
}
