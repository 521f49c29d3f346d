// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.annotation;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The field {@code segmentation} of a COCO annotation: polygons, run lengths, or run lengths packed into text. */
final class CocoShapes {

    private static final int BITS = 5;
    private static final int MORE = 0x20;
    private static final int SIGN = 0x10;
    private static final int FIRST = 48;

    private CocoShapes() {}

    /**
     * Reads a segmentation.
     *
     * @return empty if there is none, or an empty one
     * @throws IllegalArgumentException if it cannot be used, with what is wrong
     */
    static Optional<Shape> read(JsonNode segmentation) {
        if (segmentation.isMissingNode() || segmentation.isNull() || segmentation.isEmpty()) {
            return Optional.empty();
        }
        if (segmentation.isArray()) {
            return Optional.of(polygons(segmentation));
        }
        JsonNode size = segmentation.path("size");
        JsonNode counts = segmentation.path("counts");
        if (size.size() != 2 || !(counts.isArray() || counts.isTextual())) {
            throw new IllegalArgumentException("segmentation is neither a list of polygons nor an object with size and counts");
        }
        return Optional.of(new Shape.Runs(
                size.get(1).asInt(), size.get(0).asInt(), counts.isTextual() ? unpack(counts.textValue()) : integers(counts)));
    }

    private static Shape.Polygons polygons(JsonNode list) {
        List<double[]> rings = new ArrayList<>();
        for (JsonNode ring : list) {
            double[] numbers = new double[ring.size()];
            for (int i = 0; i < numbers.length; i++) {
                if (!ring.get(i).isNumber()) {
                    throw new IllegalArgumentException("a polygon has " + ring.get(i) + " where a number is expected");
                }
                numbers[i] = ring.get(i).doubleValue();
            }
            rings.add(numbers);
        }
        return new Shape.Polygons(rings);
    }

    private static List<Integer> integers(JsonNode counts) {
        List<Integer> runs = new ArrayList<>();
        counts.forEach(count -> runs.add(count.asInt()));
        return runs;
    }

    /** Each number is a difference to the one before the last, in groups of five bits, the least first. */
    private static List<Integer> unpack(String text) {
        List<Integer> runs = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            long value = 0;
            int shift = 0;
            int group;
            do {
                if (at == text.length()) {
                    throw new IllegalArgumentException("the packed counts end within a number");
                }
                group = text.charAt(at++) - FIRST;
                value |= (long) (group & (MORE - 1)) << shift;
                shift += BITS;
            } while ((group & MORE) != 0);
            if ((group & SIGN) != 0) {
                value |= -1L << shift;
            }
            if (runs.size() > 2) {
                value += runs.get(runs.size() - 2);
            }
            runs.add(Math.toIntExact(value));
        }
        return runs;
    }

    /** Writes a segmentation as the value of a field. */
    static void write(JsonGenerator json, Shape shape) throws IOException {
        if (shape instanceof Shape.Polygons polygons) {
            json.writeStartArray();
            for (double[] ring : polygons.rings()) {
                json.writeStartArray();
                for (double number : ring) {
                    json.writeNumber(KittiRow.decimal(number));
                }
                json.writeEndArray();
            }
            json.writeEndArray();
        } else if (shape instanceof Shape.Runs runs) {
            json.writeStartObject();
            json.writeArrayFieldStart("size");
            json.writeNumber(runs.height());
            json.writeNumber(runs.width());
            json.writeEndArray();
            json.writeArrayFieldStart("counts");
            for (int run : runs.runs()) {
                json.writeNumber(run);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }
}
