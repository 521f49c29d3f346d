// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.space;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.automl.space.ListDimension.Shape;
import dev.graft.spi.spec.SearchRange;
import dev.graft.spi.spec.SpecParameter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes dimensions of spec parameters (AutoML section of the TAO API, values per type). */
public final class ParameterDimension {

    private static final Pattern MULTIPLE = Pattern.compile("/\\s*(\\d+)");

    /** Bound of a list of epochs where the specs tell no number of epochs. */
    private static final long USUAL_EPOCHS = 50;

    /** Bound of a list of image sizes where the specs tell no size. */
    private static final long USUAL_SIZE = 1080;

    /** Sizes of images are multiples of this. */
    private static final long SIZE_STEP = 16;

    private ParameterDimension() {}

    /**
     * The dimension of a parameter.
     *
     * @param specs the merged specs; the values that lists are bounded by are taken from them
     * @param epochs the parameter with the number of epochs; empty if there is none
     * @throws IllegalArgumentException if it cannot be searched; the message names it and says why
     */
    public static Dimension of(SpecParameter parameter, ObjectNode specs, Optional<String> epochs) {
        return switch (parameter.type()) {
            case NUMBER, INTEGER -> number(parameter);
            case BOOLEAN -> new ChoiceDimension(parameter.name(), List.of(BooleanNode.FALSE, BooleanNode.TRUE), false);
            case ORDERED, ORDERED_INT -> new ChoiceDimension(parameter.name(), parameter.options(), true);
            case CATEGORICAL, STRING -> new ChoiceDimension(parameter.name(), parameter.options(), false);
            case LIST_1_BACKBONE, LIST_1_NORMAL -> consecutive(parameter);
            case LIST_2 -> rising(parameter, specs, epochs);
            case LIST_3 -> pair(parameter, specs);
            case OBJECT, ARRAY, CONST -> throw new IllegalArgumentException(
                    parameter.name() + " is of type " + parameter.type().word() + ", which has no values to choose from");
        };
    }

    private static Dimension number(SpecParameter parameter) {
        if (!parameter.options().isEmpty()) {
            return new ChoiceDimension(parameter.name(), parameter.options(), true);
        }
        SearchRange range = SearchRange.of(parameter)
                .orElseThrow(() -> new IllegalArgumentException(parameter.name() + " has a range without room to search in"));
        if (!parameter.type().word().equals("integer")) {
            return new RealDimension(parameter.name(), range.min(), range.max(), range.logarithmic());
        }
        Matcher multiple = MULTIPLE.matcher(parameter.mathCond());
        long step = multiple.matches() ? Long.parseLong(multiple.group(1)) : 1;
        return IntegerDimension.of(parameter.name(), (long) range.min(), (long) range.max(), step);
    }

    private static Dimension consecutive(SpecParameter parameter) {
        if (parameter.min().isEmpty() || parameter.max().isEmpty()) {
            throw new IllegalArgumentException(parameter.name() + " is a list without a range for its elements");
        }
        return new ListDimension(
                parameter.name(), Shape.CONSECUTIVE, (long) parameter.min().getAsDouble(), (long) parameter.max().getAsDouble(), 1);
    }

    /** Lists of learning rate steps rise up to the number of epochs, lists of image sizes up to the size. */
    private static Dimension rising(SpecParameter parameter, ObjectNode specs, Optional<String> epochs) {
        if (parameter.name().contains("step")) {
            long bound = epochs.flatMap(name -> integer(specs, name)).orElse(USUAL_EPOCHS);
            return new ListDimension(parameter.name(), Shape.RISING, 1, bound, 1);
        }
        long bound = bound(parameter, specs) / SIZE_STEP * SIZE_STEP;
        long half = Math.max(SIZE_STEP, bound / 2 / SIZE_STEP * SIZE_STEP);
        return new ListDimension(parameter.name(), Shape.RISING, half, bound, SIZE_STEP);
    }

    /** A pair between a hundredth and a tenth of the image's size; a kernel has a middle and is odd. */
    private static Dimension pair(SpecParameter parameter, ObjectNode specs) {
        long bound = bound(parameter, specs);
        long min = Math.max(1, bound / 100);
        boolean odd = parameter.name().contains("kernel");
        return new ListDimension(parameter.name(), Shape.PAIR, odd ? min | 1 : min, Math.max(min | 1, bound / 10), odd ? 2 : 1);
    }

    private static long bound(SpecParameter parameter, ObjectNode specs) {
        String first = parameter.dependsOn().split(",")[0].strip();
        return first.isEmpty() ? USUAL_SIZE : integer(specs, first).orElse(USUAL_SIZE);
    }

    private static Optional<Long> integer(ObjectNode specs, String name) {
        return new SpecPath(name).find(specs).filter(JsonNode::isNumber).map(JsonNode::longValue);
    }
}
