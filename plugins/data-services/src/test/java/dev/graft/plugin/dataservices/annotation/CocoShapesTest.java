// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CocoShapesTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void packedRunLengthsAreReadAsCocosOwnToolsWriteThem() throws IOException {
        // Runs 6, 1, 40, 4, 5, 4, 5, 4, 21 of 9 x 10 pixels, the example of the COCO documentation, packed: the first three as they are,
        // each of the others as the difference to the one before the last.
        Shape shape = CocoShapes.read(json("{\"size\": [9, 10], \"counts\": \"61X13mN000`0\"}")).orElseThrow();

        assertThat(shape).isEqualTo(CocoShapes.read(json("{\"size\": [9, 10], \"counts\": [6, 1, 40, 4, 5, 4, 5, 4, 21]}")).orElseThrow());
        assertThat(shape.area()).isEqualTo(13);
        assertThat(shape.mask(10, 9).count()).isEqualTo(13);
    }

    @Test
    void polygonsHaveTheAreaThatTheyEnclose() throws IOException {
        Shape shape = CocoShapes.read(json("[[0, 0, 10, 0, 10, 4, 0, 4], [20, 0, 24, 0, 20, 4]]")).orElseThrow();

        assertThat(shape.area()).isEqualTo(48);
        assertThat(shape.mask(30, 5).count()).isBetween(40 + 6, 40 + 10);
    }

    @Test
    void whatIsNoOutlineIsRefusedWithTheReason() throws IOException {
        assertThat(CocoShapes.read(json("[]"))).isEmpty();
        assertThatThrownBy(() -> CocoShapes.read(json("[[1, 2, 3, 4]]"))).hasMessageContaining("at least three points");
        assertThatThrownBy(() -> CocoShapes.read(json("[[1, 2, 3, 4, 5, \"x\"]]"))).hasMessageContaining("where a number is expected");
        assertThatThrownBy(() -> CocoShapes.read(json("{\"size\": [1, 2]}"))).hasMessageContaining("size and counts");
    }

    private static JsonNode json(String text) throws IOException {
        return JSON.readTree(text);
    }
}
