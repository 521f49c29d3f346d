// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Anchor shapes by k-means over the sizes of boxes, with 1 - IoU of two boxes with a common centre as their distance (Redmon and Farhadi,
 * YOLO9000, section 2). Starts as k-means++ does; the same boxes and seed give the same shapes.
 *
 * @param anchors the shapes, the smallest area first
 * @param meanIou mean IoU of a box and the shape that fits it best
 * @param steps number of rounds until nothing changed, or the most that were allowed
 */
record AnchorShapes(List<Size> anchors, double meanIou, int steps) {

    /** Width and height in pixels. */
    record Size(double width, double height) {

        double area() {
            return width * height;
        }

        double iou(Size other) {
            double common = Math.min(width, other.width) * Math.min(height, other.height);
            return common / (area() + other.area() - common);
        }
    }

    /**
     * Finds the shapes.
     *
     * @param sizes at least {@code number}, all with an area
     * @param number of shapes, at least 1
     */
    static AnchorShapes of(List<Size> sizes, int number, int maxSteps, long seed) {
        List<Size> centres = start(sizes, number, new Random(seed));
        int[] nearest = new int[sizes.size()];
        Arrays.fill(nearest, -1);
        int step = 0;
        while (step < maxSteps && assign(sizes, centres, nearest)) {
            step++;
            centres = means(sizes, centres, nearest);
        }
        List<Size> found = centres.stream().sorted(Comparator.comparingDouble(Size::area)).toList();
        double mean = sizes.stream().mapToDouble(size -> size.iou(found.get(best(size, found)))).average().orElseThrow();
        return new AnchorShapes(found, mean, step);
    }

    private static List<Size> start(List<Size> sizes, int number, Random random) {
        List<Size> centres = new ArrayList<>(List.of(sizes.get(random.nextInt(sizes.size()))));
        double[] distances = sizes.stream().mapToDouble(size -> 1 - size.iou(centres.get(0))).toArray();
        while (centres.size() < number) {
            Size next = sizes.get(draw(distances, random));
            centres.add(next);
            for (int i = 0; i < distances.length; i++) {
                distances[i] = Math.min(distances[i], 1 - sizes.get(i).iou(next));
            }
        }
        return centres;
    }

    /** An index, with a chance in proportion to the squared distance. */
    private static int draw(double[] distances, Random random) {
        double sum = 0;
        for (double distance : distances) {
            sum += distance * distance;
        }
        double left = random.nextDouble() * sum;
        for (int i = 0; i < distances.length; i++) {
            left -= distances[i] * distances[i];
            if (left < 0) {
                return i;
            }
        }
        return random.nextInt(distances.length);
    }

    /** Whether any box changed to another centre. */
    private static boolean assign(List<Size> sizes, List<Size> centres, int[] nearest) {
        boolean changed = false;
        for (int i = 0; i < nearest.length; i++) {
            int best = best(sizes.get(i), centres);
            changed |= best != nearest[i];
            nearest[i] = best;
        }
        return changed;
    }

    private static int best(Size size, List<Size> centres) {
        int best = 0;
        for (int i = 1; i < centres.size(); i++) {
            if (size.iou(centres.get(i)) > size.iou(centres.get(best))) {
                best = i;
            }
        }
        return best;
    }

    /** The mean size around each centre; a centre that no box is nearest to stays. */
    private static List<Size> means(List<Size> sizes, List<Size> centres, int[] nearest) {
        double[] widths = new double[centres.size()];
        double[] heights = new double[centres.size()];
        int[] counts = new int[centres.size()];
        for (int i = 0; i < nearest.length; i++) {
            widths[nearest[i]] += sizes.get(i).width();
            heights[nearest[i]] += sizes.get(i).height();
            counts[nearest[i]]++;
        }
        List<Size> means = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            means.add(counts[i] == 0 ? centres.get(i) : new Size(widths[i] / counts[i], heights[i] / counts[i]));
        }
        return means;
    }
}
