// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.annotation;

import dev.graft.plugin.dataservices.picture.PixelMask;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** The outline of an object, as COCO writes it. */
public sealed interface Shape {

    /** Its area in pixels. */
    double area();

    /** Its pixels in a picture of that size. */
    PixelMask mask(int width, int height);

    /**
     * Rings of corner points; the shape is what they enclose together.
     *
     * @param rings each x, y, x, y, … with at least three points; not copied, and never changed after construction
     */
    record Polygons(List<double[]> rings) implements Shape {

        private static final int LEAST = 6;

        public Polygons {
            rings = List.copyOf(rings);
            for (double[] ring : rings) {
                if (ring.length < LEAST || ring.length % 2 != 0) {
                    throw new IllegalArgumentException("a polygon has at least three points of two numbers, not " + ring.length + " numbers");
                }
            }
            if (rings.isEmpty()) {
                throw new IllegalArgumentException("a shape has at least one polygon");
            }
        }

        @Override
        public double area() {
            return rings.stream().mapToDouble(Polygons::area).sum();
        }

        /** The shoelace formula. */
        private static double area(double[] ring) {
            double twice = 0;
            for (int i = 0; i < ring.length; i += 2) {
                int next = (i + 2) % ring.length;
                twice += ring[i] * ring[next + 1] - ring[next] * ring[i + 1];
            }
            return Math.abs(twice) / 2;
        }

        /** The smallest box around all points. */
        public Box bounds() {
            double left = Double.POSITIVE_INFINITY;
            double top = Double.POSITIVE_INFINITY;
            double right = Double.NEGATIVE_INFINITY;
            double bottom = Double.NEGATIVE_INFINITY;
            for (double[] ring : rings) {
                for (int i = 0; i < ring.length; i += 2) {
                    left = Math.min(left, ring[i]);
                    right = Math.max(right, ring[i]);
                    top = Math.min(top, ring[i + 1]);
                    bottom = Math.max(bottom, ring[i + 1]);
                }
            }
            return new Box(left, top, right, bottom);
        }

        @Override
        public PixelMask mask(int width, int height) {
            BufferedImage grey = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
            Graphics2D graphics = grey.createGraphics();
            graphics.setColor(Color.WHITE);
            rings.forEach(ring -> graphics.fill(path(ring)));
            graphics.dispose();
            return PixelMask.of(grey);
        }

        private static Path2D path(double[] ring) {
            Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO, ring.length / 2 + 1);
            path.moveTo(ring[0], ring[1]);
            for (int i = 2; i < ring.length; i += 2) {
                path.lineTo(ring[i], ring[i + 1]);
            }
            path.closePath();
            return path;
        }
    }

    /**
     * Pixels, as run lengths.
     *
     * @param width of the picture that they belong to
     * @param height of the picture that they belong to
     * @param runs see {@link PixelMask#ofRuns}
     */
    record Runs(int width, int height, List<Integer> runs) implements Shape {

        public Runs {
            runs = List.copyOf(runs);
        }

        /** The shape of pixels. */
        public static Runs of(PixelMask mask) {
            return new Runs(mask.width(), mask.height(), mask.runs());
        }

        @Override
        public double area() {
            long area = 0;
            for (int i = 1; i < runs.size(); i += 2) {
                area += runs.get(i);
            }
            return area;
        }

        @Override
        public PixelMask mask(int pictureWidth, int pictureHeight) {
            if (pictureWidth != width || pictureHeight != height) {
                throw new IllegalArgumentException("the mask is of " + width + " x " + height + " pixels, but the picture has "
                        + pictureWidth + " x " + pictureHeight);
            }
            return PixelMask.ofRuns(width, height, runs);
        }
    }
}
