// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What is wrong with the box of an object, and what it should be.
 *
 * @param kind a word for the fault; empty if there is none
 * @param corrected left, top, right and bottom; empty if the object has to go
 */
record BoxCheck(Optional<String> kind, Optional<List<BigDecimal>> corrected) {

    /** Looks at the edges of a box in a picture of a size. */
    static BoxCheck of(BigDecimal left, BigDecimal top, BigDecimal right, BigDecimal bottom, int width, int height) {
        if (left.compareTo(right) == 0 || top.compareTo(bottom) == 0) {
            return gone("empty_box");
        }
        List<BigDecimal> upright = List.of(left.min(right), top.min(bottom), left.max(right), top.max(bottom));
        BigDecimal most = BigDecimal.valueOf(width);
        BigDecimal lowest = BigDecimal.valueOf(height);
        List<BigDecimal> inside = List.of(
                clamp(upright.get(0), most), clamp(upright.get(1), lowest), clamp(upright.get(2), most), clamp(upright.get(3), lowest));
        if (inside.get(0).compareTo(inside.get(2)) == 0 || inside.get(1).compareTo(inside.get(3)) == 0) {
            return gone("outside_picture");
        }
        if (left.compareTo(right) > 0 || top.compareTo(bottom) > 0) {
            return new BoxCheck(Optional.of("inverted_box"), Optional.of(inside));
        }
        boolean clipped = !inside.equals(upright);
        return new BoxCheck(clipped ? Optional.of("out_of_bounds") : Optional.empty(), Optional.of(inside));
    }

    private static BoxCheck gone(String kind) {
        return new BoxCheck(Optional.of(kind), Optional.empty());
    }

    private static BigDecimal clamp(BigDecimal value, BigDecimal most) {
        return value.signum() < 0 ? BigDecimal.ZERO : value.min(most);
    }

    /** What was seen, in words. */
    String problem(String box) {
        return switch (kind.orElseThrow()) {
            case "empty_box" -> "its box " + box + " has no inside";
            case "outside_picture" -> "its box " + box + " is outside the picture";
            case "inverted_box" -> "its box " + box + " has exchanged edges";
            default -> "its box " + box + " reaches out of the picture";
        };
    }

    /** What was done about it, in words. */
    String advice() {
        return corrected.isPresent() ? "the box was corrected" : "the object was removed";
    }
}
