// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data.transform;

import dev.graft.torchkit.data.Image;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point2f;
import org.bytedeco.opencv.opencv_core.Size;

/** Geometry on pixels that several transforms share. */
final class Raster {

    private Raster() {}

    static Image resize(Image image, ImageSize size, Interpolation interpolation) {
        if (image.height() == size.height() && image.width() == size.width()) {
            return image;
        }
        try (Mat source = new Mat(image.height(), image.width(), opencv_core.CV_8UC3);
                Mat target = new Mat(size.height(), size.width(), opencv_core.CV_8UC3);
                Size targetSize = new Size(size.width(), size.height())) {
            source.data().put(image.rgb(), 0, image.rgb().length);
            opencv_imgproc.resize(source, target, targetSize, 0, 0, interpolation.flag());
            byte[] rgb = new byte[size.height() * size.width() * Image.CHANNELS];
            target.data().get(rgb);
            return new Image(size.width(), size.height(), rgb);
        }
    }

    static Image blur(Image image, ImageSize kernel, double deviation) {
        return filtered(image, (source, target) -> {
            try (Size window = new Size(kernel.width(), kernel.height())) {
                opencv_imgproc.GaussianBlur(source, target, window, deviation);
            }
        });
    }

    /** Turns counter-clockwise about the middle; what comes in from outside is black. */
    static Image rotate(Image image, double degrees) {
        return filtered(image, (source, target) -> {
            try (Point2f middle = new Point2f((image.width() - 1) / 2f, (image.height() - 1) / 2f);
                    Size size = new Size(image.width(), image.height());
                    Mat turn = opencv_imgproc.getRotationMatrix2D(middle, degrees, 1)) {
                opencv_imgproc.warpAffine(source, target, turn, size);
            }
        });
    }

    private static Image filtered(Image image, BiConsumer<Mat, Mat> filter) {
        try (Mat source = new Mat(image.height(), image.width(), opencv_core.CV_8UC3);
                Mat target = new Mat(image.height(), image.width(), opencv_core.CV_8UC3)) {
            source.data().put(image.rgb(), 0, image.rgb().length);
            filter.accept(source, target);
            byte[] rgb = new byte[image.rgb().length];
            target.data().get(rgb);
            return new Image(image.width(), image.height(), rgb);
        }
    }

    /** The window whose upper left pixel is (top, left); it lies inside the image. */
    static Image crop(Image image, int top, int left, ImageSize window) {
        if (top == 0 && left == 0 && window.height() == image.height() && window.width() == image.width()) {
            return image;
        }
        int row = window.width() * Image.CHANNELS;
        byte[] rgb = new byte[window.height() * row];
        for (int y = 0; y < window.height(); y++) {
            System.arraycopy(image.rgb(), ((top + y) * image.width() + left) * Image.CHANNELS, rgb, y * row, row);
        }
        return new Image(window.width(), window.height(), rgb);
    }

    /** The image on a larger ground of one value; the image's upper left pixel comes to lie at (top, left). */
    static Image pad(Image image, int top, int left, ImageSize size, int value) {
        if (size.height() == image.height() && size.width() == image.width()) {
            return image;
        }
        byte[] rgb = new byte[size.height() * size.width() * Image.CHANNELS];
        Arrays.fill(rgb, (byte) value);
        int row = image.width() * Image.CHANNELS;
        for (int y = 0; y < image.height(); y++) {
            System.arraycopy(image.rgb(), y * row, rgb, ((top + y) * size.width() + left) * Image.CHANNELS, row);
        }
        return new Image(size.width(), size.height(), rgb);
    }

    static Image flip(Image image, boolean horizontal, boolean vertical) {
        byte[] from = image.rgb();
        byte[] to = new byte[from.length];
        for (int y = 0; y < image.height(); y++) {
            int sourceRow = vertical ? image.height() - 1 - y : y;
            for (int x = 0; x < image.width(); x++) {
                int source = (sourceRow * image.width() + (horizontal ? image.width() - 1 - x : x)) * Image.CHANNELS;
                System.arraycopy(from, source, to, (y * image.width() + x) * Image.CHANNELS, Image.CHANNELS);
            }
        }
        return new Image(image.width(), image.height(), to);
    }
}
