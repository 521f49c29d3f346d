// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.pointpillars.worker;

/**
 * An object in a scene: a line of a label file, KITTI's 15 or 16 fields with the box in coordinates of the lidar.
 *
 * @param name class
 * @param truncation as in the file
 * @param occlusion as in the file
 * @param alpha as in the file
 * @param bbox left, top, right and bottom in a picture, as in the file
 * @param x middle of the box in metres, and so {@code y} and {@code z}
 * @param y middle
 * @param z middle
 * @param length along the object in metres
 * @param width across
 * @param height upwards
 * @param heading radians around the upward axis
 * @param score -1 if the line has none
 */
record LabelledBox(
        String name,
        double truncation,
        double occlusion,
        double alpha,
        float[] bbox,
        float x,
        float y,
        float z,
        double length,
        double width,
        double height,
        double heading,
        double score) {

    private static final int FIELDS = 15;

    /** Points this far beside a box, in metres, count as in it. */
    private static final float MARGIN = 0.01f;

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if it has too few fields or one that is no number
     */
    static LabelledBox parse(String line) {
        String[] fields = line.strip().split("\\s+");
        if (fields.length != FIELDS && fields.length != FIELDS + 1) {
            throw new IllegalArgumentException("has " + fields.length + " fields; a label has " + FIELDS
                    + " (class, truncation, occlusion, alpha, 4 of a box in a picture, height, width, length, x, y, z, heading) and perhaps a score");
        }
        double[] values = new double[fields.length];
        for (int i = 1; i < fields.length; i++) {
            values[i] = number(fields[i], i);
        }
        return new LabelledBox(
                fields[0], values[1], values[2], values[3],
                new float[] {(float) values[4], (float) values[5], (float) values[6], (float) values[7]},
                (float) values[11], (float) values[12], (float) values[13],
                values[10], values[9], values[8], values[14],
                fields.length > FIELDS ? values[FIELDS] : -1);
    }

    private static double number(String field, int index) {
        try {
            double value = Double.parseDouble(field);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Refused below, as is what is no finite number.
        }
        throw new IllegalArgumentException("has '" + field + "' as field " + (index + 1) + ", which is a number");
    }

    /** x, y, z, length, width, height, heading. */
    double[] box() {
        return new double[] {x, y, z, length, width, height, heading};
    }

    /** Whether a point lies in the box or just beside it. */
    boolean contains(float pointX, float pointY, float pointZ) {
        if (Math.abs(pointZ - z) > height / 2) {
            return false;
        }
        double cos = Math.cos(heading);
        double sin = Math.sin(heading);
        double along = (pointX - x) * cos + (pointY - y) * sin;
        double across = (pointY - y) * cos - (pointX - x) * sin;
        return Math.abs(along) < length / 2 + MARGIN && Math.abs(across) < width / 2 + MARGIN;
    }
}
