// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * The finite range in which a search over hyperparameters draws a number. It is the parameter's own range, apart from two cases. An open
 * end is put a factor from the default: ten for a real number, four for an integer. And a real number from 0 whose default is at most a
 * tenth of its maximum (a learning rate, say) is searched on a logarithmic scale over six decades below the maximum, or more where the
 * default asks for it; 0 itself is not drawn then.
 *
 * @param min least value drawn
 * @param max largest value drawn, above {@code min}
 * @param logarithmic whether equal factors are equally likely; {@code min} is above 0 then
 */
public record SearchRange(double min, double max, boolean logarithmic) {

    /** Ranges that span at least this factor are logarithmic. */
    private static final double DECADES = 100;

    private static final double SIX_DECADES = 1e-6;

    public SearchRange {
        if (!(min < max) || Double.isInfinite(min) || Double.isInfinite(max)) {
            throw new IllegalArgumentException("the range [" + min + ", " + max + "] cannot be searched");
        }
        if (logarithmic && min <= 0) {
            throw new IllegalArgumentException("a logarithmic range begins above 0, not at " + min);
        }
    }

    /** The range of a parameter; empty if it is not a number, or one of a list of options. */
    public static Optional<SearchRange> of(SpecParameter parameter) {
        boolean integer = parameter.type() == SpecType.INTEGER;
        if (!integer && parameter.type() != SpecType.NUMBER || !parameter.options().isEmpty()) {
            return Optional.empty();
        }
        double usual = parameter.defaultValue()
                .filter(JsonNode::isNumber)
                .map(JsonNode::doubleValue)
                .orElse(parameter.min().orElse(Math.min(0, parameter.max().orElse(0))));
        double min = parameter.min().orElseGet(() -> below(usual, integer));
        double max = parameter.max().orElseGet(() -> above(Math.max(usual, min), integer));
        if (!(min < max)) {
            return Optional.empty();
        }
        if (!integer && min == 0 && usual > 0 && usual <= max / 10) {
            return Optional.of(new SearchRange(Math.min(max * SIX_DECADES, usual / 1000), max, true));
        }
        return Optional.of(new SearchRange(min, max, min > 0 && max / min >= DECADES));
    }

    private static double below(double usual, boolean integer) {
        if (usual > 0) {
            return integer ? Math.ceil(usual / 4) : usual / 10;
        }
        return usual - (integer ? 10 : 1);
    }

    private static double above(double usual, boolean integer) {
        if (usual > 0) {
            return integer ? usual * 4 : usual * 10;
        }
        return usual + (integer ? 10 : 1);
    }
}
