// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.pointpillars.worker;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The points that a lidar saw in one turn.
 *
 * @param values points x features, x, y and z first
 * @param features values of a point, at least 3
 */
record PointCloud(float[] values, int features) {

    /**
     * Reads a {@code .bin} file of little-endian 32-bit floats.
     *
     * @throws GraftException INVALID_DATASET if its length is no multiple of a point's
     */
    static PointCloud read(Path file, int features) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length % (features * Float.BYTES) != 0) {
            throw new GraftException(
                    StandardError.INVALID_DATASET,
                    file.getFileName() + " has " + bytes.length + " bytes, which are no whole points of " + features
                            + " floats; set num_point_features of the first augmentation to what the file has.");
        }
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return new PointCloud(values, features);
    }

    /** The points in a box, relative to its middle. */
    PointCloud inside(LabelledBox box) {
        FloatBuffer found = FloatBuffer.allocate(values.length);
        for (int at = 0; at < values.length; at += features) {
            if (box.contains(values[at], values[at + 1], values[at + 2])) {
                found.put(values[at] - box.x()).put(values[at + 1] - box.y()).put(values[at + 2] - box.z());
                found.put(values, at + 3, features - 3);
            }
        }
        float[] inside = new float[found.position()];
        found.flip().get(inside);
        return new PointCloud(inside, features);
    }

    int points() {
        return values.length / features;
    }

    /** Writes it in the form that {@link #read} reads. */
    void write(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        Files.write(file, bytes.array());
    }
}
