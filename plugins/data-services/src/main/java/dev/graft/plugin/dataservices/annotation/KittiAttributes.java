// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.annotation;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The columns of KITTI that COCO has no field for, kept in the field {@code attributes} of an annotation, so that a dataset that is
 * converted there and back loses nothing: {@code truncation}, {@code occlusion}, {@code alpha}, {@code dimensions} (height, width,
 * length), {@code location} (x, y, z), {@code rotation_y}, and {@code score} where there is one.
 */
final class KittiAttributes {

    private static final int SCORE = 14;

    private KittiAttributes() {}

    /** Writes the field. */
    static void write(JsonGenerator json, KittiRow row) throws IOException {
        json.writeObjectFieldStart("attributes");
        json.writeNumberField("truncation", row.number(0));
        json.writeNumberField("occlusion", row.number(1));
        json.writeNumberField("alpha", row.number(2));
        numbers(json, "dimensions", row.numbers().subList(7, 10));
        numbers(json, "location", row.numbers().subList(10, 13));
        json.writeNumberField("rotation_y", row.number(13));
        if (row.numbers().size() > SCORE) {
            json.writeNumberField("score", row.number(SCORE));
        }
        json.writeEndObject();
    }

    private static void numbers(JsonGenerator json, String name, List<BigDecimal> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (BigDecimal value : values) {
            json.writeNumber(value);
        }
        json.writeEndArray();
    }

    /**
     * The row of an annotation.
     *
     * @param name the class
     * @param bbox left, top, width and height
     */
    static KittiRow row(String name, List<BigDecimal> bbox, JsonNode attributes) {
        BigDecimal left = bbox.get(0);
        BigDecimal top = bbox.get(1);
        List<BigDecimal> numbers = new ArrayList<>();
        numbers.add(number(attributes.path("truncation")));
        numbers.add(number(attributes.path("occlusion")));
        numbers.add(number(attributes.path("alpha")));
        numbers.addAll(List.of(left, top, left.add(bbox.get(2)), top.add(bbox.get(3))));
        for (int i = 0; i < 3; i++) {
            numbers.add(number(attributes.path("dimensions").path(i)));
        }
        for (int i = 0; i < 3; i++) {
            numbers.add(number(attributes.path("location").path(i)));
        }
        numbers.add(number(attributes.path("rotation_y")));
        score(attributes).ifPresent(numbers::add);
        return new KittiRow(name, numbers);
    }

    private static Optional<BigDecimal> score(JsonNode attributes) {
        return attributes.path("score").isNumber() ? Optional.of(attributes.get("score").decimalValue()) : Optional.empty();
    }

    private static BigDecimal number(JsonNode value) {
        return value.isNumber() ? value.decimalValue() : BigDecimal.ZERO;
    }
}
