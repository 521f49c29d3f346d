// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.poseclassification.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;

/**
 * How poses become arrays.
 *
 * @param type {@code 3dbp}, {@code 25dbp} or {@code 2dbp}
 * @param joints of a skeleton
 * @param width of the video in pixels
 * @param height of the video in pixels
 * @param focalLength of the camera in pixels
 * @param longest frames of an array
 * @param shortest frames that make a sample
 * @param length frames of a sample
 * @param step frames from the begin of a sample to that of the next
 */
record PoseSpec(
        String type, int joints, double width, double height, double focalLength, int longest, int shortest, int length, int step) {

    /**
     * Reads the section {@code dataset_convert}.
     *
     * @throws GraftException INVALID_SPECS if the lengths do not fit together
     */
    static PoseSpec of(JsonNode section) {
        int length = section.path("sequence_length").asInt(100);
        int longest = section.path("sequence_length_max").asInt(300);
        double overlap = section.path("sequence_overlap").asDouble(0.5);
        PoseSpec spec = new PoseSpec(
                section.path("pose_type").asText("3dbp"),
                section.path("num_joints").asInt(34),
                section.path("input_width").asDouble(1920),
                section.path("input_height").asDouble(1080),
                section.path("focal_length").asDouble(1200),
                longest,
                Math.max(1, section.path("sequence_length_min").asInt(10)),
                length,
                (int) (length * overlap));
        if (spec.joints < 1 || spec.width <= 0 || spec.height <= 0 || spec.focalLength <= 0) {
            throw invalid("num_joints, input_width, input_height and focal_length are larger than 0");
        }
        if (length < 1 || length > longest) {
            throw invalid("sequence_length is " + length + "; it is at least 1 and at most sequence_length_max, " + longest);
        }
        if (spec.step < 1) {
            throw invalid("sequence_overlap of sequence_length is less than a frame, so that samples would never end; set a larger one");
        }
        return spec;
    }

    private static GraftException invalid(String problem) {
        return new GraftException(StandardError.INVALID_SPECS, "dataset_convert: " + problem + ".");
    }

    /** The field of a person that has its joints. */
    String field() {
        return type.equals("3dbp") ? "pose3d" : "pose25d";
    }

    /** Values of a joint in the array. */
    int channels() {
        return type.equals("2dbp") ? 2 : 3;
    }

    /**
     * A person's joints in one frame: relative to the first joint and in focal lengths in space, relative to the middle of the picture and in
     * its size otherwise; a joint that was not seen is 0.
     *
     * @param joints x, y, z and confidence of each
     */
    float[] normalized(JsonNode joints) {
        float[] pose = new float[this.joints * channels()];
        for (int joint = 0; joint < this.joints; joint++) {
            if (joints.get(4 * joint + 3).asDouble() != 0) {
                for (int channel = 0; channel < channels(); channel++) {
                    pose[joint * channels() + channel] = (float) value(joints, joint, channel);
                }
            }
        }
        return pose;
    }

    private double value(JsonNode joints, int joint, int channel) {
        double value = joints.get(4 * joint + channel).asDouble();
        if (type.equals("3dbp")) {
            return (value - joints.get(channel).asDouble()) / focalLength;
        }
        return switch (channel) {
            case 0 -> value / width - 0.5;
            case 1 -> value / height - 0.5;
            default -> value;
        };
    }
}
